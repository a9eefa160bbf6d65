import { Link } from '@tanstack/react-router'
import type { DealPage } from '#contract/deal.ts'
import type { Evidence } from '#core/deal/evidence.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import styles from './deal.module.css'

/** Why this began: the evidence pack as it stood when the deal was opened; nothing changes it afterwards. */
export function EvidenceCard({ evidence }: { evidence: NonNullable<DealPage['evidence']> }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  if (!isEvidence(evidence)) return null
  const pack = evidence
  return (
    <Section
      title={<Say id="deal.evidence" />}
      sub={<Say id="deal.evidence.sub" values={{ at: format.dateTime(pack.at) }} />}
    >
      <p>
        <Link to="/people/$id" params={{ id: pack.person }} className="link">
          {pack.name ?? <Say id="person.unknown" />}
        </Link>{' '}
        {pack.persona && <span className="chip">{format.text(pack.persona)}</span>}
      </p>
      <p className={styles.scoreLine}>
        <Say
          id="deal.evidence.scores"
          values={{
            total: format.points(pack.total),
            engagement: format.points(pack.engagement),
            fit: format.points(pack.fit),
            threshold: format.points(pack.threshold),
          }}
        />
      </p>
      {pack.stage && (
        <>
          <h3 className={styles.sub}>
            <Say id="deal.evidence.stage" values={{ stage: format.text(pack.stage.name) }} />
          </h3>
          <p className="quiet small">
            {[
              format.date(pack.stage.since),
              pack.stage.event ? eventName(pack.stage.event.name) : null,
              pack.stage.event?.object ?? null,
              pack.stage.by,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
          <ul className={styles.plainList}>
            {pack.stage.holds.map(({ condition }) => (
              <li key={JSON.stringify(condition)} className="small">
                <ConditionSentence condition={condition} />
              </li>
            ))}
          </ul>
        </>
      )}
      {pack.top.length + pack.fitTop.length > 0 && (
        <>
          <h3 className={styles.sub}>
            <Say id="deal.evidence.top" />
          </h3>
          <ul className={styles.points}>
            {pack.top.map((rule) => (
              <li key={`engagement ${rule.name.en}`}>
                <span>
                  {format.text(rule.name)}
                  {rule.count > 1 && <span className="quiet"> ×{format.number(rule.count)}</span>}
                </span>
                <span>+{format.points(rule.worth)}</span>
              </li>
            ))}
            {pack.fitTop.map((rule) => (
              <li key={`fit ${rule.name.en}`}>
                <span className="quiet">{format.text(rule.name)}</span>
                <span>{rule.points > 0 ? `+${format.points(rule.points)}` : format.points(rule.points)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {pack.asked.length > 0 && (
        <>
          <h3 className={styles.sub}>
            <Say id="deal.evidence.asked" />
          </h3>
          <ul className={styles.plainList}>
            {pack.asked.map((one) => (
              <li key={one.name}>
                {eventName(one.name)} <span className="quiet small">{format.date(one.at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {pack.read.length > 0 && (
        <>
          <h3 className={styles.sub}>
            <Say id="deal.evidence.read" />
          </h3>
          <ul className={styles.plainList}>
            {pack.read.map((one) => (
              <li key={one.object}>
                {one.object}{' '}
                <span className="quiet small">
                  {[
                    one.kind ? format.text(one.kind) : null,
                    format.date(one.at),
                    one.count > 1 ? `×${format.number(one.count)}` : null,
                  ]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {pack.first && (
        <>
          <h3 className={styles.sub}>
            <Say id="deal.evidence.first" />
          </h3>
          <p>
            {[
              format.date(pack.first.at),
              pack.first.channel === null ? null : wordFor('channel', pack.first.channel),
              pack.first.campaign,
              pack.first.object,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        </>
      )}
      {pack.colleagues > 0 && (
        <>
          <h3 className={styles.sub}>
            <Say id="deal.evidence.others" values={{ count: pack.colleagues }} />
          </h3>
          <ul className={styles.points}>
            {pack.others.map((one) => (
              <li key={one.id}>
                <span>
                  <Link to="/people/$id" params={{ id: one.id }} className="link">
                    {one.name ?? <Say id="person.unknown" />}
                  </Link>{' '}
                  {one.title !== null && <span className="quiet small">{one.title}</span>}
                </span>
                <span className="quiet">{format.points(one.engagement)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** What is kept with the deal is JSON of any time; a pack of ours has these parts. */
function isEvidence(value: unknown): value is Evidence {
  const pack = value as Partial<Evidence>
  return (
    typeof pack.at === 'string' &&
    typeof pack.person === 'string' &&
    typeof pack.total === 'number' &&
    Array.isArray(pack.top) &&
    Array.isArray(pack.fitTop) &&
    Array.isArray(pack.read) &&
    Array.isArray(pack.asked) &&
    Array.isArray(pack.others)
  )
}
