import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { readPersonFile } from '#actions/person-file-read.ts'
import { jsonWriter } from '#core/privacy/person-file-json.ts'
import { userActor } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { keyActor } from '../key-actor.ts'
import { sheetPolicy, sheetWriter } from '../person-sheet.ts'
import { problemResponse } from '../problem.ts'

const writers = { json: jsonWriter, html: sheetWriter }

/** Everything about one person. Mounted before the limits of the other API: it may be large and take its time. */
export function mountPersonFileDownload(app: Hono<AppEnv>, services: AppServices): void {
  app.get('/api/person-file/:id', compress(), async (c) => {
    const actor = (await keyActor(c, services)) ?? (await userActor(c, services, c.req.query('workspace')))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const result = await readPersonFile(services, actor.value, { id: c.req.param('id') }, writers)
    if (!result.ok) return problemResponse(c, result.problem)
    const { format, day, body } = result.value
    c.header('content-type', `${format === 'json' ? 'application/json' : 'text/html'}; charset=utf-8`)
    c.header('content-disposition', `attachment; filename="person-${day}.${format}"`)
    c.header('cache-control', 'private, no-store')
    c.header('x-robots-tag', 'noindex')
    if (format === 'html') c.header('content-security-policy', `${sheetPolicy}; sandbox; frame-ancestors 'none'`)
    return c.body(Readable.toWeb(Readable.from(body)) as ReadableStream)
  })
}
