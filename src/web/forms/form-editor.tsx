import type { FormLanguage } from '#core/form/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './forms.module.css'
import type { Draft } from './use-draft.ts'
import { WordsInput } from './words-input.tsx'

/** What the form says before and after its fields. */
export function FormEditor({ draft, language }: { draft: Draft; language: FormLanguage }) {
  const say = useSay()
  const { document, change } = draft
  const { title, intro, button } = document
  return (
    <details className={`card ${styles.head}`}>
      <summary>
        <Say id="forms.words" />
      </summary>
      <div className={styles.stack}>
        <WordsInput
          label={say('forms.title')}
          words={title}
          language={language}
          onChange={(words) => change({ title: words })}
        />
        <WordsInput
          label={say('forms.intro')}
          description={say('forms.markdown')}
          long
          most={5000}
          words={intro}
          language={language}
          onChange={(words) => change({ intro: words })}
        />
        <WordsInput
          label={say('forms.button')}
          words={button}
          language={language}
          onChange={(words) => change({ button: words })}
        />
      </div>
    </details>
  )
}
