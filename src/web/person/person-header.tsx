import type { PersonPage } from '#contract/person.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { PersonName } from '../people/people-table.tsx'
import styles from './person.module.css'

/** Who it is, where they stand and where they came from, in one sentence; both scores and their sum. */
export function PersonHeader({ person }: { person: PersonPage }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { scores } = person
  const lifecycle = person.stages.find(({ model }) => model === person.lifecycle)
  const standing =
    lifecycle?.outcomes.find(({ id }) => id === lifecycle.outcome) ??
    lifecycle?.stages.find(({ id }) => id === lifecycle.current)
  const title = person.facts['title']
  const about = [
    typeof title === 'string' ? title : null,
    person.account?.name,
    person.name === null ? null : person.email,
  ]
  return (
    <header className="head">
      <div>
        <h1>
          <PersonName name={person.name} email={person.email} />
        </h1>
        <p>{about.filter((part) => typeof part === 'string' && part !== '').join(' · ')}</p>
        <p>
          {standing && lifecycle?.since && (
            <Say
              id="person.standing"
              values={{ stage: format.text(standing.name), since: format.date(lifecycle.since) }}
            />
          )}
          {standing && lifecycle?.since && person.first.at !== null && ' · '}
          {person.first.at !== null && (
            <Say
              id={person.first.channel === null ? 'person.came' : 'person.came.by'}
              values={{
                at: format.date(person.first.at),
                channel: person.first.channel === null ? '' : wordFor('channel', person.first.channel),
              }}
            />
          )}
        </p>
        {person.pending && (
          <p>
            <Say id="person.pending" />
          </p>
        )}
      </div>
      <dl className={styles.scores}>
        <Score label={<Say id="person.engagement" />} value={scores.engagement} />
        <Score label={<Say id="person.fit" />} value={scores.fit} />
        <Score
          label={<Say id="person.total" values={{ threshold: format.points(scores.threshold) }} />}
          value={scores.total}
          hot={scores.total >= scores.threshold}
        />
      </dl>
    </header>
  )
}

function Score({ label, value, hot = false }: { label: React.ReactNode; value: number; hot?: boolean }) {
  const format = useFormat()
  return (
    <div className={styles.score}>
      <dt className="quiet small">{label}</dt>
      <dd>
        <b style={hot ? { color: 'var(--heat)' } : {}}>{format.points(value)}</b>
        {hot && (
          <span className="chip" data-kind="heat">
            <Say id="person.hot" />
          </span>
        )}
      </dd>
    </div>
  )
}
