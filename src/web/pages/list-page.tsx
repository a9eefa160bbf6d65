import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PageItem } from '#contract/page.ts'
import { wilson } from '#core/report/wilson.ts'
import { useFormat } from '../app/format.ts'
import { besides } from '../app/isolate.ts'
import { languageNames } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { Rate } from '../ui/figure.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { pageApi, usePageChange } from './api.ts'
import { NewPage } from './new-page.tsx'
import styles from './pages.module.css'
import { StateChip } from './state-chip.tsx'

const route = getRouteApi('/inside/capture/pages')

/** Landing pages of the workspace, with who came lately and what they did. */
export function PagesPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('capture.write')
  const { retired = false } = route.useSearch()
  const navigate = route.useNavigate()
  const [making, setMaking] = useState(false)
  const list = useQuery({
    queryKey: ['pages', workspace.id, retired],
    queryFn: ({ signal }) => pageApi.list(retired, signal),
  })
  return (
    <CaptureFrame
      tab="pages"
      sentence={<Say id="pages.lead" />}
      actions={
        <>
          <Link to="/capture/pages/tags" className="link">
            <Say id="pages.tags.title" />
          </Link>
          {mayWrite && (
            <Button onClick={() => setMaking(true)}>
              <Say id="pages.new" />
            </Button>
          )}
        </>
      }
    >
      <Loaded query={list} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id={retired ? 'pages.none.retired' : 'pages.none'} />}>
              {!retired && (
                <>
                  <p>
                    <Say id="pages.none.next" />
                  </p>
                  {mayWrite && (
                    <Button onClick={() => setMaking(true)}>
                      <Say id="pages.new" />
                    </Button>
                  )}
                </>
              )}
            </EmptyState>
          ) : (
            <section className="card">
              <Pages items={items} mayWrite={mayWrite} />
            </section>
          )
        }
      </Loaded>
      <p className={styles.after}>
        <button
          type="button"
          className="link small"
          onClick={() => void navigate({ search: retired ? {} : { retired: true } })}
        >
          <Say id={retired ? 'pages.list.used' : 'pages.list.retired'} />
        </button>
      </p>
      {making && <NewPage onClose={() => setMaking(false)} />}
    </CaptureFrame>
  )
}

function Pages({ items, mayWrite }: { items: readonly PageItem[]; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const { run } = usePageChange()
  const retire = (item: PageItem): void =>
    void run(() => pageApi.retire(item.id, item.retired), {
      said: say(item.retired ? 'pages.list.back' : 'pages.list.away', { name: item.name }),
      undo: () => pageApi.retire(item.id, !item.retired),
    })
  const lately = ({ lately: { reached, of } }: PageItem) => {
    const interval = wilson(reached, of)
    return <Rate rate={of === 0 ? null : reached / of} low={interval?.low ?? null} high={interval?.high ?? null} />
  }
  const columns: Column<PageItem>[] = [
    {
      id: 'name',
      head: <Say id="pages.column.name" />,
      rowHead: true,
      cell: (item) => (
        <>
          <Link to="/capture/pages/$id" params={{ id: item.id }} className="link">
            {item.name}
          </Link>
          <span className={`quiet small ${styles.under}`}>
            {besides([
              `/l/${item.slug}`,
              say(`pages.call.${item.call}`),
              languageNames[item.language],
              item.testing && say('pages.list.testing', { count: item.variants }),
            ])}
          </span>
          <span className={`small ${styles.narrow}`}>
            <Say id="pages.list.visitors" values={{ count: item.lately.of }} /> · {lately(item)}
          </span>
        </>
      ),
    },
    { id: 'state', head: <Say id="pages.column.state" />, cell: (item) => <StateChip state={item.state} /> },
    {
      id: 'visitors',
      head: <Say id="pages.column.visitors" />,
      num: true,
      wide: true,
      cell: (item) => format.number(item.lately.of),
    },
    { id: 'rate', head: <Say id="pages.column.rate" />, num: true, wide: true, cell: lately },
    {
      id: 'published',
      head: <Say id="pages.column.published" />,
      wide: true,
      cell: (item) => (item.publishedAt === null ? '–' : format.date(item.publishedAt)),
    },
    ...(mayWrite
      ? [
          {
            id: 'away',
            head: <span className="hidden">{say('pages.column.away')}</span>,
            wide: true,
            cell: (item: PageItem) =>
              item.state === 'live' || item.state === 'changed' ? null : (
                <button type="button" className="link small" onClick={() => retire(item)}>
                  <Say id={item.retired ? 'pages.list.bring' : 'pages.list.retire'} />
                  <span className="hidden"> {item.name}</span>
                </button>
              ),
          },
        ]
      : []),
  ]
  return <Table label={say('pages.title')} columns={columns} rows={items} keyOf={(item) => item.id} />
}
