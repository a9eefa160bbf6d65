import Bowser from 'bowser'
import type { Pool } from 'pg'
import { FlowBusy, type Flow } from '#actions/flow-types.ts'
import { visitorActs, type VisitorAct } from '#actions/visitor.ts'
import { cleanPath } from '#contract/collect/visit.ts'
import type { FormLookInput } from '#contract/form.ts'
import { judgeChannel } from '#core/channel-rule/judge.ts'
import { judgeAgent } from '#core/classify/agent.ts'
import { findChannelRules } from '#store/channel-rule.ts'
import { saveLook, type Look } from '#store/form-visit.ts'
import type { Sender } from './door.ts'
import { languageOf, tiedId, type OpenForm } from './shown.ts'

/**
 * Keeps that somebody saw a form, began, and which field they touched last: a row without a person. Whose browser may be
 * known, of theirs it is an event too (`form_viewed`, `form_started`).
 */
export async function saveFormLook(
  { pool, flow }: { pool: Pool; flow: Flow },
  form: OpenForm,
  sent: FormLookInput,
  from: Sender,
  now: number,
): Promise<void> {
  const { visit, started, field, campaign, clickIds, url, title, referrer, tracking } = sent
  const { workspaceId, id: formId, document, slug } = form
  const host = hostOf(url) ?? from.host
  const arrival = {
    source: 'browser',
    name: 'form_viewed',
    campaign: {
      source: campaign['source'] ?? null,
      medium: campaign['medium'] ?? null,
      name: campaign['name'] ?? null,
    },
    clickIds,
    referrer: referrer === '' ? '' : referrer,
    host,
    path: url === '' ? null : cleanPath(url),
    stated: null,
  } as const
  const { channel } = judgeChannel(arrival, await findChannelRules(pool, workspaceId))
  await saveLook(pool, {
    workspaceId,
    id: visit,
    formId,
    version: sent.version,
    at: now,
    started,
    field: document.fields.some(({ id }) => id === field) ? field : null,
    language: languageOf(document, [sent.language]),
    device: deviceOf(from.agent),
    channel,
    host,
    machine: from.agent === null || judgeAgent(from.agent) !== null,
  })
  const anonymousId = tiedId(form.privacy, { ...from, anonymousId: sent.anonymousId, tracking })
  if (anonymousId === null) return
  const properties = { form: slug, version: sent.version }
  const acts: VisitorAct[] = [
    { type: 'track', messageId: `form_seen:${visit}`, event: 'form_viewed', properties },
    ...(started
      ? [{ type: 'track', messageId: `form_begun:${visit}`, event: 'form_started', properties } as const]
      : []),
  ]
  const { doNotTrack, globalPrivacyControl, agent } = from
  const visitor = {
    anonymousId,
    agent,
    signals: { doNotTrack, globalPrivacyControl },
    tracking,
    page: url === '' ? null : { url, title, referrer },
    campaign,
    clickIds,
    visitId: (at: string) => from.visitId(workspaceId, at),
  }
  await visitorActs({ pool, flow }, workspaceId, acts, visitor, now).catch((error: unknown) => {
    // a look is worth no waiting: what is sent counts when the queue is full, that it was seen need not
    if (!(error instanceof FlowBusy)) throw error
  })
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}

function deviceOf(agent: string | null): Look['device'] {
  if (agent === null || agent === '') return 'other'
  const { type } = Bowser.parse(agent.slice(0, 500)).platform
  return type === 'desktop' || type === 'mobile' || type === 'tablet' ? type : 'other'
}
