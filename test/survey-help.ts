import type { SurveyDocument } from '#core/survey/document.ts'
import type { Browser, TestApp } from '#test/app.ts'
import { chrome, type Sent } from '#test/form-help.ts'

export interface MadeSurvey {
  id: string
  slug: string
}

/** A survey of a template, changed and opened by a marketer. */
export async function openedSurvey(
  marketer: Browser,
  template: string,
  change: (document: SurveyDocument) => SurveyDocument = (document) => document,
): Promise<MadeSurvey> {
  const made = await marketer.post('/api/surveys', { name: `A ${template} survey`, template })
  const id = String(made.body['id'])
  const { body } = await marketer.get(`/api/surveys/${id}`)
  const document = change(body['document'] as SurveyDocument)
  const changed = await marketer.post(`/api/surveys/${id}/change`, { revision: body['revision'], document })
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body))
  const opened = await marketer.post(`/api/surveys/${id}/open`)
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body))
  return { id, slug: String(made.body['slug']) }
}

/** Sends what a browser without a script sends. */
export function answerBare(
  app: TestApp,
  slug: string,
  values: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): Promise<Sent> {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  return send(`${app.base}/s/${slug}`, { body, headers: { 'user-agent': chrome, ...headers } })
}

/** Sends what the script sends. */
export function answerScript(
  app: TestApp,
  slug: string,
  body: object,
  { path = '', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Sent> {
  return send(`${app.base}/s/${slug}${path}`, {
    body: JSON.stringify(body),
    headers: { 'user-agent': chrome, 'content-type': 'text/plain', ...headers },
  })
}

async function send(url: string, init: RequestInit): Promise<Sent> {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} }
}
