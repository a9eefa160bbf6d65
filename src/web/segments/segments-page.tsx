import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Segment } from '#contract/segment-saved.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Moved } from './moved.tsx'
import { segmentsQuery } from './segment-api.ts'
import styles from './segments.module.css'

/** The saved segments: how many each has, and who came and left in a week. */
export function SegmentsPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const list = useQuery(segmentsQuery(workspace.id))
  const items = list.data?.items ?? []
  const columns: Column<Segment>[] = [
    {
      id: 'name',
      head: <Say id="segment.name" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/segments/$id" params={{ id: row.id }} className={styles.name}>
            {row.name}
          </Link>
          <p className={`quiet small ${styles.sentence}`}>
            <ConditionSentence condition={row.condition} />
          </p>
        </>
      ),
    },
    {
      id: 'people',
      head: <Say id="segment.people" />,
      num: true,
      cell: (row) => (row.people === null ? '–' : format.number(row.people)),
    },
    {
      id: 'moved',
      head: <Say id="segment.week" />,
      num: true,
      wide: true,
      cell: (row) => (row.countedOnly ? '–' : <Moved joined={row.joined} left={row.left} />),
    },
    {
      id: 'looked',
      head: <Say id="segment.looked" />,
      wide: true,
      cell: (row) => (
        <span className="quiet">{row.lookedAt === null ? '–' : format.ago(row.lookedAt, Date.now())}</span>
      ),
    },
  ]
  return (
    <Page title={say('segment.title')}>
      <PageHead title={<Say id="segment.title" />} help="segment" sentence={<Say id="segment.sentence" />} />
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={<Say id="segment.empty" />}>
          <p>
            <Say id="segment.empty.next" />
          </p>
          <Link to="/people" search={{ view: 'all' }} className="link">
            <Say id="segment.toPeople" />
          </Link>
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="card" aria-label={say('segment.title')}>
          <Table label={say('segment.title')} columns={columns} rows={items} keyOf={(row) => row.id} />
        </section>
      )}
    </Page>
  )
}
