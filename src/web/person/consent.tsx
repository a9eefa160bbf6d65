import type { PersonHead } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './person.module.css'

/** To what they agreed, when, where, and in which words; withdrawn ones stay. */
export function Consent({ person }: { person: PersonHead }) {
  const format = useFormat()
  const wordFor = useWordFor()
  return (
    <Section title={<Say id="facts.consent" />} help="consent">
      {person.consent.length === 0 && (
        <p className="quiet">
          <Say id="facts.consent.none" />
        </p>
      )}
      <ul className={styles.list}>
        {person.consent.map((consent) => (
          <li key={consent.purpose}>
            <strong>{wordFor('purpose', consent.purpose)}</strong>{' '}
            <span data-consent={consent.state}>
              <Say id={`facts.consent.${consent.state}`} values={{ at: format.date(consent.at) }} />
            </span>
            {consent.source !== null && (
              <div className="quiet small">
                <Say id="facts.consent.source" values={{ source: wordFor('source', consent.source) }} />
              </div>
            )}
            {consent.wording !== null && <q className="quiet small">{consent.wording}</q>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
