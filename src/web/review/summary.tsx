import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { reviewParts, type ReviewItem, type ReviewPage } from '#contract/review.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { PageHead, Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Why } from './deal-on-table.tsx'
import { Detail } from './decide.tsx'
import { useMoney } from './money.ts'
import styles from './review.module.css'

/** What a review decided: kept, read later, printed. */
export function Summary({ review }: { review: ReviewPage }) {
  const say = useSay()
  const format = useFormat()
  const { items, stood, present } = review
  const count = (state: ReviewItem['state']) => items.filter((item) => item.state === state).length
  return (
    <>
      <PageHead
        title={say('review.of', { day: format.date(review.startedAt) })}
        sentence={
          <Say
            id="review.sum.present"
            values={{
              who: format.list(present.length > 0 ? present.map(({ name }) => name) : [review.startedBy]),
            }}
          />
        }
        scope={say(`review.state.${review.state}`)}
        actions={
          <>
            <Link to="/review" className="link">
              <Say id="review.list" />
            </Link>
            <Button variant="default" onClick={() => window.print()}>
              <Say id="review.print" />
            </Button>
          </>
        }
      />
      <div className="stack">
        <Section title={<Say id="review.summary" />}>
          <Figures>
            <Figure
              label={<Say id="review.sum.time" />}
              value={say('review.minutes', { minutes: Math.ceil(review.seconds / 60) })}
            />
            <Figure
              label={<Say id="review.sum.decided" />}
              value={say('review.list.of', { decided: count('decided'), items: items.length })}
            />
            <Figure label={<Say id="review.sum.skipped" />} value={format.number(count('skipped'))} />
            <Figure
              label={<Say id="review.sum.troubled" />}
              value={format.number(stood.troubled.count)}
              note={<Say id="review.sum.ofOpen" values={{ open: format.number(stood.open.count) }} />}
            />
          </Figures>
          {review.note !== null && <p className={styles.said}>{review.note}</p>}
        </Section>
        {reviewParts.map((part) => {
          const rows = items.filter((item) => item.part === part)
          return rows.length === 0 ? null : (
            <Section key={part} title={say(`review.part.${part}`)}>
              <Decided rows={rows} label={say(`review.part.${part}`)} over={review.state === 'done'} />
            </Section>
          )
        })}
      </div>
    </>
  )
}

function Decided({ rows, label, over }: { rows: readonly ReviewItem[]; label: string; over: boolean }) {
  const say = useSay()
  const format = useFormat()
  const { short } = useMoney()
  const columns: Column<ReviewItem>[] = [
    {
      id: 'deal',
      head: <Say id="review.sum.deal" />,
      rowHead: true,
      cell: ({ deal }) => (
        <>
          <Link to="/deals/$id" params={{ id: deal.id }} className="link">
            {deal.name}
          </Link>
          <div className="small quiet">
            {[
              deal.company,
              deal.amountMinor === null || deal.currency === null ? null : short(deal.amountMinor, deal.currency),
            ]
              .filter((one) => one !== null)
              .join(' · ')}
          </div>
        </>
      ),
    },
    {
      id: 'owner',
      head: <Say id="review.sum.owner" />,
      wide: true,
      cell: ({ deal }) => deal.owner?.name ?? <span className="quiet">{say('hygiene.nobody')}</span>,
    },
    {
      id: 'why',
      head: <Say id="review.sum.why" />,
      wide: true,
      cell: (item) => (
        <div className="small">
          {item.part === 'attention' ? (
            format.list((item.why.findings ?? []).map(({ kind }) => say(`hygiene.kind.${kind}`)))
          ) : (
            <Why item={item} />
          )}
        </div>
      ),
    },
    {
      id: 'decision',
      head: <Say id="review.sum.decision" />,
      cell: (item) => (
        <>
          {item.decision !== null ? (
            <b>{say(`review.decision.${item.decision}`)}</b>
          ) : (
            <span className="quiet">
              {say(
                item.state === 'skipped' ? 'review.item.skipped' : over ? 'review.item.left' : 'review.item.waiting',
              )}
            </span>
          )}{' '}
          <Detail item={item} />
          {item.note !== null && <div className={styles.said}>{item.note}</div>}
        </>
      ),
    },
    {
      id: 'task',
      head: <Say id="review.sum.task" />,
      wide: true,
      cell: ({ taskId }) => (taskId === null ? '' : say('review.sum.task.given')),
    },
    {
      id: 'time',
      head: <Say id="review.list.time" />,
      num: true,
      wide: true,
      cell: ({ seconds }) => (seconds === 0 ? '' : say('review.minutes', { minutes: Math.ceil(seconds / 60) })),
    },
  ]
  return <Table label={label} columns={columns} rows={rows} keyOf={({ place }) => String(place)} />
}
