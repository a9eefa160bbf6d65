import { randomUUIDv7 } from 'node:crypto'
import type { Flow, Incoming, Outcome } from '#actions/flow-types.ts'
import type { PrivacySignals } from '#contract/collect/privacy.ts'
import { readItem } from '#contract/segment.ts'
import type { JsonObject } from '#core/json.ts'
import { findChannelRules } from '#store/channel-rule.ts'
import { findPrivacy } from '#store/privacy.ts'
import type { Db } from '#store/rows.ts'

/** Who did something on a page of ours, as far as the request tells. */
export interface Visitor {
  /** the tracker's id, where the page handed it over */
  anonymousId: string | null
  /** the request's User-Agent */
  agent: string | null
  signals: PrivacySignals
  /** the address was proved by a link that only its owner has: believed as a colleague is */
  confirmed?: boolean
  /** a colleague said that it was a person, whatever the agent looks like */
  person?: boolean
  /** agreed to be followed on that page (the tracker's consent) */
  tracking?: boolean
  /** nobody is named: counted as a visit, never as a person */
  cookieless?: boolean
  /** the page it was done on */
  page: { url: string; title?: string; referrer?: string } | null
  /** utm_source … as the tracker keeps them: {source, medium, name, term, content} */
  campaign?: JsonObject
  clickIds?: JsonObject
  /** BCP 47 */
  locale?: string
  /** the cookieless id of this visitor on that site, for today */
  visitId(host: string): string
}

/** Something a visitor did, in the shape of the Segment API; `messageId` names the deed, so that it counts once. */
export interface VisitorAct {
  type: 'track' | 'identify'
  messageId: string
  /** `track`: a name of the catalogue (core/catalogue.ts) */
  event?: string
  properties?: JsonObject
  /** facts about the person; `email` says who it is */
  traits?: JsonObject
}

/**
 * Hands what a visitor did on a public page of ours to the flow, in that order, and answers when it is durable, with
 * scores and stages already right: one outcome per act. Trust is that of a page's public key unless the address was
 * proved. Rejects with FlowBusy when the queue is full.
 */
export async function visitorActs(
  { pool, flow }: { pool: Db; flow: Pick<Flow, 'accept'> },
  workspaceId: string,
  acts: readonly VisitorAct[],
  visitor: Visitor,
  now: number = Date.now(),
): Promise<Outcome[]> {
  const [privacy, channels] = await Promise.all([findPrivacy(pool, workspaceId), findChannelRules(pool, workspaceId)])
  if (privacy === null) throw new Error('visitorActs: there is no such workspace')
  const context = contextOf(visitor)
  const incoming = acts.map((act, index): Incoming => {
    const { type, messageId, event, properties, traits } = act
    const item: JsonObject = {
      type,
      messageId,
      // acts of one request keep their order; what lies ahead would be taken for now
      timestamp: new Date(now - acts.length + 1 + index).toISOString(),
      context: traits === undefined || type === 'identify' ? context : { ...context, traits },
      ...(event === undefined ? {} : { event }),
      ...(properties === undefined ? {} : { properties }),
      ...(type === 'identify' && traits !== undefined ? { traits } : {}),
      ...(visitor.anonymousId === null ? {} : { anonymousId: visitor.anonymousId }),
    }
    return readItem(item, null, {
      trust: visitor.confirmed === true ? 'secret' : 'public',
      receivedAt: now,
      sentAt: undefined,
      agent: visitor.agent,
      prefetched: false,
      person: visitor.person === true,
      privacy,
      channels,
      signals: visitor.signals,
      doubt: { escapes: true, replaced: false, long: false },
      visitId: (host) => visitor.visitId(host),
      newMessageId: randomUUIDv7,
    })
  })
  return flow.accept(workspaceId, incoming)
}

function contextOf({ page, campaign, clickIds, locale, agent, tracking, cookieless }: Visitor): JsonObject {
  return {
    ...(page === null ? {} : { page: { ...page } }),
    ...(campaign === undefined ? {} : { campaign }),
    ...(clickIds === undefined ? {} : { clickIds }),
    ...(locale === undefined ? {} : { locale }),
    ...(agent === null ? {} : { userAgent: agent }),
    ...(tracking === true ? { consent: true } : {}),
    ...(cookieless === true ? { cookieless: true } : {}),
  }
}
