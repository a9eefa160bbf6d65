import { createHash, randomUUIDv7 } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { assetView, contentPlace, noAsset } from '#actions/content-view.ts'
import { actorName, requirePermission, transaction, type VerbContext } from '#actions/verb.ts'
import { contentUploadQuery, type ContentAsset } from '#contract/content.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { fileType, mostFileBytes, safeFileName, sniffedBytes } from '#core/content/file.ts'
import { insertAudit } from '#store/audit.ts'
import { findAsset } from '#store/content.ts'
import {
  completeFile,
  findFile,
  insertFile,
  insertPart,
  partBytes,
  placeFile,
  sumFiles,
  type ContentFileRow,
} from '#store/content-file.ts'

/** of all files of a workspace together */
const workspaceBytes = 2 * 1024 ** 3

const tooLarge = refuse(
  'too_large',
  `A file of ${mostFileBytes / 1024 ** 2} MB at most: make it smaller, or give the address of its page.`,
)

/**
 * Takes in the file of one version as it streams, in parts, into the database; it replaces the one that was there. What it
 * is its first bytes say. Refuses with `unsupported` what a library does not give out.
 */
export async function receiveContentFile(
  context: VerbContext,
  actor: Actor,
  query: unknown,
  body: Readable,
): Promise<Result<ContentAsset>> {
  const denied = requirePermission(actor, 'content.write')
  if (denied) return denied
  const parsed = contentUploadQuery.safeParse(query)
  if (!parsed.success) return invalid(parsed.error)
  const { id: assetId, language } = parsed.data
  const { workspaceId } = actor
  const now = context.now ? context.now() : Date.now()
  return transaction(context.pool, 'begin', async (db) => {
    const place = await contentPlace(db, workspaceId, now)
    if (!place.ok) return place
    const asset = await findAsset(db, workspaceId, assetId, { lock: true })
    if (!asset) return noAsset
    if (!asset.versions.some((one) => one.language === language)) {
      return refuse('not_found', `There is no version in ${language}: add it first, then its file.`)
    }
    if ((await sumFiles(db, workspaceId)) >= workspaceBytes) {
      return refuse('conflict', 'The files of this library take 2 GB already: remove some that are archived first.')
    }
    const id = randomUUIDv7()
    const name = safeFileName(parsed.data.name)
    const created = { workspaceId, id, assetId, name, createdBy: actorName(actor), now }
    const written = await write(db, created, body)
    if (!written.ok) return written
    await placeFile(db, workspaceId, assetId, language, id)
    await insertAudit(db, workspaceId, {
      at: now,
      actor: actorName(actor),
      verb: 'content.upload',
      subject: `content:${assetId}`,
      detail: { file: name, type: written.value.type, bytes: written.value.bytes, language },
    })
    const after = await findAsset(db, workspaceId, assetId)
    return after ? ok(assetView(after, place.value)) : noAsset
  })
}

interface Created {
  workspaceId: string
  id: string
  assetId: string
  name: string
  createdBy: string
  now: number
}

async function write(
  db: PoolClient,
  { workspaceId, id, assetId, name, createdBy, now }: Created,
  body: Readable,
): Promise<Result<{ type: string; bytes: number }>> {
  const hash = createHash('sha256')
  let waiting = Buffer.alloc(0)
  let type: string | null = null
  let bytes = 0
  let part = 0
  const row = (known: string) => ({ id, assetId, name, type: known, bytes, sha256: hash.copy().digest(), createdBy })
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostFileBytes) return tooLarge
    hash.update(chunk)
    waiting = Buffer.concat([waiting, chunk])
    if (type === null && waiting.length >= sniffedBytes) {
      type = fileType(waiting.subarray(0, sniffedBytes), name)
      if (type === null) return strange(name)
      await insertFile(db, workspaceId, row(type), now)
    }
    while (type !== null && waiting.length >= partBytes) {
      await insertPart(db, workspaceId, id, part++, waiting.subarray(0, partBytes))
      waiting = waiting.subarray(partBytes)
    }
  }
  if (bytes === 0) return refuse('invalid', 'The file is empty.')
  if (type === null) {
    type = fileType(waiting, name)
    if (type === null) return strange(name)
    await insertFile(db, workspaceId, row(type), now)
  }
  if (waiting.length > 0) await insertPart(db, workspaceId, id, part, waiting)
  await completeFile(db, workspaceId, id, bytes, hash.digest())
  return ok({ type, bytes })
}

function strange(name: string): ReturnType<typeof refuse> {
  return refuse(
    'unsupported',
    `“${name}” is no file that a library gives out: take PDF, Word, PowerPoint, Excel, EPUB, ZIP, CSV, text, pictures (PNG, JPEG, GIF, WebP) or video (MP4, WebM).`,
  )
}

/** A file of the library for a colleague; its bytes are asked for apart. */
export async function readContentFile(
  { pool }: Pick<VerbContext, 'pool'>,
  actor: Actor,
  id: string,
): Promise<Result<ContentFileRow>> {
  const denied = requirePermission(actor, 'content.read')
  if (denied) return denied
  const file = /^[0-9a-f-]{36}$/i.test(id) ? await findFile(pool, actor.workspaceId, id) : null
  return file ? ok(file) : refuse('not_found', 'There is no such file here.')
}
