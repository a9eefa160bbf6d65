import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { readAudienceFile } from '#actions/audience-export.ts'
import { userActor } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { keyActor } from '../key-actor.ts'
import { problemResponse } from '../problem.ts'

/** Files for advertising networks, by a browser or an API key. Before the limits of the other API: they may be large. */
export function mountAudienceFiles(app: Hono<AppEnv>, services: AppServices): void {
  app.get('/api/audiences/:id/exports/:export/file', compress(), async (c) => {
    const actor = (await keyActor(c, services)) ?? (await userActor(c, services, c.req.query('workspace')))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const result = await readAudienceFile(services, actor.value, { ...c.req.param(), part: c.req.query('part') })
    if (!result.ok) return problemResponse(c, result.problem)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="${result.value.name}"`)
    c.header('cache-control', 'private, no-store')
    return c.body(Readable.toWeb(Readable.from(result.value.body)) as ReadableStream)
  })
}
