import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportListing } from '#contract/import-task.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { importApi, isOpen } from './import-api.ts'
import { ImportState } from './import-state.tsx'
import { UploadDrop } from './upload-drop.tsx'

/** Files in: where to drop one, those that wait, and all imports there were. */
export function ImportsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayRead = useMay('import.read')
  const list = useQuery({
    queryKey: ['imports', workspace.id],
    queryFn: ({ signal }) => importApi.list(signal),
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data?.imports.some(({ task }) => task && isOpen(task)) ? 1500 : false),
  })
  return (
    <Page title={say('imports.title')}>
      <PageHead title={<Say id="imports.title" />} sentence={<Say id="imports.lead" />} />
      {!mayRead && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="imports.forbidden" />
          </p>
        </EmptyState>
      )}
      {mayRead && <UploadDrop />}
      {mayRead && list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && list.data.uploads.length > 0 && <Waiting uploads={list.data.uploads} />}
      {list.data && <Imports imports={list.data.imports} />}
    </Page>
  )
}

function Waiting({ uploads }: { uploads: ImportListing['uploads'] }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const undo = useUndo()
  const [now] = useState(() => Date.now())
  const discard = useMutation({
    mutationFn: (id: string) => importApi.discard(id),
    onError: undo.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <Section title={<Say id="imports.waiting" />} sub={<Say id="imports.waiting.about" />}>
      <Table
        label={say('imports.waiting')}
        rows={uploads}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'file',
            head: <Say id="imports.file" />,
            rowHead: true,
            cell: ({ id, fileName }) => (
              <Link to="/imports/file/$id" params={{ id }} className="link">
                {fileName}
              </Link>
            ),
          },
          {
            id: 'size',
            head: <Say id="imports.size" />,
            num: true,
            wide: true,
            cell: ({ bytes }) => <Bytes bytes={bytes} />,
          },
          {
            id: 'at',
            head: <Say id="imports.when" />,
            wide: true,
            cell: ({ createdAt }) => format.ago(createdAt, now),
          },
          {
            id: 'discard',
            head: <span className="hidden">{say('imports.discard')}</span>,
            num: true,
            cell: ({ id, fileName }) => (
              <button
                type="button"
                className="link"
                disabled={discard.isPending}
                aria-label={say('imports.discard.of', { file: fileName })}
                onClick={() => discard.mutate(id)}
              >
                <Say id="imports.discard" />
              </button>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Imports({ imports }: { imports: ImportListing['imports'] }) {
  const say = useSay()
  const format = useFormat()
  if (imports.length === 0)
    return (
      <EmptyState title={<Say id="imports.none" />}>
        <p>
          <Say id="imports.none.next" />
        </p>
      </EmptyState>
    )
  return (
    <Section title={<Say id="imports.all" />}>
      <Table
        label={say('imports.all')}
        scroll
        rows={imports}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'file',
            head: <Say id="imports.file" />,
            rowHead: true,
            cell: ({ id, fileName, kind }) => (
              <>
                <Link to="/imports/$id" params={{ id }} className="link">
                  {fileName}
                </Link>
                <br />
                <span className="quiet small">
                  <Say id={`imports.kind.${kind}`} />
                </span>
              </>
            ),
          },
          { id: 'state', head: <Say id="imports.state" />, cell: (row) => <ImportState row={row} task={row.task} /> },
          {
            id: 'accepted',
            head: <Say id="imports.accepted" />,
            num: true,
            cell: ({ accepted }) => format.number(accepted),
          },
          {
            id: 'known',
            head: <Say id="imports.known" />,
            num: true,
            wide: true,
            cell: ({ duplicate }) => format.number(duplicate),
          },
          {
            id: 'aside',
            head: <Say id="imports.aside" />,
            num: true,
            cell: ({ setAside }) => format.number(setAside),
          },
          {
            id: 'at',
            head: <Say id="imports.when" />,
            wide: true,
            cell: ({ createdAt }) => format.dateTime(createdAt),
          },
        ]}
      />
    </Section>
  )
}

/** A size of a file in the largest sensible unit. */
export function Bytes({ bytes }: { bytes: number }) {
  const format = useFormat()
  const kilo = bytes / 1024
  if (bytes < 1024) return <Say id="imports.bytes" values={{ count: format.number(bytes) }} />
  if (kilo < 1024) return <Say id="imports.kilobytes" values={{ count: format.number(Math.round(kilo)) }} />
  return <Say id="imports.megabytes" values={{ count: format.number(Math.round((kilo / 1024) * 10) / 10) }} />
}
