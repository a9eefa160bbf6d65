import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useWordFor } from '../app/words.tsx'
import styles from './imports.module.css'
import { useTargetName } from './target-name.ts'

interface Fault {
  code: string
  field: string | null
  count: number
  examples: { row: number | null; message: string; raw?: string | null }[]
}

/**
 * The server says it in English. In other languages the reason stands above already: of the sentence only what it
 * quotes of the file is shown.
 */
function Told({ message }: { message: string }) {
  const { language } = useLanguage()
  const quoted = message.match(/“[^”]*”/g)
  if (language === 'en' || quoted === null) return <span lang="en">{message}</span>
  return <bdi>{quoted.join(' · ')}</bdi>
}

/** Rows that cannot count, by reason: what is wrong, how to mend it, and the first ones in the file's own words. */
export function Faults({ faults }: { faults: readonly Fault[] }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const targetName = useTargetName()
  return (
    <ul className={styles.faults}>
      {faults.map((fault) => (
        <li key={`${fault.code} ${fault.field ?? ''}`}>
          <h3>
            <Say
              id="imports.fault"
              values={{
                count: fault.count,
                shown: format.number(fault.count),
                reason: wordFor('rejection', fault.code),
              }}
            />
            {fault.field !== null && <span className="quiet"> · {targetName(fault.field)}</span>}
          </h3>
          <p className="small">{wordFor('mend', fault.code)}</p>
          <ul className="quiet small">
            {fault.examples.map(({ row, message }, index) => (
              <li key={index}>
                {row !== null && (
                  <>
                    <Say id="imports.row" values={{ row: format.number(row) }} />{' '}
                  </>
                )}
                <Told message={message} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
