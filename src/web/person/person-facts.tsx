import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { PersonPage } from '#contract/person.ts'
import type { Json } from '#core/json.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import styles from './person.module.css'

/** Facts that stand in the page's head. */
const saidElsewhere = ['email', 'name', 'firstName', 'lastName']

/** Facts, journey, consent, company, identities, merges: the side of the page. */
export function PersonFacts({ person }: { person: PersonPage }) {
  const format = useFormat()
  const say = useSay()
  const wordFor = useWordFor()
  const journey = person.stages.find(({ model }) => model === person.journey)
  const at = journey?.stages.find(({ id }) => id === journey.current)
  return (
    <aside className={styles.side} aria-label={say('facts.title')}>
      <Card title={<Say id="facts.title" />}>
        <dl className={styles.facts}>
          {person.email !== null && <Fact name={<Say id="facts.email" />} value={person.email} />}
          {person.persona && <Fact name={<Say id="facts.persona" />} value={format.text(person.persona.name)} />}
          {person.icp !== null && (
            <Fact name={<Say id="facts.icp" />} value={<Say id={person.icp ? 'facts.yes' : 'facts.no'} />} />
          )}
          {person.first.campaign !== null && <Fact name={<Say id="facts.campaign" />} value={person.first.campaign} />}
          {person.first.object !== null && <Fact name={<Say id="facts.firstObject" />} value={person.first.object} />}
          {person.lastAt !== null && <Fact name={<Say id="facts.last" />} value={format.dateTime(person.lastAt)} />}
          {Object.entries(person.facts)
            .filter(([key]) => !saidElsewhere.includes(key) && !(key === 'company' && person.account))
            .map(([key, value]) => (
              <Fact key={key} name={wordFor('fact', key)} value={<Plain name={key} value={value} />} />
            ))}
        </dl>
      </Card>
      {at && journey && (
        <Card title={<Say id="facts.journey" />}>
          <p>
            <strong>{format.text(at.name)}</strong>
            {journey.since !== null && (
              <span className="quiet">
                {' '}
                <Say id="facts.since" values={{ at: format.date(journey.since) }} />
              </span>
            )}
          </p>
        </Card>
      )}
      <Card title={<Say id="facts.consent" />}>
        {person.consent.length === 0 && (
          <p className="quiet">
            <Say id="facts.consent.none" />
          </p>
        )}
        <ul style={{ display: 'grid', gap: 8 }}>
          {person.consent.map((consent) => (
            <li key={consent.purpose}>
              <strong>{wordFor('purpose', consent.purpose)}</strong>{' '}
              <span style={{ color: consent.state === 'granted' ? 'var(--good)' : 'var(--quiet)' }}>
                <Say id={`facts.consent.${consent.state}`} values={{ at: format.date(consent.at) }} />
              </span>
              {consent.wording !== null && <div className="quiet small">“{consent.wording}”</div>}
            </li>
          ))}
        </ul>
      </Card>
      {person.account && (
        <Card title={<Say id="facts.company" />}>
          <p style={{ marginBottom: 8 }}>
            <strong>{person.account.name === '' ? person.account.domain : person.account.name}</strong>{' '}
            {person.account.domain !== null && <span className="quiet">{person.account.domain}</span>}
          </p>
          <dl className={styles.facts}>
            {Object.entries(person.account.facts)
              .filter(([key]) => key !== 'name')
              .map(([key, value]) => (
                <Fact key={key} name={wordFor('fact', key)} value={<Plain name={key} value={value} />} />
              ))}
          </dl>
        </Card>
      )}
      <Card title={<Say id="facts.identities" />}>
        <ul className="small" style={{ display: 'grid', gap: 4 }}>
          {person.identities.map(({ kind, value, since }) => (
            <li key={`${kind}/${value}`}>
              <span className="quiet">{say(`facts.identity.${kind}`)}</span> {value}{' '}
              <span className="quiet">
                <Say id="facts.since" values={{ at: format.date(since) }} />
              </span>
            </li>
          ))}
        </ul>
        {person.merges.length > 0 && (
          <>
            <h3 style={{ margin: '12px 0 4px' }}>
              <Say id="facts.merges" />
            </h3>
            <ul className="small">
              {person.merges.map((merge) => (
                <li key={merge.id}>
                  {merge.name ?? merge.email ?? merge.id}
                  {merge.at !== null && <span className="quiet"> {format.date(merge.at)}</span>}
                </li>
              ))}
            </ul>
          </>
        )}
      </Card>
    </aside>
  )
}

function Card({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Fact({ name, value }: { name: ReactNode; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

/** A fact as text: whatever people or programs sent, never as markup. */
function Plain({ name, value }: { name: string; value: Json }) {
  const intl = useIntl()
  if (typeof value === 'boolean') return <Say id={value ? 'facts.yes' : 'facts.no'} />
  if (name === 'country' && typeof value === 'string' && /^[A-Z]{2}$/.test(value))
    return <>{intl.formatDisplayName(value, { type: 'region' }) ?? value}</>
  if (typeof value === 'number') return <>{intl.formatNumber(value)}</>
  return <>{plain(value)}</>
}

function plain(value: Json): string {
  if (value === null) return '–'
  if (Array.isArray(value)) return value.map(plain).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
