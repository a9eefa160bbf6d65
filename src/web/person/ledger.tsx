import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonScores } from '#contract/person.ts'
import type { PersonHead } from '#contract/person-head.ts'
import { isolated } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import { Loaded } from '../ui/state.tsx'
import { Lazy } from './lazy.tsx'
import styles from './person.module.css'
import { usePartQuery } from './queries.ts'

/** A score opened: its sum is known from the first look, its lines are asked for when they come near. */
function useScores(person: PersonHead) {
  return useQuery(usePartQuery('scores', person.id))
}

/** The engagement score opened: each award with what it is worth today, and until when; the lines add up to the score. */
export function Engagement({ person }: { person: PersonHead }) {
  const format = useFormat()
  return (
    <Section
      id="scores"
      title={<Say id="ledger.engagement" />}
      help="ledger"
      actions={<b className={styles.sumUp}>{format.points(person.scores.engagement)}</b>}
    >
      <Lazy lines={8}>
        <Awards person={person} />
      </Lazy>
    </Section>
  )
}

function Awards({ person }: { person: PersonHead }) {
  return (
    <Loaded query={useScores(person)} lines={8}>
      {(scores) => <AwardTable scores={scores} />}
    </Loaded>
  )
}

function AwardTable({ scores }: { scores: PersonScores }) {
  const say = useSay()
  const format = useFormat()
  const { engagementLedger: ledger, spent } = scores
  return (
    <>
      <p className={`quiet small ${styles.under}`}>
        <Say id="ledger.engagement.about" values={{ days: scores.halfLifeDays }} />{' '}
        {scores.fallsUnderAt !== null && (
          <Say
            id="ledger.fallsUnder"
            values={{ at: format.date(scores.fallsUnderAt), threshold: format.points(scores.threshold) }}
          />
        )}
      </p>
      {ledger.length === 0 && spent.count === 0 ? (
        <p className="quiet">
          <Say id="ledger.engagement.none" />
        </p>
      ) : (
        <ScrollX label={say('ledger.engagement')}>
          <table className={`table ${styles.ledger}`}>
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
                <th scope="col" className={`num ${styles.until}`}>
                  <Say id="ledger.until" />
                </th>
              </tr>
            </thead>
            <tbody>
              {byRule(ledger).map((group) => (
                <RuleRows key={group.rule} group={group} />
              ))}
              {spent.count > 0 && (
                <tr>
                  <td className="quiet">
                    <Say id="ledger.spent" values={{ count: spent.count }} />
                  </td>
                  <td className="num quiet">{format.points(spent.points)}</td>
                  <td className="num">{format.score(spent.worth)}</td>
                  <td className={styles.until} />
                </tr>
              )}
            </tbody>
            <tfoot className={styles.sum}>
              <tr>
                <th scope="row" colSpan={2}>
                  <Say id="ledger.sum" />
                </th>
                <td className="num">{format.score(scores.engagement)}</td>
                <td className={styles.until} />
              </tr>
            </tfoot>
          </table>
        </ScrollX>
      )}
    </>
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
  const dateOf = (at: string | null) => (at === null ? '–' : format.date(at))
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
        <td className="num">{format.score(group.worth)}</td>
        <td className={`num quiet ${styles.until}`}>{dateOf(latest(group.awards))}</td>
      </tr>
      {open &&
        group.awards.map((award) => (
          <tr key={award.event.messageId} className={styles.award}>
            <td>
              {format.dateTime(award.event.time)} · {eventName(award.event.name)}
              {award.event.object !== null && ` · ${isolated(award.event.object)}`}
              {award.clipped && (
                <>
                  {' · '}
                  <Say id="ledger.clipped" />
                </>
              )}
            </td>
            <td className="num">{format.points(award.points)}</td>
            <td className="num">{format.score(award.worth)}</td>
            <td className={`num ${styles.until}`}>{dateOf(award.spentAt)}</td>
          </tr>
        ))}
    </>
  )
}

/** When the last of these is spent. */
function latest(awards: readonly Award[]): string | null {
  return awards.reduce<string | null>((last, { spentAt }) => ((spentAt ?? '') > (last ?? '') ? spentAt : last), null)
}

/** The fit score opened: each rule that holds, with the condition as its reason. */
export function Fit({ person }: { person: PersonHead }) {
  const format = useFormat()
  return (
    <Section
      title={<Say id="ledger.fit" />}
      help="fit"
      sub={<Say id="ledger.fit.about" />}
      actions={<b className={styles.sumUp}>{format.points(person.scores.fit)}</b>}
    >
      <Lazy lines={5}>
        <FitRules person={person} />
      </Lazy>
    </Section>
  )
}

function FitRules({ person }: { person: PersonHead }) {
  return (
    <Loaded query={useScores(person)} lines={5}>
      {(scores) => <FitTable scores={scores} />}
    </Loaded>
  )
}

function FitTable({ scores }: { scores: PersonScores }) {
  const format = useFormat()
  return (
    <>
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
                  {entry.since !== null && (
                    <span className="quiet small">
                      {' '}
                      <Say id="facts.since" values={{ at: format.date(entry.since) }} />
                    </span>
                  )}
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
    </>
  )
}
