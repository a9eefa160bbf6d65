import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { readFormExport } from '#actions/form-export.ts'
import { userActor } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

/** What a form brought, as a file. */
export function mountFormFiles(app: Hono<AppEnv>, services: AppServices): void {
  app.get('/api/forms/export/:id', compress(), async (c) => {
    const actor = await userActor(c, services, c.req.query('workspace'))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const result = await readFormExport(services, actor.value, { id: c.req.param('id') })
    if (!result.ok) return problemResponse(c, result.problem)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', 'attachment; filename="form.csv"')
    c.header('cache-control', 'private, no-store')
    return c.body(Readable.toWeb(Readable.from(result.value)) as ReadableStream)
  })
}
