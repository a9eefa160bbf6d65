import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { errorsToCsv, readImportErrors } from '#actions/import-errors.ts'
import { receiveUpload, refusedPath } from '#actions/import-upload.ts'
import { requirePermission } from '#actions/verb.ts'
import type { Problem } from '#contract/problem.ts'
import { findUpload } from '#store/import-upload.ts'
import { userActor, workspaceHeader } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { checkOrigin } from '../origin.ts'
import { problemResponse } from '../problem.ts'

/**
 * Files of imports in and out: bodies of any length, streamed. Mounted before the limits of the other API, which these
 * would break: a file may be large and take its time.
 */
export function mountImportFiles(app: Hono<AppEnv>, services: AppServices): void {
  app.post('/api/imports/uploads', async (c) => {
    const foreign = checkOrigin(c, 'application/octet-stream')
    if (foreign) return refused(c, foreign)
    const actor = await userActor(c, services)
    if (!actor.ok) return refused(c, actor.problem)
    const body = c.req.raw.body
    const stream = body === null ? Readable.from([]) : Readable.fromWeb(body as NodeStream)
    const result = await receiveUpload(services, actor.value, c.req.query(), stream)
    if (!result.ok) return refused(c, result.problem)
    c.header('cache-control', 'private, no-store')
    return c.json(result.value)
  })

  app.get('/api/imports/:id/errors', compress(), async (c) => {
    const actor = await userActor(c, services, namedWorkspace(c))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const result = await readImportErrors(services.pool, actor.value, { id: c.req.param('id') })
    if (!result.ok) return problemResponse(c, result.problem)
    const { headers, pages } = result.value
    async function* text(): AsyncGenerator<string> {
      let first = true
      for await (const rows of pages()) {
        yield errorsToCsv(headers, rows, first)
        first = false
      }
      if (first) yield errorsToCsv(headers, [], true)
    }
    return csv(c, Readable.from(text()))
  })

  // what a dry run refused
  app.get('/api/imports/uploads/:id/refused', compress(), async (c) => {
    const actor = await userActor(c, services, namedWorkspace(c))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const denied = requirePermission(actor.value, 'import.run')
    if (denied) return problemResponse(c, denied.problem)
    const id = c.req.param('id')
    const known = /^[0-9a-f-]{36}$/i.test(id) && (await findUpload(services.pool, actor.value.workspaceId, id))
    const path = services.uploads === undefined ? '' : refusedPath(services.uploads, id)
    const there = known ? await stat(path).catch(() => null) : null
    if (!there) return problemResponse(c, { code: 'not_found', message: 'No dry run of this file has refused rows.' })
    return csv(c, createReadStream(path))
  })
}

/** A link to a file sends no header: it names the workspace in its address. */
function namedWorkspace(c: Context<AppEnv>): string | undefined {
  return c.req.header(workspaceHeader) ?? c.req.query('workspace')
}

function csv(c: Context<AppEnv>, rows: Readable): Response {
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', 'attachment; filename="refused-rows.csv"')
  c.header('cache-control', 'private, no-store')
  return c.body(Readable.toWeb(rows) as ReadableStream)
}

/** What is left of the body is not read, so the connection cannot be used again. */
function refused(c: Context<AppEnv>, problem: Problem): Response {
  c.header('connection', 'close')
  return problemResponse(c, problem)
}
