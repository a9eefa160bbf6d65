import type { FormDocument } from '#core/form/document.ts'
import type { Browser, TestApp } from '#test/app.ts'

export const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export interface MadeForm {
  id: string
  slug: string
  revision: number
}

/** A form of a template, changed and published by a marketer. */
export async function publishedForm(
  marketer: Browser,
  template: string,
  change: (document: FormDocument) => FormDocument = (document) => document,
): Promise<MadeForm> {
  const made = await marketer.post('/api/forms', { name: `A ${template} form`, template })
  const id = String(made.body['id'])
  const { body } = await marketer.get(`/api/forms/${id}`)
  const document = change(body['document'] as FormDocument)
  const changed = await marketer.post(`/api/forms/${id}/change`, { revision: body['revision'], document })
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body))
  const revision = Number(changed.body['revision'])
  const shown = await marketer.post(`/api/forms/${id}/publish`, { revision })
  if (shown.status !== 200) throw new Error(JSON.stringify(shown.body))
  return { id, slug: String(made.body['slug']), revision }
}

export interface Sent {
  status: number
  headers: Headers
  text: string
  json: Record<string, unknown>
}

/** Sends what a browser without a script sends. */
export async function sendBare(
  app: TestApp,
  slug: string,
  values: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): Promise<Sent> {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  return answerOf(
    await fetch(`${app.base}/f/${slug}`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'user-agent': chrome, ...headers },
    }),
  )
}

/** Sends what the script sends. */
export async function sendScript(
  app: TestApp,
  slug: string,
  body: object,
  { path = '', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Sent> {
  return answerOf(
    await fetch(`${app.base}/f/${slug}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'user-agent': chrome, 'content-type': 'text/plain', ...headers },
    }),
  )
}

async function answerOf(response: Response): Promise<Sent> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} }
}
