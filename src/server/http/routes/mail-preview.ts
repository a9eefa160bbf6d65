import type { Hono } from 'hono'
import { readMailHtml } from '#actions/mail-read.ts'
import { userActor, workspaceHeader } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

/** No scripts, no forms, no addresses of ours, nothing from elsewhere; only our own pages may frame it. */
const policy = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** `GET /api/mail/:id/html?workspace=…`: a mail's HTML for a frame, inert whatever stands in it. */
export function mountMailPreview(app: Hono<AppEnv>, services: AppServices): void {
  app.get('/api/mail/:id/html', async (c) => {
    // a frame cannot send the header
    const actor = await userActor(c, services, c.req.query('workspace') ?? c.req.header(workspaceHeader))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const read = await readMailHtml(services, actor.value, { id: c.req.param('id') })
    if (!read.ok) return problemResponse(c, read.problem)
    if (read.value.html === null) return problemResponse(c, { code: 'not_found', message: 'This mail is plain text.' })
    c.header('content-security-policy', policy)
    c.header('cache-control', 'private, no-store')
    return c.html(read.value.html)
  })
}
