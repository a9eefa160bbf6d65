import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContentFound } from '#contract/content-reading.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { contentApi } from './content-api.ts'
import { ContentTabs } from './content-tabs.tsx'
import styles from './content.module.css'

type Row = ContentFound['items'][number]

/** Pages of the site that people read and no asset claims: into the library, or left alone. */
export function FoundPage() {
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['content', workspace.id, 'found'],
    queryFn: ({ signal }) => contentApi.found(signal),
  })
  return (
    <CaptureFrame tab="content" sentence={<Say id="content.found.lead" />}>
      <ContentTabs />
      <Loaded query={query} lines={8}>
        {(found) =>
          found.items.length === 0 ? (
            <EmptyState title={<Say id="content.found.none" />}>
              <p>
                <Say id="content.found.none.next" />
              </p>
            </EmptyState>
          ) : (
            <section className="card">
              <Pages items={found.items} />
            </section>
          )
        }
      </Loaded>
    </CaptureFrame>
  )
}

function Pages({ items }: { items: readonly Row[] }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const mayWrite = useMay('content.write')
  const refresh = () => client.invalidateQueries({ queryKey: ['content'] })
  const ignore = useMutation({
    mutationFn: (path: string) => contentApi.ignore(path, true),
    onSuccess: async (_done, path) => {
      undo.done(say('content.found.ignored', { path }), async () => {
        await contentApi.ignore(path, false)
        await refresh()
      })
      await refresh()
    },
    onError: undo.failed,
  })
  const columns: Column<Row>[] = [
    {
      id: 'page',
      head: <Say id="content.found.page" />,
      rowHead: true,
      cell: ({ path, title, url }) => (
        <>
          {title ?? path}
          <span className={styles.under}>
            {url === null ? (
              path
            ) : (
              <a className="link" href={url} target="_blank" rel="noreferrer noopener">
                {path}
              </a>
            )}
          </span>
        </>
      ),
    },
    {
      id: 'kind',
      head: <Say id="content.kind" />,
      wide: true,
      cell: ({ kind }) =>
        kind ? format.text(kind.name) : <span className="quiet">{say('content.found.noKind')}</span>,
    },
    { id: 'people', head: <Say id="content.people" />, num: true, cell: ({ people }) => format.number(people) },
    { id: 'reads', head: <Say id="content.reads" />, num: true, wide: true, cell: ({ reads }) => format.number(reads) },
  ]
  if (mayWrite) {
    columns.push({
      id: 'do',
      head: <span className="hidden">{say('content.found.do')}</span>,
      cell: ({ path, url, title, kind, language }) => (
        <span className={styles.row}>
          <Button
            renderRoot={(props) => (
              <Link
                {...props}
                to="/capture/content/new"
                search={{
                  address: url ?? path,
                  title: title ?? path,
                  ...(kind ? { kind: kind.id } : {}),
                  ...(language === null ? {} : { language }),
                }}
              />
            )}
            size="xs"
            variant="default"
            aria-label={say('content.found.add.of', { title: title ?? path })}
          >
            <Say id="content.found.add" />
          </Button>
          <button
            type="button"
            className="link"
            aria-label={say('content.found.ignore.of', { title: title ?? path })}
            onClick={() => ignore.mutate(path)}
          >
            <Say id="content.found.ignore" />
          </button>
        </span>
      ),
    })
  }
  return <Table label={say('content.tab.found')} rows={items} keyOf={({ path }) => path} columns={columns} />
}
