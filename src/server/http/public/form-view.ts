import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { fieldsFor, type OpenForm } from '#actions/form/shown.ts'
import type { Thanks } from '#actions/form/thanks.ts'
import { signToken } from '#actions/form/token.ts'
import { wordsIn, type FormField, type FormLanguage } from '#core/form/document.ts'
import { formMarkup, ownInputs, thanksMarkup } from '#core/form/markup.ts'
import { formStyle } from '#core/form/style.ts'
import type { FieldFault, Values } from '#core/form/values.ts'
import { formWords } from '#core/form/words.ts'
import { scriptBundle } from '#server/tracker-bundle.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { publicPage } from './frame.ts'

/** What a page needs to have a form in it: HTML that works alone, its look, and what the script is told. */
export interface FormParts {
  html: string
  style: string
  model: FormModel
}

/** What /f.js is told of a form; `fields` as core/form/values.ts reads them, and nothing that the page shows already. */
export interface FormModel {
  slug: string
  action: string
  version: number
  language: FormLanguage
  fields: Pick<FormField, 'id' | 'kind' | 'required' | 'options' | 'least' | 'most' | 'when'>[]
  words: object
  preview?: true
}

export interface PartsInput {
  language: FormLanguage
  /** the browser's id, where it may be known (actions/form/shown.ts `tiedId`) */
  anonymousId: string | null
  /** where it is sent: `/f/slug`, whole where it stands on another site */
  action: string
  theme?: 'auto' | 'light' | 'dark'
  untitled?: boolean
  preview?: boolean
  now: number
  /** shown again with what was typed */
  again?: { fields: readonly FormField[]; left: readonly string[]; values: Values; faults: readonly FieldFault[] }
}

/** A form as it is asked of one visitor. Reads only. */
export async function formParts(
  { pool }: Pick<AppServices, 'pool'>,
  secret: string,
  form: OpenForm,
  input: PartsInput,
): Promise<FormParts> {
  const { language, anonymousId, action, theme = 'auto', untitled = false, preview = false, now, again } = input
  const { document, slug, version, wordings } = form
  const { fields, left } = again ?? (await fieldsFor(pool, form, anonymousId))
  const token = signToken(secret, { form: form.id, version, at: now, left: [...left] })
  const own = { [ownInputs.page]: randomUUID(), [ownInputs.token]: token, [ownInputs.language]: language }
  const view = { slug, document, fields, language, action, wordings, own, theme, untitled }
  const markup = formMarkup(again ? { ...view, values: again.values, faults: again.faults } : view)
  return {
    html: markup,
    style: formStyle(document.accent),
    model: {
      slug,
      action,
      version,
      language,
      fields: fields.map(asChecked),
      words: toldWords(language),
      ...(preview ? { preview: true as const } : {}),
    },
  }
}

function asChecked({ id, kind, required, options, least, most, when }: FormField): FormModel['fields'][number] {
  return { id, kind, required, options: options.map(({ value }) => ({ value, label: {} })), least, most, when }
}

/** What the script says by itself; the rest stands on the page, or on others. */
function toldWords(language: FormLanguage): object {
  const { faults, summary, sending, next, back, meant, busy, offline, large, preview } = formWords[language]
  return { faults, summary, sending, next, back, meant, busy, offline, large, preview }
}

/** A form's own page, or the same for a frame of the app, where nothing is sent. */
export async function formPage(
  c: Context<AppEnv>,
  form: OpenForm,
  parts: FormParts,
  {
    status = 200,
    preview = false,
    line,
    tracker = null,
  }: { status?: ContentfulStatusCode; preview?: boolean; line?: string; tracker?: string | null } = {},
): Promise<Response> {
  const { document, workspaceName } = form
  const { language } = parts.model
  const title = wordsIn(document.title, language, document.languages[0] ?? 'en') || form.name
  const code = (await scriptBundle('form')).plain.toString()
  return publicPage(c, {
    status,
    language,
    title: `${title} · ${workspaceName}`,
    body: html`${preview ? '' : html`<p class="kicker">${workspaceName}</p>`}
      <h1>${title}</h1>
      ${line === undefined ? '' : html`<p class="state" data-tone="bad" role="alert">${line}</p>`} ${raw(parts.html)}`,
    style: `${pageStyle}${parts.style}`,
    script: { code, data: { model: JSON.stringify(parts.model) } },
    tracker,
    ...(preview
      ? {
          ancestors: "'self'",
          sources: { sandbox: 'allow-scripts', 'form-action': "'none'", 'connect-src': "'none'" },
        }
      : { sources: { 'form-action': formAction(form) } }),
  })
}

/** Where the answer to the form may lead: browsers hold its redirect to this, too. */
function formAction({ document }: OpenForm): string {
  const { thanks } = document
  if (thanks.kind !== 'redirect' || !URL.canParse(thanks.url)) return "'self'"
  return `'self' ${new URL(thanks.url).origin}`
}

const pageStyle = `
main { max-width: 40rem; }
.hgf { margin-top: 20px; }
`

/** What stands on the page when it was sent without a script. */
export function thanksPage(
  c: Context<AppEnv>,
  form: OpenForm,
  language: FormLanguage,
  thanks: Thanks,
): Promise<Response> {
  return publicPage(c, {
    language,
    title: `${thanks.title} · ${form.workspaceName}`,
    body: html`<p class="kicker">${form.workspaceName}</p>
      ${raw(thanksHtml(thanks).replace('<h2', '<h1').replace('</h2>', '</h1>'))}`,
    style: `${pageStyle}${formStyle(form.document.accent)}`,
  })
}

export function thanksHtml(thanks: Thanks): string {
  return thanksMarkup(thanks).replace('class="hgf-thanks"', 'class="hgf-thanks" data-theme="auto"')
}

/** Nothing to fill in, and why. */
export function noFormPage(
  c: Context<AppEnv>,
  status: ContentfulStatusCode,
  { language, title, line }: { language: FormLanguage; title: string; line: string },
): Promise<Response> {
  return publicPage(c, {
    status,
    language,
    title,
    body: html`<h1>${title}</h1>
      <p>${line}</p>`,
  })
}
