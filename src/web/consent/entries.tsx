import { Link } from '@tanstack/react-router'
import type { LedgerEntry } from '#contract/consent.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './consent.module.css'
import { usePurposeName } from '../ui/fact-name.ts'

/** Entries of the ledger, each with the words and the proof; `people`: with whose they are. */
export function Entries({ items, people = false }: { items: readonly LedgerEntry[]; people?: boolean }) {
  const format = useFormat()
  const nameOf = usePurposeName()
  if (items.length === 0) return null
  return (
    <ol className={styles.entries}>
      {items.map((entry) => (
        <li key={entry.id}>
          <div className={styles.line}>
            <span className={styles.mark} data-state={entry.state}>
              <Say id={`consent.entry.${entry.state}`} />
            </span>
            <strong>{nameOf(entry.purpose)}</strong>
            {people && <Whose entry={entry} />}
            <time dateTime={entry.at} className="quiet small">
              {format.dateTime(entry.at)}
            </time>
          </div>
          {entry.text !== null && <q className={styles.said}>{entry.text}</q>}
          <Proof entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function Whose({ entry: { person } }: { entry: LedgerEntry }) {
  const say = useSay()
  if (!person) return <span className="quiet">{say('consent.nobody')}</span>
  return (
    <Link to="/people/$id" params={{ id: person.id }} className="link">
      {person.name ?? person.email ?? say('consent.unnamed')}
    </Link>
  )
}

/** How we know: the source first, the rest on opening. */
function Proof({ entry }: { entry: LedgerEntry }) {
  const say = useSay()
  const format = useFormat()
  const { proof, source, sourceDetail, wording, language } = entry
  const rows = [
    ['wording', wording],
    ['language', language],
    ['asked', proof.asked],
    ['askedAt', proof.askedAt === null ? null : format.dateTime(proof.askedAt)],
    ['page', proof.page],
    ['address', proof.address],
    ['agent', proof.agent],
    ['by', proof.by],
    ['reason', proof.reason],
    ['kept', proof.kept],
  ] as const
  const known = rows.filter(([, value]) => value !== null)
  const from = say(`consent.source.${source}`)
  const head = sourceDetail === null ? from : `${from}: ${sourceDetail}`
  if (known.length === 0) return <p className="quiet small">{head}</p>
  return (
    <details className={styles.proof}>
      <summary className="small">{head}</summary>
      <dl className="small">
        {known.map(([key, value]) => (
          <div key={key}>
            <dt className="quiet">{say(`consent.proof.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
