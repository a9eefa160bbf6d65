import { Buffer } from 'node:buffer'
import type { Hono } from 'hono'
import { uploadPicture } from '#actions/page-picture.ts'
import { requirePermission } from '#actions/verb.ts'
import { largestPicture } from '#core/page/picture.ts'
import { picturesOf } from '#core/page/document.ts'
import { findPage, findPageVersion } from '#store/page/page.ts'
import { picturesById } from '#store/page/picture.ts'
import { userActor, workspaceHeader } from '../actor.ts'
import { ownAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { checkOrigin } from '../origin.ts'
import { problemResponse } from '../problem.ts'
import { landingPreview } from '../public/landing/document.ts'
import { embeddedForms } from '../public/landing/forms.ts'
import { noSlots } from '../public/landing/slots.ts'

/** Pictures in, and previews out; mounted before the limits of the other API, which a picture would break. */
export function mountPageFiles(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, config, live } = services

  app.post('/api/pictures', async (c) => {
    const foreign = checkOrigin(c, 'application/octet-stream')
    if (foreign) return problemResponse(c, foreign)
    const actor = await userActor(c, services)
    if (!actor.ok) return problemResponse(c, actor.problem)
    const denied = requirePermission(actor.value, 'capture.write')
    if (denied) return problemResponse(c, denied.problem)
    const body = await readBounded(c.req.raw.body, largestPicture + 1)
    // what is left of a body that is too long is not read, so the connection cannot be used again
    if (body.length > largestPicture) c.header('connection', 'close')
    const result = await uploadPicture(pool, actor.value, c.req.query(), body)
    if (!result.ok) return problemResponse(c, result.problem)
    live.touch(actor.value.workspaceId, 'capture')
    c.header('cache-control', 'private, no-store')
    return c.json(result.value)
  })

  app.get('/api/pages/:id/preview', async (c) => {
    // a frame cannot send the header
    const actor = await userActor(c, services, c.req.query('workspace') ?? c.req.header(workspaceHeader))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const denied = requirePermission(actor.value, 'capture.read')
    if (denied) return problemResponse(c, denied.problem)
    const { workspaceId } = actor.value
    const id = c.req.param('id')
    const page = /^[0-9a-f-]{36}$/i.test(id) ? await findPage(pool, workspaceId, id) : null
    const version = Number(c.req.query('version') ?? Number.NaN)
    const document =
      page === null || !Number.isSafeInteger(version) || version > 2 ** 31 - 1
        ? page?.draft
        : await findPageVersion(pool, workspaceId, id, version)
    if (!page || !document) return problemResponse(c, { code: 'not_found', message: 'There is no such page here.' })
    const variant = document.variants.find(({ key }) => key === c.req.query('variant')) ?? document.variants[0]
    if (!variant) return problemResponse(c, { code: 'not_found', message: 'There is no such variant here.' })
    const origin = ownAddress(config)
    return landingPreview(c, {
      document,
      blocks: variant.blocks,
      pictures: await picturesById(pool, workspaceId, picturesOf(document)),
      embedded: await embeddedForms(c, services, { workspaceId, document, variant }),
      slots: noSlots,
      canonical: `${origin}/l/${encodeURIComponent(page.slug)}`,
      origin,
      counted: null,
      tags: {},
      asked: { tracking: null, ads: null, networks: [] },
      isSplit: false,
    })
  })
}

async function readBounded(body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  if (body !== null)
    for await (const part of body) {
      parts.push(part)
      length += part.length
      if (length >= most) break
    }
  return Buffer.concat(parts).subarray(0, most)
}
