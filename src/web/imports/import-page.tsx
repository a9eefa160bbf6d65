import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportPage as ImportDocument, ImportTask } from '#contract/import-task.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { isMissing, Missing } from '../ui/page-error.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { Faults } from './faults.tsx'
import { importApi, isOpen } from './import-api.ts'
import { ImportState, shownState } from './import-state.tsx'
import styles from './imports.module.css'
import { Notices } from './notices.tsx'
import { UndoImport } from './undo-import.tsx'
import { UploadDrop } from './upload-drop.tsx'

const route = getRouteApi('/inside/imports/$id')

/** One import: how far it is, what was refused and how to mend it, and the way back. */
export function ImportPage() {
  const say = useSay()
  const { id } = route.useParams()
  const workspace = useWorkspace()
  const page = useQuery({
    queryKey: ['import', workspace.id, id],
    queryFn: ({ signal }) => importApi.read(id, signal),
    refetchInterval: ({ state }) => (state.data?.task && isOpen(state.data.task) ? 700 : false),
  })
  if (isMissing(page.error)) return <Missing what="import" />
  const shown = page.data?.import
  return (
    <Page title={shown?.fileName ?? say('imports.title')}>
      <PageHead
        title={shown?.fileName ?? <Say id="imports.title" />}
        sentence={page.data && <Sentence page={page.data} />}
        actions={
          <Link to="/imports" className="link">
            <Say id="imports.back" />
          </Link>
        }
      />
      {page.isPending && <LoadingScreen />}
      {page.error && <ErrorState error={page.error} retry={() => void page.refetch()} />}
      {page.data && <Opened page={page.data} />}
    </Page>
  )
}

function Sentence({ page }: { page: ImportDocument }) {
  const format = useFormat()
  const { accepted, duplicate, setAside, read } = page.import
  const state = shownState({ row: page.import, task: page.task })
  if (state === 'undone') return <Say id="imports.said.undone" />
  if (state !== 'done') return <Say id="imports.said.far" values={{ count: read, read: format.number(read) }} />
  const taken = { count: accepted, accepted: format.number(accepted) }
  if (setAside > 0)
    return <Say id="imports.said.some" values={{ ...taken, aside: setAside, asideShown: format.number(setAside) }} />
  if (accepted === 0) return <Say id="imports.said.known" />
  if (duplicate > 0) return <Say id="imports.said.new" values={{ ...taken, known: format.number(duplicate) }} />
  return <Say id="imports.said.all" values={taken} />
}

function Opened({ page }: { page: ImportDocument }) {
  const format = useFormat()
  const workspace = useWorkspace()
  const { import: summary, task, setAside } = page
  const mayRun = useMay('import.run')
  const over = summary.state === 'done' || summary.state === 'failed'
  return (
    <>
      <Section title={<Say id="imports.progress" />} actions={<ImportState row={summary} task={task} />}>
        {task && isOpen(task) && <Running task={task} />}
        <Figures>
          <Figure label={<Say id="imports.read" />} value={format.number(summary.read)} />
          <Figure label={<Say id="imports.accepted" />} value={format.number(summary.accepted)} />
          <Figure label={<Say id="imports.known" />} value={format.number(summary.duplicate)} />
          <Figure label={<Say id="imports.aside" />} value={format.number(summary.setAside)} />
        </Figures>
        {task?.problem && !isOpen(task) && task.state === 'failed' && (
          <p className="small" lang="en" role="alert">
            {task.problem.message}
          </p>
        )}
        {task && mayRun && <Steer task={task} />}
      </Section>
      {setAside.length > 0 && (
        <Section
          title={<Say id="imports.refused" />}
          sub={<Say id="imports.refused.about" />}
          actions={
            <a className="link" href={`/api/imports/${summary.id}/errors?workspace=${workspace.id}`} download>
              <Say id="imports.refused.download" />
            </a>
          }
        >
          <Faults faults={setAside} />
          {over && mayRun && (
            <div style={{ marginTop: 20 }}>
              <UploadDrop mends={summary.id} />
            </div>
          )}
        </Section>
      )}
      {page.notices.length > 0 && (
        <Section title={<Say id="imports.notices" />} sub={<Say id="imports.notices.about" />}>
          <Notices notices={page.notices} />
        </Section>
      )}
      {over && summary.accepted + summary.setAside > 0 && (
        <UndoImport id={summary.id} kind={summary.kind} task={task} />
      )}
    </>
  )
}

/** How far some work is, as a bar and in words. */
export function Running({ task }: { task: ImportTask }) {
  const say = useSay()
  const format = useFormat()
  const { progress, kind, state } = task
  if (kind === 'undo')
    return (
      <p role="status">
        <Say id="imports.undo.far" values={{ people: progress?.people ?? 0 }} />
      </p>
    )
  const share = progress && progress.size > 0 ? progress.bytes / progress.size : 0
  return (
    <div className={styles.bar} style={{ marginBottom: 16 }}>
      <progress className={styles.progress} max={1} value={share} aria-label={say('imports.progress')} />
      <p className="quiet small" role="status">
        {state === 'waiting' ? (
          <Say id="imports.far.waiting" />
        ) : (
          <Say id="imports.far" values={{ share: format.share(share) }} />
        )}
      </p>
    </div>
  )
}

function Steer({ task }: { task: ImportTask }) {
  const client = useQueryClient()
  const undo = useUndo()
  const [sure, setSure] = useState(false)
  const steer = useMutation({
    mutationFn: (to: 'pause' | 'resume' | 'cancel') => importApi.steer(task.id, to),
    onError: undo.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['import'] }),
  })
  const open = isOpen(task)
  if (task.kind !== 'run' && !(task.kind === 'undo' && task.state === 'failed')) return null
  if (!open && task.state !== 'paused' && task.state !== 'failed') return null
  return (
    <div className={styles.actions}>
      {open && (
        <Button variant="default" disabled={task.wish !== null} onClick={() => steer.mutate('pause')}>
          <Say id="imports.pause" />
        </Button>
      )}
      {!open && (
        <Button loading={steer.isPending} onClick={() => steer.mutate('resume')}>
          <Say id="imports.resume" />
        </Button>
      )}
      {task.kind === 'run' && task.state !== 'failed' && !sure && (
        <Button variant="default" onClick={() => setSure(true)}>
          <Say id="imports.cancel" />
        </Button>
      )}
      {sure && (
        <Button variant="default" loading={steer.isPending} onClick={() => steer.mutate('cancel')}>
          <Say id="imports.cancel.sure" />
        </Button>
      )}
    </div>
  )
}
