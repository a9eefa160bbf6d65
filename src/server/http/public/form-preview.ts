import type { Context, Hono } from 'hono'
import { readForm } from '#actions/form-read.ts'
import { languageOf, openForm, type OpenForm } from '#actions/form/shown.ts'
import { formMarkup } from '#core/form/markup.ts'
import type { FormLanguage } from '#core/form/document.ts'
import { fieldsToAsk } from '#core/form/profile.ts'
import { findShownForm } from '#store/form.ts'
import { userActor, workspaceHeader } from '../actor.ts'
import { ownAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'
import { formPage, formParts } from './form-view.ts'

/** The draft of a form as strangers will see it, for a frame of the app; and its HTML to be copied. */
export function mountFormPreview(
  app: Hono<AppEnv>,
  services: AppServices,
  open: () => Promise<{ secret: string }>,
): void {
  app.get('/api/forms/:id/preview', async (c) => {
    const found = await draftOf(c)
    if (found instanceof Response) return found
    const { form, language } = found
    const { secret } = await open()
    const now = Date.now()
    const input = { language, anonymousId: null, action: `/f/${form.slug}`, now, preview: true, untitled: true }
    const parts = await formParts(services, secret, form, input)
    return formPage(c, form, parts, { preview: true })
  })

  app.get('/api/forms/:id/html', async (c) => {
    const found = await draftOf(c)
    if (found instanceof Response) return found
    const { form, language } = found
    const { document, slug, wordings } = form
    const fields = fieldsToAsk(document.fields, { known: new Set(), perVisit: document.perVisit })
    const action = `${ownAddress(services.config)}/f/${slug}`
    c.header('cache-control', 'private, no-store')
    c.header('content-type', 'text/plain; charset=utf-8')
    return c.body(
      formMarkup({ slug, document, fields, language, action, wordings, own: { _lang: language }, plain: true }),
    )
  })

  /** What is being worked on, as whoever is signed in may read it. */
  async function draftOf(c: Context<AppEnv>): Promise<Response | { form: OpenForm; language: FormLanguage }> {
    // a frame cannot send the header
    const actor = await userActor(c, services, c.req.query('workspace') ?? c.req.header(workspaceHeader))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const read = await readForm(services, actor.value, { id: c.req.param('id') })
    if (!read.ok) return problemResponse(c, read.problem)
    const { slug, document, published } = read.value
    const shown = await findShownForm(services.pool, slug)
    if (shown === null) return problemResponse(c, { code: 'not_found', message: 'There is no such form here.' })
    const form = await openForm(services.pool, shown, document, published ?? 1)
    return { form, language: languageOf(document, [c.req.query('language') ?? '']) }
  }
}
