import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TitleTried } from '#contract/title.ts'
import type { TitleEdits } from '#core/blueprint/edit-titles.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'
import { ConditionSentence } from '../ui/condition.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState } from '../ui/state.tsx'
import { tryQuery } from './icp-api.ts'
import styles from './icp.module.css'
import { MeaningWords } from './meaning-input.tsx'

interface TryItInput {
  /** changes that are not applied yet are tried too */
  edits: TitleEdits
  /** overrules the title that stands there; absent for those who may not */
  onOverrule?: ((title: string, tried: TitleTried) => void) | undefined
}

/** Type a title: what it says, why, and who they would be. */
export function TryIt({ edits, onOverrule }: TryItInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const [title, setTitle] = useState('')
  const [asked] = useDebouncedValue(title.trim(), 250)
  const tried = useQuery({ ...tryQuery(workspace.id, asked, edits), placeholderData: keepPreviousData })
  return (
    <Section title={<Say id="icp.try" />} sub={<Say id="icp.try.about" />} busy={tried.isFetching}>
      <TextInput
        label={say('icp.try.label')}
        placeholder={say('icp.try.hint')}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {asked !== '' && tried.error && <ErrorState error={tried.error} />}
        {asked !== '' && tried.data && !tried.error && <Reading tried={tried.data} onOverrule={onOverrule} />}
      </div>
    </Section>
  )
}

function Reading({ tried, onOverrule }: { tried: TitleTried; onOverrule: TryItInput['onOverrule'] }) {
  const say = useSay()
  const format = useFormat()
  const labels = useLabels()
  const { seniority, functions, hits, persona, people, title } = tried
  const unknown = say('icp.unknown')
  return (
    <>
      <dl className={styles.reading}>
        <div>
          <dt>
            <Say id="icp.what.seniority" />
          </dt>
          <dd>{seniority ? labels.value('person.seniority', seniority) : unknown}</dd>
        </div>
        <div>
          <dt>
            <Say id="icp.what.function" />
          </dt>
          <dd>
            {functions.length > 0 ? format.list(functions.map((one) => labels.value('person.function', one))) : unknown}
          </dd>
        </div>
        <div>
          <dt>
            <Say id="icp.what.persona" />
          </dt>
          <dd>{persona ? format.text(persona.name) : <Say id="icp.effect.nobody" />}</dd>
        </div>
      </dl>
      {hits.length > 0 && (
        <p className="small">
          <Say id="icp.try.why" />{' '}
          {hits.map((hit, index) => (
            <span key={`${hit.text} ${index}`} className={styles.hit}>
              <q>{hit.text}</q> <MeaningWords meaning={hit} />
              {hit.by !== 'list' && (
                <span className="chip">
                  <Say id={`icp.by.${hit.by}`} />
                </span>
              )}
            </span>
          ))}
        </p>
      )}
      {persona && persona.holds.length > 0 && (
        <p className="quiet small">
          <Say id="icp.try.rule" /> <ConditionSentence condition={{ all: persona.holds }} />
        </p>
      )}
      <p className="quiet small">
        <Say id="icp.try.people" values={{ count: people }} />{' '}
        {onOverrule && (
          <button type="button" className="link" onClick={() => onOverrule(title, tried)}>
            <Say id="icp.try.overrule" />
          </button>
        )}
      </p>
    </>
  )
}
