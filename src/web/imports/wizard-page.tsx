import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ImportPreview } from '#contract/import-task.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { isMissing, Missing, PageError } from '../ui/page-error.tsx'
import { EmptyState, LoadingScreen } from '../ui/state.tsx'
import { ColumnsTable } from './columns-table.tsx'
import { importApi, useTask } from './import-api.ts'
import { Running } from './import-page.tsx'
import styles from './imports.module.css'
import { Problems } from './problems.tsx'
import { ReadingForm } from './reading-form.tsx'
import { Refusal } from './refusal.tsx'
import { Sample } from './sample.tsx'
import { StageWords } from './stage-words.tsx'
import { Trial } from './trial.tsx'

const route = getRouteApi('/inside/imports/file/$id')

/** What is asked of the file: null, whatever its headers say. */
export interface Asked {
  mapping: ImportMapping
  guess: boolean
}

/** An uploaded file on its way: how it is read, what its columns become, what would happen, and go. */
export function WizardPage() {
  const say = useSay()
  const { id } = route.useParams()
  const search = route.useSearch()
  const workspace = useWorkspace()
  const mayRun = useMay('import.run')
  const [asked, setAsked] = useState<Asked | null>(null)
  const preview = useQuery({
    queryKey: ['import-preview', workspace.id, id, asked],
    queryFn: () => importApi.preview(id, asked ?? { guess: true }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
    enabled: mayRun && search.run === undefined,
  })
  const recalling = useMendedMapping(preview.data, asked, setAsked)
  if (isMissing(preview.error)) return <Missing what="import" />
  // what is changed while an answer is on its way is changed in what was asked last
  const shown =
    preview.data && preview.isPlaceholderData && asked && !asked.guess
      ? { ...preview.data, mapping: asked.mapping }
      : preview.data
  return (
    <Page title={shown?.upload.fileName ?? say('imports.title')}>
      <PageHead
        title={shown?.upload.fileName ?? <Say id="imports.title" />}
        sentence={<Say id="imports.wizard.lead" />}
        actions={
          <Link to="/imports" className="link">
            <Say id="imports.back" />
          </Link>
        }
      />
      {!mayRun && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="imports.forbidden" />
          </p>
        </EmptyState>
      )}
      {search.run !== undefined && <Begun taskId={search.run} />}
      {mayRun && search.run === undefined && preview.isPending && <LoadingScreen />}
      {preview.error && <Unreadable error={preview.error} />}
      {recalling && <LoadingScreen />}
      {shown && !recalling && search.run === undefined && (
        <Steps preview={shown} busy={preview.isFetching} onAsk={setAsked} key={shown.upload.id} />
      )}
    </Page>
  )
}

interface StepsInput {
  preview: ImportPreview
  busy: boolean
  onAsk(asked: Asked): void
}

function Steps({ preview, busy, onAsk }: StepsInput) {
  const { mapping } = preview
  const change = (next: ImportMapping) => onAsk({ mapping: next, guess: false })
  // another kind, encoding or header: what the columns become is guessed anew
  const again = (part: Partial<ImportMapping>) => {
    const { encoding, delimiter, header, zone, currency, event, pipeline } = { ...mapping, ...part }
    const kept = Object.fromEntries(
      Object.entries({ encoding, delimiter, header, zone, currency, event, pipeline }).filter(
        ([, value]) => value !== undefined,
      ),
    )
    onAsk({ mapping: { ...kept, kind: part.kind ?? mapping.kind, columns: {} }, guess: true })
  }
  return (
    <>
      <Section title={<Say id="imports.step.reading" />} sub={<Say id="imports.step.reading.about" />} busy={busy}>
        <ReadingForm preview={preview} onReread={again} onChange={change} />
        <Sample preview={preview} />
      </Section>
      <Section title={<Say id="imports.step.columns" />} sub={<Say id="imports.step.columns.about" />} busy={busy}>
        <Problems preview={preview} onChange={change} />
        <ColumnsTable preview={preview} onChange={change} />
        <StageWords preview={preview} onChange={change} />
      </Section>
      <Trial preview={preview} busy={busy} />
    </>
  )
}

/** Rows that come back mended are read as the import read them that had set them aside; true until it is known how. */
function useMendedMapping(
  preview: ImportPreview | undefined,
  asked: Asked | null,
  ask: (asked: Asked) => void,
): boolean {
  const mends = preview?.upload.mends ?? undefined
  const former = useQuery({
    queryKey: ['import', 'mended', mends],
    queryFn: ({ signal }) => importApi.read(mends ?? '', signal),
    enabled: mends !== undefined && asked === null,
    staleTime: Infinity,
  })
  const mapping = former.data?.mapping
  useEffect(() => {
    if (mapping === undefined || asked !== null) return
    // the encoding and delimiter are those of the new file
    const { encoding: _encoding, delimiter: _delimiter, ...rest } = mapping
    ask({ mapping: { ...rest, header: true }, guess: false })
  }, [mapping, asked, ask])
  return mends !== undefined && asked === null && !former.isError
}

/** The run was asked for; as soon as it has a row of its own, its page takes over. */
function Begun({ taskId }: { taskId: string }) {
  const navigate = route.useNavigate()
  const task = useTask(taskId)
  const importId = task.data?.importId ?? null
  useEffect(() => {
    if (importId !== null) void navigate({ to: '/imports/$id', params: { id: importId }, replace: true })
  }, [importId, navigate])
  if (task.error) return <PageError what="import" error={task.error} />
  if (!task.data) return <LoadingScreen />
  const { problem, state } = task.data
  if (state === 'failed')
    return (
      <Section title={<Say id="imports.notBegun" />}>
        <p lang="en" role="alert">
          {problem?.message}
        </p>
        <div className={styles.actions}>
          <Link to="/imports/file/$id" params={(before) => ({ id: before.id ?? '' })} search={{}} className="link">
            <Say id="imports.notBegun.back" />
          </Link>
        </div>
      </Section>
    )
  return (
    <Section title={<Say id="imports.progress" />}>
      <Running task={task.data} />
    </Section>
  )
}

/** A file that is no table: why, and the way back. */
function Unreadable({ error }: { error: unknown }) {
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const discard = useMutation({
    mutationFn: () => importApi.discard(id),
    onSettled: () => {
      client.removeQueries({ queryKey: ['imports'] })
      void navigate({ to: '/imports' })
    },
  })
  return (
    <Section title={<Say id="imports.unreadable" />}>
      <Refusal error={error} />
      <div className={styles.actions}>
        <button type="button" className="link" onClick={() => discard.mutate()}>
          <Say id="imports.another" />
        </button>
      </div>
    </Section>
  )
}
