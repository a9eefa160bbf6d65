import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Context, Hono } from 'hono'
import { readContentFile, receiveContentFile } from '#actions/content-upload.ts'
import type { Pool } from 'pg'
import { fileParts, type ContentFileRow } from '#store/content-file.ts'
import { userActor, workspaceHeader } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { checkOrigin } from '../origin.ts'
import { problemResponse } from '../problem.ts'

/** Files of the library in and out, streamed. Mounted before the limits of the other API, which they would break. */
export function mountContentFiles(app: Hono<AppEnv>, services: AppServices): void {
  app.post('/api/content/:id/upload', async (c) => {
    const foreign = checkOrigin(c, 'application/octet-stream')
    const actor = foreign ? null : await userActor(c, services)
    const problem = foreign ?? (actor?.ok === false ? actor.problem : null)
    if (problem || !actor?.ok) {
      // what is left of the body is not read, so the connection cannot be used again
      c.header('connection', 'close')
      return problemResponse(c, problem ?? { code: 'unauthenticated', message: 'Sign in first.' })
    }
    const body = c.req.raw.body
    const stream = body === null ? Readable.from([]) : Readable.fromWeb(body as NodeStream)
    const input = { ...c.req.query(), id: c.req.param('id') }
    const result = await receiveContentFile(services, actor.value, input, stream)
    if (!result.ok) {
      c.header('connection', 'close')
      return problemResponse(c, result.problem)
    }
    services.live.touch(actor.value.workspaceId, 'content')
    c.header('cache-control', 'private, no-store')
    return c.json(result.value)
  })

  app.get('/api/content/files/:id', async (c) => {
    const actor = await userActor(c, services, c.req.header(workspaceHeader) ?? c.req.query('workspace'))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const file = await readContentFile(services, actor.value, c.req.param('id'))
    if (!file.ok) return problemResponse(c, file.problem)
    return sendFile(c, services.pool, actor.value.workspaceId, file.value)
  })
}

/** A file to be kept, never shown: nothing in it runs here, whatever it holds. */
export function sendFile(c: Context<AppEnv>, pool: Pool, workspaceId: string, file: ContentFileRow): Response {
  const plain = file.name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\]/g, '_')
  c.header('content-type', file.type)
  c.header('content-length', String(file.bytes))
  c.header(
    'content-disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  )
  c.header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
  c.header('x-robots-tag', 'noindex, nofollow, noarchive')
  c.header('cache-control', 'private, no-store')
  return c.body(Readable.toWeb(Readable.from(fileParts(pool, workspaceId, file.id))) as ReadableStream)
}
