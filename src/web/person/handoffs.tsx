import { useQuery } from '@tanstack/react-query'
import type { PersonHandoffs, PersonHead } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './person.module.css'
import { usePartQuery } from './queries.ts'

/** When they were handed over, to whom, why, and whether anybody took them. Nothing when that never happened. */
export function Handoffs({ person }: { person: PersonHead }) {
  const { data } = useQuery(usePartQuery('handoffs', person.id))
  if (!data || data.items.length === 0) return null
  return (
    <Section title={<Say id="handoff.title" />} help="handOff">
      <ul className={styles.list}>
        {data.items.map((item) => (
          <Handoff key={item.id} item={item} open={item.state === 'open' && person.handoff} />
        ))}
      </ul>
    </Section>
  )
}

function Handoff({ item, open }: { item: PersonHandoffs['items'][number]; open: boolean }) {
  const format = useFormat()
  const wordFor = useWordFor()
  // the fold knows that a hand-off was taken or given back before its row does
  const state = item.state === 'open' && !open ? 'done' : item.state
  return (
    <li>
      <strong>
        <Say id="handoff.to" values={{ team: wordFor('team', item.team ?? 'sales') }} />
      </strong>{' '}
      {item.assignee !== null && <span>{item.assignee} </span>}
      <span className="chip" data-kind={state === 'open' ? 'sale' : 'plain'}>
        <Say id={`handoff.${state}`} />
      </span>
      <div className="quiet small">
        {item.reasonName ? (
          format.text(item.reasonName)
        ) : item.stage ? (
          <Say id="handoff.entered" values={{ stage: format.text(item.stage) }} />
        ) : null}
        {' · '}
        {format.dateTime(item.at)}
      </div>
      {state === 'open' && (
        <div className="quiet small">
          <Say id="handoff.next" />
        </div>
      )}
    </li>
  )
}
