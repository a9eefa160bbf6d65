import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SuspectList } from '#contract/suspect.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { AudienceFrame } from '../audiences/tabs.tsx'
import { Rate } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import styles from '../audiences/audiences.module.css'
import { ListForm } from './list-form.tsx'
import { suspectApi } from './suspect-api.ts'

/** The outbound lists, and a new one. */
export function SuspectListsPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('suspect.write')
  const query = useQuery({
    queryKey: ['suspects', workspace.id],
    queryFn: ({ signal }) => suspectApi.lists(signal),
    enabled: useMay('suspect.read'),
  })
  const items = query.data?.items
  return (
    <AudienceFrame
      tab="suspects"
      title={<Say id="suspects.head" />}
      help="suspect"
      sentence={
        items &&
        items.length > 0 && (
          <Say
            id="suspects.sentence"
            values={{
              people: sum(items, 'people'),
              lists: items.length,
              accepted: sum(items, 'accepted'),
              optedIn: sum(items, 'optedIn'),
            }}
          />
        )
      }
    >
      <div className={mayWrite ? styles.columns : 'stack'}>
        <Section title={<Say id="suspects.lists" />} sub={<Say id="suspects.lists.about" />}>
          <Loaded query={query}>
            {(page) =>
              page.items.length === 0 ? (
                <EmptyState title={<Say id="suspects.none" />}>
                  <p>
                    <Say id={mayWrite ? 'suspects.none.next' : 'suspects.none.viewer'} />
                  </p>
                </EmptyState>
              ) : (
                <Lists items={page.items} />
              )
            }
          </Loaded>
        </Section>
        {mayWrite && <ListForm />}
      </div>
    </AudienceFrame>
  )
}

function sum(items: readonly SuspectList[], key: 'people' | 'accepted' | 'optedIn'): number {
  return items.reduce((total, item) => total + item[key], 0)
}

function Lists({ items }: { items: readonly SuspectList[] }) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<SuspectList>[] = [
    {
      id: 'name',
      head: <Say id="suspects.name" />,
      rowHead: true,
      cell: (list) => (
        <>
          <Link to="/audiences/suspects/$id" params={{ id: list.id }} className="link">
            {list.name}
          </Link>{' '}
          {list.archivedAt !== null && (
            <span className="quiet small">
              <Say id="suspects.archived" />
            </span>
          )}
          <span className={`quiet small ${styles.under}`}>
            {say(`suspects.basis.${list.basis}`)} · {list.source}
            {list.owner && ` · ${list.owner.name}`}
          </span>
        </>
      ),
    },
    {
      id: 'people',
      head: <Say id="suspects.people" />,
      num: true,
      cell: ({ people, agreedBefore }) => (
        <>
          {format.number(people)}
          {agreedBefore > 0 && (
            <div className="quiet small">
              <Say id="suspects.before" values={{ count: agreedBefore }} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'requested',
      head: <Say id="suspects.requested" />,
      num: true,
      wide: true,
      cell: ({ requested }) => format.number(requested),
    },
    {
      id: 'accepted',
      head: <Say id="suspects.accepted" />,
      num: true,
      wide: true,
      cell: ({ accepted, acceptedRate }) => <Step count={accepted} rate={acceptedRate} />,
    },
    {
      id: 'optedIn',
      head: <Say id="suspects.optedIn" />,
      num: true,
      cell: ({ optedIn, optInRate }) => <Step count={optedIn} rate={optInRate} />,
    },
  ]
  return <Table label={say('suspects.lists')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

/** How many took a step, and which share of those who could. */
function Step({ count, rate }: { count: number; rate: SuspectList['optInRate'] }) {
  const format = useFormat()
  return (
    <>
      {format.number(count)}
      {rate.rate !== null && (
        <div className="quiet small">
          <Rate {...rate} />
        </div>
      )}
    </>
  )
}

/** Archives a list or opens it again, with a way back. */
export function ArchiveButton({ list }: { list: SuspectList }) {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const refresh = () => client.invalidateQueries({ queryKey: ['suspects'] })
  const archived = list.archivedAt === null
  const archive = useMutation({
    mutationFn: () => suspectApi.change(list.id, { archived }),
    onSuccess: () => {
      const said = say(archived ? 'suspects.archive.done' : 'suspects.reopen.done', { name: list.name })
      done(said, () => suspectApi.change(list.id, { archived: !archived }).then(refresh))
      return refresh()
    },
    onError: failed,
  })
  return (
    <Button variant="default" size="xs" loading={archive.isPending} onClick={() => archive.mutate()}>
      <Say id={archived ? 'suspects.archive' : 'suspects.reopen'} />
    </Button>
  )
}
