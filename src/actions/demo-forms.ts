import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { digestOf, submissionId } from '#actions/form/answers.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { demoForms, demoLooks, demoSpam, demoWays, type DemoForm } from '#core/demo/forms.ts'
import { seller } from '#core/demo/site.ts'
import { silentKinds } from '#core/form/document.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { findForm, insertForm, publishDraft, saveDraft } from '#store/form.ts'
import { insertLooks, submittedEvents, type SubmittedEvent } from '#store/form-demo.ts'
import { insertSubmissions, type NewSubmission } from '#store/form-submission.ts'

const day = 86_400_000
const by = 'demo'

/**
 * What a simulated visitor sent by a form, named so that the submission kept of it is found by its event: the event is the
 * simulation's own, and told once.
 */
export function onForm(workspaceId: string): (raw: Json) => Json {
  const ids = new Map(demoForms().map(({ event }) => [event, idOf(workspaceId, event)]))
  return (raw) => {
    if (!isObject(raw) || raw['type'] !== 'track' || raw['event'] !== 'form_submitted') return raw
    const { properties, messageId } = raw
    const form = isObject(properties) ? properties['form'] : null
    const id = typeof form === 'string' ? ids.get(form) : undefined
    if (id === undefined || typeof messageId !== 'string') return raw
    const submission = submissionId(id, 'demo', messageId)
    return {
      ...raw,
      messageId: `form:${submission}`,
      properties: { ...(isObject(properties) ? properties : {}), submission },
    }
  }
}

/** The forms of the sample company, with what came in by them. In one transaction; once. `end` in epoch ms. */
export async function loadDemoForms(pool: Pool, workspaceId: string, end: number): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    for (const form of demoForms()) {
      const id = idOf(workspaceId, form.event)
      if (await findForm(db, workspaceId, id)) return ok(false)
      const slug = `${form.event}-${id.slice(0, 5)}`
      const draft = form.document
      await insertForm(db, workspaceId, { id, slug, name: form.name, draft, by }, end - 182 * day)
      await saveDraft(db, workspaceId, { id, name: form.name, draft, by }, end - 181 * day)
      await publishDraft(db, workspaceId, id, by, end - 181 * day)
      await fill(db, workspaceId, id, form, end)
    }
    return ok(true)
  })
}

/** What was sent, who only looked, and what was kept out. */
async function fill(db: PoolClient, workspaceId: string, formId: string, form: DemoForm, end: number): Promise<void> {
  const events = await submittedEvents(db, workspaceId, form.event)
  const asked = form.document.fields.filter(({ kind }) => !silentKinds.has(kind) && kind !== 'hidden')
  const ids = new Set(asked.map(({ id }) => id))
  const ways = demoWays(form.event, events.length)
  const looks = events.map((one, index) => ({
    id: idOf(workspaceId, `look ${one.messageId}`),
    at: one.at.getTime() - 45_000,
    started: true,
    sentAt: one.at.getTime(),
    field: null,
    language: languageOf(one),
    device: ways[index]?.device ?? 'desktop',
    channel: one.channel ?? ways[index]?.channel ?? null,
  }))
  const sent = events.map((one, index): NewSubmission => {
    const fields = fieldsOf(one, ids)
    return {
      workspaceId,
      id: one.messageId.slice('form:'.length),
      formId,
      version: 1,
      at: one.at.getTime(),
      state: 'counted',
      fields,
      email: one.email,
      reasons: [],
      marks: one.mailKind === 'free' && form.document.freeMail === 'mark' ? ['free_mail'] : [],
      language: languageOf(one),
      digest: digestOf(formId, asked, { ...fields, event: one.messageId }),
      visitor: {
        ...nobody,
        anonymousId: one.anonymousId,
        page: { url: `${seller.site}${one.path ?? '/'}`, title: '', referrer: '' },
      },
      address: '198.51.100.0/24',
      visitId: looks[index]?.id ?? null,
      tookMs: 45_000,
    }
  })
  const first = events[0]?.at.getTime() ?? end - 90 * day
  const spam = demoSpam(form.event, form.event === 'newsletter' ? 3 : 6).map((one, n): NewSubmission => {
    const fields = Object.fromEntries(Object.entries(one.fields).filter(([id]) => ids.has(id)))
    return {
      workspaceId,
      id: idOf(workspaceId, `spam ${form.event} ${n}`),
      formId,
      version: 1,
      at: Math.round(first + one.at * (end - first)),
      state: 'spam',
      fields,
      email: one.fields['email'] ?? null,
      reasons: one.reasons,
      marks: [],
      language: 'en',
      digest: digestOf(formId, asked, { ...fields, n: String(n) }),
      visitor: nobody,
      address: '203.0.113.0/24',
      visitId: null,
      tookMs: one.reasons.includes('too_fast') ? 400 : null,
    }
  })
  const left = demoLooks(form.event, events.length).map((one, n) => ({
    id: idOf(workspaceId, `left ${form.event} ${n}`),
    at: Math.round(first + one.at * (end - 3_600_000 - first)),
    started: one.started,
    sentAt: null,
    field: one.started ? (asked[Math.floor(one.left * asked.length)]?.id ?? null) : null,
    language: one.language,
    device: one.device,
    channel: one.channel,
  }))
  await insertLooks(db, workspaceId, { formId, version: 1, host: new URL(seller.site).host }, [...looks, ...left])
  await insertSubmissions(db, [...sent, ...spam])
}

const nobody: NewSubmission['visitor'] = {
  anonymousId: null,
  agent: null,
  doNotTrack: false,
  globalPrivacyControl: false,
  tracking: false,
  page: null,
  campaign: {},
  clickIds: {},
}

function fieldsOf({ email, traits }: SubmittedEvent, ids: ReadonlySet<string>): JsonObject {
  const told: JsonObject = {}
  for (const [id, value] of Object.entries({ ...traits, email }))
    if (ids.has(id) && (typeof value === 'string' || typeof value === 'number')) told[id] = String(value)
  return told
}

function languageOf({ traits }: SubmittedEvent): 'en' | 'ko' | 'ru' {
  const text = Object.values(traits ?? {}).join(' ')
  return /[가-힣]/.test(text) ? 'ko' : /[а-яё]/i.test(text) ? 'ru' : 'en'
}

/** The same in every loading of that workspace: events name the submission before it is there. */
function idOf(workspaceId: string, name: string): string {
  return submissionId(workspaceId, 'demo', createHash('sha256').update(name).digest('hex'))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
