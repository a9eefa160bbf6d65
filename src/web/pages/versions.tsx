import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { PageDetail } from '#contract/page.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { pageApi, usePageChange } from './api.ts'
import styles from './pages.module.css'
import { Preview } from './preview.tsx'

type Version = PageDetail['versions'][number]

/** What was published, and the way back to any of it. */
export function Versions({ page }: { page: PageDetail }) {
  const say = useSay()
  const format = useFormat()
  const mayWrite = useMay('capture.write')
  const { run, isPending } = usePageChange()
  const [looking, setLooking] = useState<number | null>(null)
  const live = page.live?.version ?? null
  const rollBack = (version: number): void =>
    void run(() => pageApi.rollBack(page.id, version), {
      said: say('pages.versions.rolled', { version }),
      ...(live === null ? {} : { undo: () => pageApi.rollBack(page.id, live) }),
    })
  const take = (version: number): void =>
    void run(() => pageApi.takeVersion(page.id, page.revision, version), {
      said: say('pages.versions.taken', { version }),
    })
  const unpublish = (): void =>
    void run(() => pageApi.unpublish(page.id), {
      said: say('pages.unpublished'),
      ...(live === null || page.testing ? {} : { undo: () => pageApi.rollBack(page.id, live) }),
    })
  const columns: Column<Version>[] = [
    {
      id: 'version',
      head: <Say id="pages.column.version" />,
      rowHead: true,
      cell: (row) => (
        <>
          <button type="button" className="link" onClick={() => setLooking(row.version)}>
            <Say id="pages.versions.version" values={{ version: row.version }} />
          </button>
          {row.version === live && (
            <span className={styles.chip} data-state="live">
              <span aria-hidden="true">●</span> <Say id="pages.state.live" />
            </span>
          )}
          {row.note !== null && <span className={`small ${styles.under}`}>{row.note}</span>}
          {row.restoredFrom !== null && (
            <span className={`quiet small ${styles.under}`}>
              <Say id="pages.versions.restored" values={{ version: row.restoredFrom }} />
            </span>
          )}
          {row.variants > 1 && (
            <span className={`quiet small ${styles.under}`}>
              <Say id="pages.versions.variants" values={{ count: row.variants }} />
            </span>
          )}
        </>
      ),
    },
    { id: 'at', head: <Say id="pages.column.at" />, cell: (row) => format.dateTime(row.at) },
    { id: 'by', head: <Say id="pages.column.by" />, wide: true, cell: (row) => row.by },
    ...(mayWrite
      ? [
          {
            id: 'do',
            head: <span className="hidden">{say('pages.column.do')}</span>,
            cell: (row: Version) => (
              <span className={styles.row}>
                {row.version !== live && !page.testing && (
                  <button
                    type="button"
                    className="link small"
                    disabled={isPending}
                    onClick={() => rollBack(row.version)}
                  >
                    <Say id="pages.versions.roll" values={{ version: row.version }} />
                  </button>
                )}
                <button type="button" className="link small" disabled={isPending} onClick={() => take(row.version)}>
                  <Say id="pages.versions.take" values={{ version: row.version }} />
                </button>
              </span>
            ),
          },
        ]
      : []),
  ]
  if (page.versions.length === 0)
    return (
      <EmptyState title={<Say id="pages.versions.none" />}>
        <p>
          <Say id="pages.versions.none.next" />
        </p>
      </EmptyState>
    )
  return (
    <>
      <Section
        title={<Say id="pages.versions.title" />}
        sub={<Say id={page.testing ? 'pages.versions.testing' : 'pages.versions.about'} />}
        actions={
          mayWrite && live !== null ? (
            <Button variant="default" size="compact-sm" loading={isPending} onClick={unpublish}>
              <Say id="pages.unpublish" />
            </Button>
          ) : undefined
        }
      >
        <Table
          label={say('pages.versions.title')}
          columns={columns}
          rows={page.versions}
          keyOf={(row) => String(row.version)}
        />
      </Section>
      {looking !== null && (
        <Modal
          opened
          onClose={() => setLooking(null)}
          size="72rem"
          title={say('pages.versions.version', { version: looking })}
          closeButtonProps={{ 'aria-label': say('state.close') }}
        >
          <Preview id={page.id} variant="a" revision={0} version={looking} />
        </Modal>
      )}
    </>
  )
}
