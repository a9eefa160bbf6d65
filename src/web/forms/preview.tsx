import { useState } from 'react'
import type { FormLanguage } from '#core/form/document.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './forms.module.css'

interface PreviewInput {
  id: string
  /** what the server has */
  revision: number
  language: FormLanguage
  /** what is shown is not the last */
  waiting: boolean
}

/** The form's own page as the server makes it, in a frame that can do nothing: what is typed in it goes nowhere. */
export function Preview({ id, revision, language, waiting }: PreviewInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const [narrow, setNarrow] = useState(false)
  const query = new URLSearchParams({ workspace: workspace.id, language })
  return (
    <section className={styles.preview} aria-label={say('forms.preview')} aria-busy={waiting}>
      <header>
        <h2>
          <Say id="forms.preview" />
        </h2>
        <div className={styles.widths} role="group" aria-label={say('forms.preview.width')}>
          <button type="button" className="plain" aria-pressed={!narrow} onClick={() => setNarrow(false)}>
            <Say id="forms.preview.wide" />
          </button>
          <button type="button" className="plain" aria-pressed={narrow} onClick={() => setNarrow(true)}>
            <Say id="forms.preview.narrow" />
          </button>
        </div>
      </header>
      <iframe
        key={`${revision} ${language}`}
        className={styles.frame}
        data-narrow={narrow || undefined}
        title={say('forms.preview')}
        src={`/api/forms/${encodeURIComponent(id)}/preview?${query}`}
        sandbox="allow-scripts"
      />
    </section>
  )
}
