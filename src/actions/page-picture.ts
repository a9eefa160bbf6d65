import { createHash, randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { pictureRowOf } from '#actions/page/picture-row.ts'
import { actorName, readVerb, requirePermission, transaction, writeVerb, type Verb } from '#actions/verb.ts'
import { pictureChangeInput, pictureUploadQuery, type PictureList, type PictureRow } from '#contract/page.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { cleanPicture, largestLibrary, largestPicture, longestSide } from '#core/page/picture.ts'
import { insertAudit } from '#store/audit.ts'
import { changePictureAlt, insertPicture, listPictures, picturesSize } from '#store/page/picture.ts'
import { z } from 'zod'

/** Pictures that were uploaded, newest first. */
export const listPagePictures: Verb<PictureList> = readVerb({
  permission: 'capture.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    return ok({ items: (await listPictures(db, workspaceId)).map(pictureRowOf) })
  },
})

/** What a picture shows, in words: offered wherever it is used next. */
export const changePicture: Verb<PictureRow> = writeVerb({
  permission: 'capture.write',
  input: pictureChangeInput,
  async run({ db, workspaceId, input }) {
    const meta = await changePictureAlt(db, workspaceId, input.id, input.alt)
    return meta ? ok(pictureRowOf(meta)) : refuse('not_found', 'There is no such picture here.')
  },
  audit: ({ id }) => ({ verb: 'picture.change', subject: `picture:${id}` }),
})

/**
 * Keeps an uploaded picture: by what its bytes are, without what cameras write into them. `body` is bounded by the
 * caller to one byte over `largestPicture`.
 */
export async function uploadPicture(
  pool: Pool,
  actor: Actor,
  query: unknown,
  body: Uint8Array,
  now: number = Date.now(),
): Promise<Result<PictureRow>> {
  const denied = requirePermission(actor, 'capture.write')
  if (denied) return denied
  const parsed = pictureUploadQuery.safeParse(query)
  if (!parsed.success) return invalid(parsed.error)
  if (body.length > largestPicture)
    return refuse('too_large', `A picture has at most ${largestPicture / 1024 / 1024} MB. Make it smaller first.`)
  const picture = cleanPicture(body)
  if (!picture)
    return refuse(
      'unsupported',
      `This is no PNG, JPEG or WebP picture of at most ${longestSide} pixels a side. Save it as one of these.`,
    )
  const { workspaceId } = actor
  return transaction(pool, 'begin', async (db) => {
    if ((await picturesSize(db, workspaceId)) + picture.bytes.length > largestLibrary)
      return refuse('conflict', `All pictures together have at most ${largestLibrary / 1024 / 1024} MB.`)
    const { type, width, height, bytes } = picture
    const bytesKept = Buffer.from(bytes)
    const meta = await insertPicture(
      db,
      workspaceId,
      {
        id: randomUUIDv7(),
        type,
        width,
        height,
        size: bytesKept.length,
        hash: createHash('sha256').update(bytesKept).digest(),
        body: bytesKept,
        name: parsed.data.name,
        alt: '',
        by: actorName(actor),
      },
      now,
    )
    await insertAudit(db, workspaceId, {
      at: now,
      actor: actorName(actor),
      verb: 'picture.upload',
      subject: `picture:${meta.id}`,
    })
    return ok(pictureRowOf(meta))
  })
}
