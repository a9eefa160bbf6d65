import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { openForm, tiedId, type OpenForm } from '#actions/form/shown.ts'
import { escaped } from '#core/html.ts'
import { formsOf, type PageDocument, type PageVariant } from '#core/page/document.ts'
import { findShownForm } from '#store/form.ts'
import { keepSecret } from '#store/setup.ts'
import type { AppEnv, AppServices } from '../../env.ts'
import { ownCookie } from '../form-body.ts'
import { formParts, type FormModel } from '../form-view.ts'

export interface EmbeddedForms {
  /** markup by slug */
  forms: Map<string, string>
  style: string
  /** where the answer to a form may lead besides this server */
  targets: string[]
  /** what makes the first form better where scripts run; given the nonce of scripts */
  script(nonce: string): string
}

/**
 * The forms that a variant embeds, as they are asked of this visitor: HTML that works alone, in the page's language. A
 * form of another workspace, or one that is closed, is not there.
 */
export async function embeddedForms(
  c: Context<AppEnv>,
  services: AppServices,
  { workspaceId, document, variant }: { workspaceId: string; document: PageDocument; variant: PageVariant },
): Promise<EmbeddedForms> {
  const { pool } = services
  const forms = new Map<string, string>()
  const styles: string[] = []
  const targets: string[] = []
  let first: FormModel | undefined
  for (const slug of formsOf({ ...document, variants: [variant] })) {
    const shown = await findShownForm(pool, slug)
    if (shown?.workspaceId !== workspaceId || shown.document === null || shown.version === null) continue
    const form = await openForm(pool, shown, shown.document, shown.version)
    const secret = await keepSecret(pool, 'form', randomBytes(48).toString('base64url'))
    const signals = { doNotTrack: c.req.header('dnt') === '1', globalPrivacyControl: c.req.header('sec-gpc') === '1' }
    const { html, style, model } = await formParts(services, secret, form, {
      language: document.language,
      anonymousId: tiedId(form.privacy, { ...signals, anonymousId: ownCookie(c), tracking: false }),
      action: `/f/${slug}`,
      theme: document.scheme,
      untitled: true,
      now: Date.now(),
    })
    forms.set(slug, html)
    styles.push(style)
    targets.push(...targetOf(form))
    first ??= model
  }
  const model = first
  return {
    forms,
    // one look for all: each says the same of its own accent
    style: styles[0] ?? '',
    targets,
    script: (nonce) =>
      model === undefined
        ? ''
        : `<script defer nonce="${nonce}" src="/f.js" data-model="${escaped(JSON.stringify(model))}"></script>`,
  }
}

function targetOf({ document: { thanks } }: OpenForm): string[] {
  return thanks.kind === 'redirect' && URL.canParse(thanks.url) ? [new URL(thanks.url).origin] : []
}
