import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonHead, PersonIdentities } from '#contract/person-head.ts'
import { isolated } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { UnmergeModal } from './merge.tsx'
import { usePersonName } from './names.tsx'
import styles from './person.module.css'
import { usePartQuery } from './queries.ts'

/** By what they are known, how that came together, and who was merged into them. */
export function Identities({ person }: { person: PersonHead }) {
  const query = useQuery(usePartQuery('identities', person.id))
  return (
    <Section title={<Say id="facts.identities" />} help="identity">
      <Loaded query={query} lines={4}>
        {(document) => (
          <>
            <Keys keys={document.identities} />
            {document.joins.length > 0 && <Joins joins={document.joins} />}
            {document.merges.length > 0 && <Merges id={person.id} merges={document.merges} />}
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Keys({ keys }: { keys: PersonIdentities['identities'] }) {
  const format = useFormat()
  return (
    <ul className={styles.keys}>
      {keys.map(({ kind, value, since }) => (
        <li key={`${kind}/${value}`}>
          <span className="quiet">
            <Say id={`facts.identity.${kind}`} />
          </span>{' '}
          <span className={styles.key}>{value}</span>{' '}
          <span className="quiet">
            <Say id="facts.since" values={{ at: format.date(since) }} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** How the keys came to name one person: the event that carried both, or the colleague who said so. */
function Joins({ joins }: { joins: PersonIdentities['joins'] }) {
  const format = useFormat()
  const eventName = useEventName()
  return (
    <details className={styles.more}>
      <summary>
        <Say id="identities.joins" values={{ count: joins.length }} />
      </summary>
      <ul className={styles.keys}>
        {joins.map((join) => (
          <li key={`${join.by}/${join.one.value}/${join.other.value}/${join.at}`}>
            <span className={styles.key}>{join.one.value}</span> {join.by === 'split' ? '≠' : '='}{' '}
            <span className={styles.key}>{join.other.value}</span>
            <div className="quiet">
              {join.by === 'event' && join.event && (
                <Say
                  id="identities.byEvent"
                  values={{ event: eventName(join.event.name), at: format.dateTime(join.at) }}
                />
              )}
              {join.by === 'merge' && (
                <Say id="identities.byMerge" values={{ who: join.who ?? '–', at: format.dateTime(join.at) }} />
              )}
              {join.by === 'split' && (
                <Say id="identities.bySplit" values={{ who: join.who ?? '–', at: format.dateTime(join.at) }} />
              )}
              {join.note !== null && ` · ${isolated(join.note)}`}
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Merges({ id, merges }: { id: string; merges: PersonIdentities['merges'] }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = usePersonName()
  const mayMerge = useMay('person.merge')
  const [parting, setParting] = useState<string | null>(null)
  return (
    <>
      <h3 className={styles.sub}>
        <Say id="facts.merges" />
      </h3>
      <ul className={styles.keys}>
        {merges.map((merge) => (
          <li key={merge.id}>
            {nameOf(merge)} {merge.at !== null && <span className="quiet">{format.date(merge.at)}</span>}
            {mayMerge && (
              <span className={styles.doings} data-no-print>
                <button
                  type="button"
                  className="link"
                  aria-label={say('unmerge.open.of', { name: nameOf(merge) })}
                  onClick={() => setParting(merge.id)}
                >
                  <Say id="unmerge.open" />
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {parting !== null && <UnmergeModal id={id} merged={parting} close={() => setParting(null)} />}
    </>
  )
}
