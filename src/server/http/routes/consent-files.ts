import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { readLedgerExport } from '#actions/consent-export.ts'
import { userActor } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

/** The ledger as a file. Mounted before the limits of the other API: a file may be large and take its time. */
export function mountConsentFiles(app: Hono<AppEnv>, services: AppServices): void {
  app.get('/api/consent/export/:id', compress(), async (c) => {
    const actor = await userActor(c, services, c.req.query('workspace'))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const result = await readLedgerExport(services, actor.value, { id: c.req.param('id') })
    if (!result.ok) return problemResponse(c, result.problem)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', 'attachment; filename="consent.csv"')
    c.header('cache-control', 'private, no-store')
    return c.body(Readable.toWeb(Readable.from(result.value)) as ReadableStream)
  })
}
