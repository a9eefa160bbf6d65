import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { readExport } from '#actions/person-export-rows.ts'
import { userActor } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

/** Lists of people as files. Mounted before the limits of the other API: a file may be large and take its time. */
export function mountPersonFiles(app: Hono<AppEnv>, services: AppServices): void {
  app.get('/api/people/export/:id', compress(), async (c) => {
    const actor = await userActor(c, services, c.req.query('workspace'))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const result = await readExport(services, actor.value, { id: c.req.param('id') })
    if (!result.ok) return problemResponse(c, result.problem)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', 'attachment; filename="people.csv"')
    c.header('cache-control', 'private, no-store')
    return c.body(Readable.toWeb(Readable.from(result.value)) as ReadableStream)
  })
}
