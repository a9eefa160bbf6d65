import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Actor } from '#actions/actor.ts'
import { readLedgerExport } from '#actions/consent-export.ts'
import { readDealExport } from '#actions/deal-export.ts'
import { readFormExport } from '#actions/form-export.ts'
import { readExport } from '#actions/person-export-rows.ts'
import { readSurveyExport } from '#actions/survey-export.ts'
import type { Result } from '#contract/problem.ts'
import { userActor } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

type ReadFile = (services: AppServices, actor: Actor, input: unknown) => Promise<Result<AsyncGenerator<string>>>

/** Files that a colleague was given leave for, by the part of the API and by their name. */
const files: readonly (readonly [part: string, name: string, read: ReadFile])[] = [
  ['people', 'people.csv', readExport],
  ['deals', 'deals.csv', readDealExport],
  ['consent', 'consent.csv', readLedgerExport],
  ['forms', 'form.csv', readFormExport],
  ['surveys', 'survey.csv', readSurveyExport],
]

/** Lists as files. Mounted before the limits of the other API: a file may be large and take its time. */
export function mountCsvFiles(app: Hono<AppEnv>, services: AppServices): void {
  for (const [part, name, read] of files) {
    app.get(`/api/${part}/export/:id`, compress(), async (c) => {
      const actor = await userActor(c, services, c.req.query('workspace'))
      if (!actor.ok) return problemResponse(c, actor.problem)
      const result = await read(services, actor.value, { id: c.req.param('id') })
      if (!result.ok) return problemResponse(c, result.problem)
      c.header('content-type', 'text/csv; charset=utf-8')
      c.header('content-disposition', `attachment; filename="${name}"`)
      c.header('cache-control', 'private, no-store')
      return c.body(Readable.toWeb(Readable.from(result.value)) as ReadableStream)
    })
  }
}
