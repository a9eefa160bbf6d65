import { randomUUIDv7 } from 'node:crypto'
import { type ImportTask, steerBody, taskId, uploadWork } from '#contract/import-task.ts'
import { importId } from '#contract/import.ts'
import { type Result, ok, refuse } from '#contract/problem.ts'
import { findImport } from '#store/import.ts'
import { type TaskKind, endTask, findOpenTask, findTask, insertTask, wishTask } from '#store/import-task.ts'
import { findUpload, markUploadRemoved } from '#store/import-upload.ts'
import { noImport } from '#actions/import-list.ts'
import { noUpload, noUploads, removeFiles } from '#actions/import-upload.ts'
import { taskView } from '#actions/import-view.ts'
import { type Verb, type VerbCall, readVerb, writeVerb } from '#actions/verb.ts'

/** Asks the server to read an uploaded file without taking anything in. An unfinished dry run of it is replaced. */
export const askDryRun: Verb<ImportTask> = askOfUpload('dry_run')

/** Asks the server to import an uploaded file; it goes on whoever looks, and after a restart. */
export const askRun: Verb<ImportTask> = askOfUpload('run')

function askOfUpload(kind: 'dry_run' | 'run'): Verb<ImportTask> {
  return writeVerb({
    permission: 'import.run',
    input: uploadWork,
    async run(call) {
      const { db, workspaceId, input, now, context } = call
      if (context.uploads === undefined) return noUploads
      const upload = await findUpload(db, workspaceId, input.id)
      if (!upload) return noUpload(input.id)
      const open = await findOpenTask(db, workspaceId, { uploadId: upload.id })
      if (open && open.kind !== 'dry_run') {
        return refuse('conflict', `${upload.fileName} is being imported already.`)
      }
      // what is asked now is what counts; a dry run under way ends at its next batch
      if (open?.state === 'running') await wishTask(db, workspaceId, open.id, 'cancel')
      else if (open) await endTask(db, open.id, { state: 'canceled', at: now })
      const { mapping, guess, again } = input
      return add(call, kind, { mapping, guess, again, name: upload.fileName }, { uploadId: upload.id, importId: null })
    },
    audit: (task, input) => ({ subject: `upload:${input.id}`, detail: { kind, task: task.id } }),
  })
}

/** Asks the server to take a whole import back. */
export const askUndo: Verb<ImportTask> = writeVerb({
  permission: 'import.undo',
  input: importId,
  async run(call) {
    const { db, workspaceId, input } = call
    const row = await findImport(db, workspaceId, input.id)
    if (!row) return refuse('not_found', noImport(input.id))
    if (row.state === 'undone') return refuse('gone', `The import of ${row.fileName} was undone already.`)
    const open = await findOpenTask(db, workspaceId, { importId: row.id })
    if (open && open.kind === 'run' && open.state !== 'paused') {
      return refuse('conflict', `${row.fileName} is being imported: pause or cancel that first.`)
    }
    if (open?.kind === 'undo') return ok(taskView(open))
    if (open) await stopForGood(call, open.id, open.uploadId)
    return add(call, 'undo', {}, { uploadId: null, importId: row.id })
  },
  audit: (task, input) => ({ subject: input.id, detail: { task: task.id } }),
})

async function add(
  { db, workspaceId, actor, now }: VerbCall<unknown>,
  kind: TaskKind,
  request: object,
  of: { uploadId: string | null; importId: string | null },
): Promise<Result<ImportTask>> {
  const id = randomUUIDv7()
  await insertTask(db, workspaceId, { id, kind, request, actor, at: now, ...of })
  const row = await findTask(db, workspaceId, id)
  return row ? ok(taskView(row)) : refuse('internal', 'The task vanished as it was written.')
}

/** How far some work is. */
export const readTask: Verb<ImportTask> = readVerb({
  permission: 'import.read',
  input: taskId,
  async run({ db, workspaceId, input }) {
    const row = await findTask(db, workspaceId, input.id)
    return row ? ok(taskView(row)) : noTask(input.id)
  },
})

/**
 * Pauses an import after the rows under way, goes on with one that rests or failed, or cancels it: what was taken in
 * stays until it is undone, and the file is removed.
 */
export const steerTask: Verb<ImportTask> = writeVerb({
  permission: 'import.run',
  input: steerBody.extend(taskId.shape),
  async run(call) {
    const { db, workspaceId, input, now } = call
    const row = await findTask(db, workspaceId, input.id)
    if (!row) return noTask(input.id)
    const { state, kind } = row
    const open = state === 'waiting' || state === 'running' || state === 'paused'
    if (kind === 'undo' && input.to !== 'resume') {
      return refuse('conflict', 'An undoing cannot be stopped half way: wait for it.')
    }
    if (input.to === 'resume') {
      if (state !== 'paused' && state !== 'failed') return refuse('conflict', 'It is not at rest.')
      if (row.uploadId !== null && !(await findUpload(db, workspaceId, row.uploadId))) return noUpload(row.uploadId)
      await endTask(db, row.id, { state: 'waiting', at: now })
    } else if (!open) {
      return refuse('conflict', 'It has ended already.')
    } else if (state === 'running') {
      await wishTask(db, workspaceId, row.id, input.to)
    } else if (input.to === 'pause') {
      await endTask(db, row.id, { state: 'paused', at: now })
    } else {
      await stopForGood(call, row.id, row.uploadId)
    }
    const after = await findTask(db, workspaceId, input.id)
    return after ? ok(taskView(after)) : noTask(input.id)
  },
  audit: (_value, input) => ({ subject: `task:${input.id}`, detail: { to: input.to } }),
})

/** Cancels what does not run: its file goes, a dry run's stays for another try. */
async function stopForGood(
  { db, workspaceId, now, context }: VerbCall<unknown>,
  id: string,
  uploadId: string | null,
): Promise<void> {
  const row = await findTask(db, workspaceId, id)
  await endTask(db, id, { state: 'canceled', at: now })
  if (uploadId === null || row?.kind !== 'run') return
  await markUploadRemoved(db, workspaceId, uploadId, now)
  if (context.uploads !== undefined) await removeFiles(context.uploads, uploadId)
}

function noTask(id: string): ReturnType<typeof refuse> {
  return refuse('not_found', `There is no work ${id} in this workspace.`)
}
