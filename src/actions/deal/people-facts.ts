import type { Event } from '#core/event.ts'
import type { Blueprint, StageModel } from '#core/blueprint.ts'
import type { DealEvent } from '#core/deal/event.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'
import { toMajor } from '#core/deal/money.ts'
import { statusOf } from '#core/deal/status.ts'
import type { JsonObject } from '#core/json.ts'

/** What somebody of the buying group stands at in the lifecycle. */
export interface Standing {
  stage: string | null
  outcome: string | null
}

/** What people may hear of a deal, in the order in which it counts within one moment. */
const factNames = [
  'deal_joined',
  'deal_stage_changed',
  'deal_lost',
  'lead_returned',
  'stage_set',
  'opportunity_verified',
  'contract_signed',
  'call_logged',
  'email_sent',
  'email_replied',
  'message_replied',
  'meeting_attended',
  'meeting_missed',
  'proposal_sent',
  'proposal_opened',
  'proposal_accepted',
  'proposal_declined',
] as const
type FactName = (typeof factNames)[number]

function factId(person: string, event: string, name: FactName): string {
  return `deal:${person}:${event}:${String.fromCharCode(97 + factNames.indexOf(name))}:${name}`
}

/** The message ids under which these people may have heard of these events of deals. */
export function factIds(people: readonly string[], events: readonly string[]): string[] {
  return people.flatMap((person) => events.flatMap((event) => factNames.map((name) => factId(person, event, name))))
}

export interface Told {
  /** names the fact, its person and the event of the deal; orders those of one moment */
  messageId: string
  name: string
  time: number
  props: JsonObject
}

/**
 * What one event of a deal means for one person of its buying group: always what happened, and, where the deal's stage
 * gives its people a stage of the lifecycle, the fact that brings them there (the furthest open deal counts).
 * `before` and `after`: where the deal stood; `elsewhere`: they are in another deal that is not lost.
 */
export function factsFor(
  event: DealEvent,
  person: string,
  { before, after, deal, dealId }: { before: FoldedDeal | null; after: FoldedDeal; deal: FoldedDeal; dealId: string },
  { blueprint, standing, elsewhere }: { blueprint: Blueprint; standing: Standing | null; elsewhere: boolean },
): Told[] {
  const told: Told[] = []
  const about = { deal: dealId, dealName: deal.fields.name, ...moneyOf(deal) }
  const tell = (name: FactName, props: JsonObject) =>
    told.push({
      messageId: factId(person, event.id, name),
      name,
      time: event.at,
      props: { ...about, ...props, ...event.by },
    })
  if (event.kind === 'touched') {
    if (event.data.person !== person) return told
    const outcome = event.data.outcome
    const { what, side } = event.data
    const name = touchNames[`${what}:${side}:${outcome}`] ?? touchNames[`${what}:${side}`] ?? null
    if (what === 'meeting') tell(outcome === 'missed' ? 'meeting_missed' : 'meeting_attended', {})
    else if (name !== null) tell(name, { ...(outcome ? { outcome } : {}), ...seconds(event.data.seconds) })
    return told
  }
  const joined = event.kind === 'person_set' && event.data.person === person
  if (event.kind === 'recycled') {
    tell('lead_returned', { reason: event.data.reason })
    return told
  }
  if (event.kind !== 'opened' && event.kind !== 'moved' && !joined) return told
  tell(event.kind === 'opened' || joined ? 'deal_joined' : 'deal_stage_changed', {
    pipeline: after.pipeline,
    ...(before?.stage ? { from: before.stage } : {}),
    ...(after.stage === null ? { outcome: after.outcome } : { to: after.stage }),
    ...(after.reason === null ? {} : { reason: after.reason }),
  })
  const model = blueprint.models.find(({ id }) => id === after.pipeline)
  if (!model) return told
  const is = statusOf(model, after.stage, after.outcome)
  const was = before === null || joined ? 'open' : statusOf(model, before.stage, before.outcome)
  if (is === 'lost') {
    if (was !== 'lost' && !elsewhere && !joined)
      tell('deal_lost', after.reason === null ? {} : { reason: after.reason })
    return told
  }
  const lifecycle = blueprint.models.find(({ id }) => id === blueprint.lifecycle)
  const level = levelOf(model, after)
  if (!lifecycle || level === null) return told
  const place = (stage: string | null) => lifecycle.stages.findIndex(({ id }) => id === stage)
  if (place(level) < 0) return told
  // who is out of the order comes back by hand; facts alone do not lead there
  const back = standing !== null && standing.outcome !== null && standing.outcome !== 'disqualified'
  const fact = is === 'won' ? 'contract_signed' : level === 'opportunity' ? 'opportunity_verified' : null
  const behind = standing === null || place(standing.stage) < place(level)
  if (!behind && !back && !(is === 'won' && was !== 'won')) return told
  if (back || fact === null) tell('stage_set', { model: lifecycle.id, stage: level })
  if (fact !== null && (behind || back || is === 'won')) tell(fact, closeOf(deal))
  return told
}

const touchNames: Readonly<Record<string, FactName>> = {
  'call:ours': 'call_logged',
  'call:theirs': 'call_logged',
  'mail:ours': 'email_sent',
  'mail:theirs': 'email_replied',
  'message:theirs': 'message_replied',
  'proposal:ours': 'proposal_sent',
  'proposal:theirs': 'proposal_opened',
  'proposal:theirs:accepted': 'proposal_accepted',
  'proposal:theirs:declined': 'proposal_declined',
}

function seconds(value: number | undefined): JsonObject {
  return value === undefined ? {} : { seconds: value }
}

function moneyOf({ fields }: FoldedDeal): JsonObject {
  const { amountMinor, currency } = fields
  if (typeof amountMinor !== 'number' || typeof currency !== 'string') return {}
  return { amount: toMajor(amountMinor, currency), currency }
}

function closeOf({ fields }: FoldedDeal): JsonObject {
  return typeof fields.closeDate === 'string' ? { closeDate: fields.closeDate } : {}
}

/** The lifecycle stage that a pipeline's stage gives: its own, else that of the nearest stage before it. */
function levelOf(model: StageModel, { stage, outcome }: FoldedDeal): string | null {
  if (stage === null) return outcome === null ? null : 'customer'
  const place = model.stages.findIndex(({ id }) => id === stage)
  return model.stages.slice(0, place + 1).findLast((one) => one.lifecycle !== undefined)?.lifecycle ?? null
}

/** A fact for the flow: it carries no keys, and names its person in its message id (flow/share-out.ts). */
export function factEvent(told: Told, now: number): Event {
  return {
    messageId: told.messageId,
    type: 'track',
    name: told.name,
    time: told.time,
    receivedAt: now,
    source: 'app',
    trust: 'secret',
    keys: { anonymousId: null, userId: null, email: null },
    cookieless: false,
    previousId: null,
    groupId: null,
    object: typeof told.props['deal'] === 'string' ? told.props['deal'] : null,
    content: null,
    channel: null,
    verdict: 'human',
    verdictReason: null,
    mailKind: null,
    lists: 0,
    props: told.props,
    traits: null,
    accountTraits: null,
  }
}
