import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HandoffEvidence } from '#contract/handoff.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import { PersonName } from '../ui/person-name.tsx'
import styles from './tasks.module.css'

/** What was known at the moment of the hand-over. It stays as it was, whatever happens later. */
export function Evidence({ evidence, opened }: { evidence: HandoffEvidence; opened: boolean }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const { total, fit, engagement, threshold, persona, facts, rules, holds, asked, read, first, colleagues } = evidence
  const others = evidence.colleagueCount - colleagues.length
  return (
    <details className={styles.evidence} open={opened}>
      <summary>
        <Say id="evidence.title" />{' '}
        <span className="quiet small">
          {format.dateTime(evidence.at)} ·{' '}
          <Say id="tasks.why.score" values={{ score: format.number(Math.round(total)) }} />
          {facts['title'] !== undefined && ` · ${facts['title']}`}
        </span>
      </summary>
      <dl>
        <Row label={<Say id="evidence.score" />}>
          <strong>{format.points(total)}</strong>{' '}
          <span className="quiet">
            <Say
              id="evidence.score.parts"
              values={{
                fit: format.points(fit),
                engagement: format.points(engagement),
                threshold: format.points(threshold),
              }}
            />
          </span>
          {rules.length > 0 && (
            <ul className={styles.plain}>
              {rules.map((rule) => (
                <li key={`${rule.kind}${format.text(rule.name)}`}>
                  {format.text(rule.name)}
                  {rule.times > 1 ? ` ×${rule.times}` : ''}{' '}
                  <span className={styles.points}>+{format.points(rule.points)}</span>
                </li>
              ))}
            </ul>
          )}
        </Row>
        {holds.length > 0 && (
          <Row label={<Say id="evidence.why" />}>
            <ul className={styles.plain}>
              {holds.map((condition) => (
                <li key={JSON.stringify(condition)}>
                  <ConditionSentence condition={condition} />
                </li>
              ))}
            </ul>
          </Row>
        )}
        {asked.length > 0 && (
          <Row label={<Say id="evidence.asked" />}>
            {format.list(asked.map(({ event, at }) => `${eventName(event)} (${format.day(at)})`))}
          </Row>
        )}
        {read.length > 0 && (
          <Row label={<Say id="evidence.read" />}>
            <ul className={styles.plain}>
              {read.map(({ name, kind, at }) => (
                <li key={name}>
                  <bdi>{name}</bdi>{' '}
                  <span className="quiet">
                    {kind && format.text(kind)} {format.day(at)}
                  </span>
                </li>
              ))}
            </ul>
          </Row>
        )}
        <Row label={<Say id="evidence.who" />}>
          {[facts['title'], persona && format.text(persona), facts['country'], facts['phone']]
            .filter((one) => typeof one === 'string' && one !== '')
            .join(' · ') || '–'}
        </Row>
        {first && (
          <Row label={<Say id="evidence.first" />}>
            {format.date(first.at)} {first.channel !== null && wordFor('channel', first.channel)}{' '}
            {first.campaign !== null && <span className="quiet">{first.campaign}</span>}
          </Row>
        )}
        {colleagues.length > 0 && (
          <Row label={<Say id="evidence.colleagues" />}>
            <ul className={styles.plain}>
              {colleagues.map((one) => (
                <li key={one.id}>
                  <Link to="/people/$id" params={{ id: one.id }} className="link">
                    <PersonName name={one.name} email={null} />
                  </Link>{' '}
                  <span className="quiet">
                    {[one.title, one.stage && format.text(one.stage)].filter(Boolean).join(' · ')}
                  </span>
                </li>
              ))}
              {others > 0 && <li className="quiet">{say('evidence.others', { count: others })}</li>}
            </ul>
          </Row>
        )}
      </dl>
    </details>
  )
}

function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
