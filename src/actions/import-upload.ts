import { randomUUIDv7 } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ImportUpload, uploadId, uploadQuery } from '#contract/import-task.ts'
import { type Result, invalid, ok, refuse } from '#contract/problem.ts'
import { insertAudit } from '#store/audit.ts'
import { findImport } from '#store/import.ts'
import { findOpenTask } from '#store/import-task.ts'
import { findUpload, insertUpload, markUploadRemoved, staleUploads, sumUploads } from '#store/import-upload.ts'
import type { Actor } from '#actions/actor.ts'
import { uploadView } from '#actions/import-view.ts'
import { type Verb, type VerbContext, actorName, requirePermission, writeVerb } from '#actions/verb.ts'

/** of one file, and of all files of a workspace that wait */
const fileBytes = 2 * 1024 ** 3
const workspaceBytes = 4 * 1024 ** 3
const workspaceFiles = 30
/** files that nobody imported are removed after this */
const keptForMs = 7 * 86_400_000

export const noUploads = refuse(
  'unsupported',
  'This server keeps no uploaded files. Import on the command line: hourglass import --help.',
)

/** Where a file lies, named by us alone, and the list of its rows that a dry run refused. */
export function uploadPath(folder: string, id: string): string {
  return join(folder, `${id}.csv`)
}
export function refusedPath(folder: string, id: string): string {
  return join(folder, `${id}.refused.csv`)
}

/**
 * Takes in a file as it streams, never whole in memory, into the data folder; it is removed when its rows are in. Refuses
 * with `too_large` beyond 2 GB, with `conflict` where too many files wait already.
 */
export async function receiveUpload(
  context: VerbContext,
  actor: Actor,
  query: unknown,
  body: Readable,
): Promise<Result<ImportUpload>> {
  const denied = requirePermission(actor, 'import.run')
  if (denied) return denied
  const parsed = uploadQuery.safeParse(query)
  if (!parsed.success) return invalid(parsed.error)
  const folder = context.uploads
  if (folder === undefined) return noUploads
  const { pool } = context
  const { workspaceId } = actor
  const { name, mends = null } = parsed.data
  if (mends !== null && !(await findImport(pool, workspaceId, mends))) {
    return refuse('not_found', 'There is no such import in this workspace to mend rows of.')
  }
  const waiting = await sumUploads(pool, workspaceId)
  if (waiting.count >= workspaceFiles || waiting.bytes >= workspaceBytes) {
    return refuse('conflict', `${waiting.count} uploaded files wait already: import or discard some of them first.`)
  }
  const id = randomUUIDv7()
  const path = uploadPath(folder, id)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await pipeline(body, bounded(fileBytes), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    const { size } = await stat(path)
    const at = context.now ? context.now() : Date.now()
    const createdBy = actorName(actor)
    await insertUpload(pool, workspaceId, { id, fileName: name, bytes: size, mends, createdBy, at })
    await insertAudit(pool, workspaceId, {
      at,
      actor: createdBy,
      verb: 'import.run',
      subject: `upload:${id}`,
      detail: { file: name, bytes: size },
    })
    const row = await findUpload(pool, workspaceId, id)
    return row ? ok(uploadView(row)) : refuse('internal', 'The uploaded file vanished.')
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof TooLarge) {
      return refuse('too_large', `A file of ${fileBytes / 1024 ** 3} GB at most: split it, or use hourglass import.`)
    }
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      return refuse('busy', 'The disk of the server is full: make room, then upload it again.', { retryAfter: 60 })
    }
    throw error
  }
}

/** Removes a file that nobody wants to import any more. */
export const discardUpload: Verb<{ ok: true }> = writeVerb({
  permission: 'import.run',
  input: uploadId,
  async run({ db, context: { uploads }, workspaceId, input, now }) {
    const row = await findUpload(db, workspaceId, input.id)
    if (!row) return noUpload(input.id)
    if (await findOpenTask(db, workspaceId, { uploadId: input.id })) {
      return refuse('conflict', `${row.fileName} is being read or imported right now: cancel that first.`)
    }
    await markUploadRemoved(db, workspaceId, input.id, now)
    if (uploads !== undefined) await removeFiles(uploads, input.id)
    return ok({ ok: true })
  },
  audit: (_value, input) => ({ subject: `upload:${input.id}`, detail: { discarded: true } }),
})

/** Deletes what lies in the folder for an upload. */
export async function removeFiles(folder: string, id: string): Promise<void> {
  await Promise.all([rm(uploadPath(folder, id), { force: true }), rm(refusedPath(folder, id), { force: true })])
}

/** Removes files that waited for a week, of all workspaces. */
export async function removeStaleUploads(context: VerbContext & { uploads: string }): Promise<number> {
  const now = context.now ? context.now() : Date.now()
  const stale = await staleUploads(context.pool, now - keptForMs)
  for (const { workspaceId, id } of stale) {
    await removeFiles(context.uploads, id)
    await markUploadRemoved(context.pool, workspaceId, id, now)
  }
  return stale.length
}

export function noUpload(id: string): ReturnType<typeof refuse> {
  return refuse('not_found', `There is no uploaded file ${id} here: it was imported, discarded, or waited for a week.`)
}

class TooLarge extends Error {}

function bounded(most: number): Transform {
  let taken = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      taken += chunk.length
      if (taken > most) done(new TooLarge())
      else done(null, chunk)
    },
  })
}
