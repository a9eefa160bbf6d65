import { consentActs } from '#actions/consent/given.ts'
import type { Flow, Outcome } from '#actions/flow-types.ts'
import { visitorActs, type Visitor, type VisitorAct } from '#actions/visitor.ts'
import type { FormDocument, FormLanguage } from '#core/form/document.ts'
import type { Values } from '#core/form/values.ts'
import { settleSubmission, type KeptVisitor } from '#store/form-submission.ts'
import type { Db } from '#store/rows.ts'
import { personOf } from './answers.ts'

export interface Countable {
  workspaceId: string
  id: string
  slug: string
  version: number
  document: FormDocument
  fields: Values
  language: FormLanguage
  visitor: KeptVisitor
  /** network address with its end cut off, for the proof of consent */
  address: string | null
  /** a colleague let it in: it was a person's */
  cleared?: boolean
  /** when it was sent, epoch ms */
  at: number
}

export interface Doors {
  pool: Db
  flow: Pick<Flow, 'accept'>
  /** how people reach this server, without a slash at the end */
  base: string
  visitId(host: string): string
}

/**
 * Hands a submission to the flow: that it was sent, what it asks for, what was agreed to. Said again it counts once. Gives
 * the outcome of the sending itself. Rejects with
 * FlowBusy when the queue is full.
 */
export async function countSubmission({ pool, flow, base, visitId }: Doors, one: Countable): Promise<Outcome> {
  const { workspaceId, id, slug, version, document, fields, language, visitor, at } = one
  const { traits, email, chosen, answers } = personOf(document, fields)
  const about = document.about === '' ? slug : document.about
  const told = { form: slug, version, submission: id, ...spoken(document, language) }
  const acts: VisitorAct[] = [
    {
      type: 'track',
      messageId: `form:${id}`,
      event: 'form_submitted',
      properties: { ...told, about, ...answers },
      ...(Object.keys(traits).length > 0 ? { traits } : {}),
    },
  ]
  if (document.intent !== null) {
    acts.push({
      type: 'track',
      messageId: `form:${id}:intent`,
      event: document.intent,
      properties: document.intent === 'event_registered' ? { ...told, event: about } : told,
      ...(email === null ? {} : { traits: { email } }),
    })
  }
  const consent =
    chosen.length === 0
      ? null
      : await consentActs(pool, workspaceId, {
          cause: `form:${id}`,
          chosen,
          email,
          source: `form:${slug}`,
          language,
          proof: { address: one.address, agent: visitor.agent, page: visitor.page?.url ?? null },
          address: base,
          now: at,
        })
  const outcomes = await visitorActs(
    { pool, flow },
    workspaceId,
    [...acts, ...(consent?.acts ?? [])],
    { ...visitorOf(visitor, language), person: one.cleared === true, visitId },
    at,
  )
  const outcome = outcomes[0] ?? { status: 'counted' }
  if (outcome.status === 'set_aside') await settleSubmission(pool, workspaceId, id, at)
  return outcome
}

/** In what language they wrote; a form in English alone says nothing of what else they read. */
function spoken({ languages }: FormDocument, language: FormLanguage): { language?: FormLanguage } {
  return languages.length === 1 && language === 'en' ? {} : { language }
}

/** Whoever sent it, as the flow wants to know them. */
export function visitorOf(kept: KeptVisitor, language: string): Omit<Visitor, 'visitId'> {
  const { anonymousId, agent, doNotTrack, globalPrivacyControl, tracking, page, campaign, clickIds } = kept
  return {
    anonymousId,
    // without an id of theirs, what they give counts by their address, and the rest as a visit
    cookieless: anonymousId === null,
    agent,
    signals: { doNotTrack, globalPrivacyControl },
    tracking,
    page,
    campaign,
    clickIds,
    locale: language,
  }
}
