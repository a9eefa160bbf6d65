import { Link } from '@tanstack/react-router'
import type { DealPage } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './deal.module.css'
import { useDealPart } from './queries.ts'

/** What is remembered when a deal comes back: when and why it was over, and what was lost with these people before. */
export function Memory({ deal }: { deal: DealPage }) {
  const format = useFormat()
  const memory = useDealPart('memory', deal.id).data
  if (!memory || memory.endings.length + memory.before.length === 0) return null
  const noon = (day: string) => format.calendar(day)
  return (
    <Section id="memory" title={<Say id="deal.memory" />} className={styles.memory}>
      <ul className={styles.list}>
        {memory.endings.toReversed().map((ending) => (
          <li key={ending.at}>
            <p>
              <Say
                id={ending.status === 'won' ? 'deal.memory.won' : 'deal.memory.lost'}
                values={{
                  at: format.date(ending.at),
                  from: ending.from ? format.text(ending.from) : '',
                  hasFrom: ending.from ? 'yes' : 'no',
                  reason: ending.reason ? format.text(ending.reason) : '',
                  hasReason: ending.reason ? 'yes' : 'no',
                }}
              />{' '}
              {ending.reopenedAt !== null && (
                <Say id="deal.memory.reopened" values={{ at: format.date(ending.reopenedAt) }} />
              )}
            </p>
            {ending.note !== null && <blockquote className={styles.quote}>{ending.note}</blockquote>}
            {ending.recycled && (
              <p className="quiet small">
                <Say
                  id="deal.memory.recycled"
                  values={{
                    reason: format.text(ending.recycled.reason),
                    until: ending.recycled.until === null ? '' : noon(ending.recycled.until),
                    hasUntil: ending.recycled.until === null ? 'no' : 'yes',
                  }}
                />
                {ending.recycled.note !== null && ` ${ending.recycled.note}`}
              </p>
            )}
          </li>
        ))}
        {memory.before.map((lost) => (
          <li key={lost.id}>
            <p>
              <Say id={lost.by === 'company' ? 'deal.memory.company' : 'deal.memory.people'} />{' '}
              <Link to="/deals/$id" params={{ id: lost.id }} className="link">
                {lost.name}
              </Link>
            </p>
            <p className="quiet small">
              {[
                lost.closedAt === null ? null : format.date(lost.closedAt),
                lost.reason ? format.text(lost.reason) : null,
                lost.owner,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
              {lost.recycledUntil !== null && (
                <>
                  {' · '}
                  <Say id="deal.memory.until" values={{ at: noon(lost.recycledUntil) }} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
