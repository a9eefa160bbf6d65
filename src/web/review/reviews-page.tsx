import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReviewList } from '#contract/review.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { ReviewFrame } from './frame.tsx'
import { useReviews } from './queries.ts'
import { StartForm } from './start-form.tsx'

const route = getRouteApi('/inside/review')

/** Reviews so far, those under way first to go on with, and a new one. */
export function ReviewsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useReviews()
  const first = query.data?.pages[0]
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <ReviewFrame
      tab="reviews"
      sentence={
        first && (
          <Say
            id="review.sentence"
            values={{ minutes: Math.round(first.month.seconds / 60), reviews: first.month.reviews }}
          />
        )
      }
      actions={
        first?.mayRun && (
          <Button onClick={() => void navigate({ search: { new: true } })}>
            <Say id="review.start" />
          </Button>
        )
      }
    >
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingLines lines={6} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id="review.none" />}>
          <p>
            <Say id="review.none.next" />
          </p>
        </EmptyState>
      )}
      {rows.length > 0 && <Reviews rows={rows} />}
      {query.hasNextPage && (
        <Button variant="default" mt={12} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <Say id="hygiene.more" />
        </Button>
      )}
      {search.new === true && first?.mayRun && (
        <StartForm
          guided={search.guided === true || !first.guidedBefore}
          close={() => void navigate({ search: {}, replace: true })}
        />
      )}
    </ReviewFrame>
  )
}

function Reviews({ rows }: { rows: ReviewList['items'] }) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<ReviewList['items'][number]>[] = [
    {
      id: 'when',
      head: <Say id="review.list.when" />,
      rowHead: true,
      cell: ({ id, startedAt }) => (
        <Link to="/review/$id" params={{ id }} className="link">
          {format.dateTime(startedAt)}
        </Link>
      ),
    },
    {
      id: 'who',
      head: <Say id="review.list.who" />,
      wide: true,
      cell: ({ present, startedBy }) => format.list(present.length > 0 ? present.map(({ name }) => name) : [startedBy]),
    },
    {
      id: 'decided',
      head: <Say id="review.list.decided" />,
      num: true,
      cell: ({ decided, items }) => say('review.list.of', { decided, items }),
    },
    {
      id: 'time',
      head: <Say id="review.list.time" />,
      num: true,
      cell: ({ seconds }) => say('review.minutes', { minutes: Math.round(seconds / 60) }),
    },
    { id: 'state', head: <Say id="review.list.state" />, cell: ({ state }) => say(`review.state.${state}`) },
  ]
  return (
    <Section title={<Say id="review.list" />}>
      <Table label={say('review.list')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Section>
  )
}
