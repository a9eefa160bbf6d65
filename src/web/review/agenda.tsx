import type { ReviewItem } from '#contract/review.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './review.module.css'

interface AgendaInput {
  items: readonly ReviewItem[]
  at: number | undefined
  look(place: number): void
}

/** Everything a review goes through, and what became of it. */
export function Agenda({ items, at, look }: AgendaInput) {
  const say = useSay()
  if (items.length === 0) return null
  return (
    <Section title={<Say id="review.agenda" />}>
      <ol className={styles.agenda}>
        {items.map((item) => (
          <li key={item.place} data-state={item.state}>
            <button
              type="button"
              aria-current={item.place === at ? 'true' : undefined}
              onClick={() => look(item.place)}
            >
              <span className="num quiet">{item.place}</span>
              <span className={styles.cut}>
                {item.deal.name}
                {item.deal.company !== null && <span className="quiet small"> {item.deal.company}</span>}
              </span>
              <span className="quiet small">{say(`review.part.${item.part}`)}</span>
              <span className="small">
                {item.decision !== null
                  ? say(`review.decision.${item.decision}`)
                  : say(item.state === 'skipped' ? 'review.item.skipped' : 'review.item.waiting')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  )
}
