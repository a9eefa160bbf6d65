import type { PersonScores } from '#contract/person.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import styles from './person.module.css'

/** The engagement score opened: each award with what it is worth now; the lines add up to the score. */
export function Engagement({ scores }: { scores: PersonScores }) {
  const format = useFormat()
  const eventName = useEventName()
  return (
    <section className="card">
      <header>
        <div className={styles.scoreHead}>
          <h2>
            <Say id="ledger.engagement" />
          </h2>
          <b>{format.points(scores.engagement)}</b>
        </div>
        <p className="quiet small">
          <Say id="ledger.engagement.about" values={{ days: scores.halfLifeDays }} />{' '}
          {scores.fallsUnderAt !== null && (
            <Say
              id="ledger.fallsUnder"
              values={{ at: format.date(scores.fallsUnderAt), threshold: format.points(scores.threshold) }}
            />
          )}
        </p>
      </header>
      {scores.engagementLedger.length === 0 && scores.spent.count === 0 ? (
        <p className="quiet">
          <Say id="ledger.engagement.none" />
        </p>
      ) : (
        <div className="scroll-x">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">
                  <Say id="ledger.what" />
                </th>
                <th scope="col">
                  <Say id="ledger.when" />
                </th>
                <th scope="col" className="num">
                  <Say id="ledger.points" />
                </th>
                <th scope="col" className="num">
                  <Say id="ledger.worth" />
                </th>
              </tr>
            </thead>
            <tbody>
              {scores.engagementLedger.map((entry) => (
                <tr key={`${entry.event.messageId}/${entry.rule}`}>
                  <td>
                    {format.text(entry.name)}
                    <div className={styles.reason}>
                      {eventName(entry.event.name)}
                      {entry.event.object !== null && ` · ${entry.event.object}`}
                      {entry.clipped && (
                        <>
                          {' · '}
                          <Say id="ledger.clipped" />
                        </>
                      )}
                    </div>
                  </td>
                  <td className="quiet">{format.date(entry.event.time)}</td>
                  <td className="num quiet">{format.points(entry.points)}</td>
                  <td className="num">{format.points(entry.worth)}</td>
                </tr>
              ))}
              {scores.spent.count > 0 && (
                <tr>
                  <td className="quiet" colSpan={2}>
                    <Say id="ledger.spent" values={{ count: scores.spent.count }} />
                  </td>
                  <td className="num quiet">{format.points(scores.spent.points)}</td>
                  <td className="num">{format.points(scores.spent.worth)}</td>
                </tr>
              )}
            </tbody>
            <tfoot className={styles.sum}>
              <tr>
                <th scope="row" colSpan={3} style={{ color: 'inherit', borderBottom: 0 }}>
                  <Say id="ledger.sum" />
                </th>
                <td className="num" style={{ borderBottom: 0 }}>
                  {format.points(scores.engagement)}
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  )
}

/** The fit score opened: each rule that holds, with the condition as its reason. */
export function Fit({ scores }: { scores: PersonScores }) {
  const format = useFormat()
  return (
    <section className="card">
      <header>
        <div className={styles.scoreHead}>
          <h2>
            <Say id="ledger.fit" />
          </h2>
          <b>{format.points(scores.fit)}</b>
        </div>
        <p className="quiet small">
          <Say id="ledger.fit.about" />
        </p>
      </header>
      {scores.fitLedger.length === 0 ? (
        <p className="quiet">
          <Say id="ledger.fit.none" />
        </p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <Say id="ledger.what" />
              </th>
              <th scope="col" className="num">
                <Say id="ledger.points" />
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.fitLedger.map((entry) => (
              <tr key={entry.rule}>
                <td>
                  {format.text(entry.name)}
                  {entry.when && (
                    <div className={styles.reason}>
                      <ConditionSentence condition={entry.when} />
                    </div>
                  )}
                </td>
                <td className="num">{format.points(entry.points)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
