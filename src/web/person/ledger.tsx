import { useState } from 'react'
import type { PersonScores } from '#contract/person.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import styles from './person.module.css'

/** The engagement score opened: each award with what it is worth now; the lines add up to the score. */
export function Engagement({ scores }: { scores: PersonScores }) {
  const format = useFormat()
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
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <Say id="ledger.what" />
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
            {byRule(scores.engagementLedger).map((group) => (
              <RuleRows key={group.rule} group={group} />
            ))}
            {scores.spent.count > 0 && (
              <tr>
                <td className="quiet">
                  <Say id="ledger.spent" values={{ count: scores.spent.count }} />
                </td>
                <td className="num quiet">{format.points(scores.spent.points)}</td>
                <td className="num">{format.points(scores.spent.worth)}</td>
              </tr>
            )}
          </tbody>
          <tfoot className={styles.sum}>
            <tr>
              <th scope="row" colSpan={2} style={{ color: 'inherit', borderBottom: 0 }}>
                <Say id="ledger.sum" />
              </th>
              <td className="num" style={{ borderBottom: 0 }}>
                {format.points(scores.engagement)}
              </td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}

type Award = PersonScores['engagementLedger'][number]

interface RuleGroup {
  rule: string
  name: Award['name']
  points: number
  worth: number
  /** newest first */
  awards: Award[]
}

/** The awards of each rule together, the rule that is worth most first. */
function byRule(ledger: readonly Award[]): RuleGroup[] {
  const groups = new Map<string, RuleGroup>()
  for (const award of ledger) {
    const group = groups.get(award.rule) ?? { rule: award.rule, name: award.name, points: 0, worth: 0, awards: [] }
    group.points += award.points
    group.worth += award.worth
    group.awards.push(award)
    groups.set(award.rule, group)
  }
  return [...groups.values()].toSorted((a, b) => b.worth - a.worth)
}

/** One line a rule; it opens to its awards, each with the event that earned it. */
function RuleRows({ group }: { group: RuleGroup }) {
  const format = useFormat()
  const eventName = useEventName()
  const [open, setOpen] = useState(false)
  return (
    <>
      <tr>
        <td>
          <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {format.text(group.name)}
            {group.awards.length > 1 && <span className="quiet"> × {format.number(group.awards.length)}</span>}
          </button>
        </td>
        <td className="num quiet">{format.points(group.points)}</td>
        <td className="num">{format.points(group.worth)}</td>
      </tr>
      {open &&
        group.awards.map((award) => (
          <tr key={award.event.messageId} className={styles.award}>
            <td>
              {format.dateTime(award.event.time)} · {eventName(award.event.name)}
              {award.event.object !== null && ` · ${award.event.object}`}
              {award.clipped && (
                <>
                  {' · '}
                  <Say id="ledger.clipped" />
                </>
              )}
            </td>
            <td className="num">{format.points(award.points)}</td>
            <td className="num">{format.points(award.worth)}</td>
          </tr>
        ))}
    </>
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
