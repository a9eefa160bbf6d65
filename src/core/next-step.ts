import type { Blueprint, Stage, StageModel } from '#core/blueprint.ts'

const day = 86_400_000
/** A request nobody has answered for longer is a silent person, not an open request. */
const requestLives = 90 * day
/** A meeting is ahead, or was never reported, for this long after it was booked. */
const meetingLives = 45 * day
/** Nothing from them for this long: they have to be won back before they go on. */
export const silentAfter = 45 * day

/** Where somebody stands in one model. `since` in epoch ms. */
export interface Standing {
  stage: string | null
  outcome: string | null
  since: number
}

/** Something that happened, enough to name it and find it. */
export interface StepEvent {
  messageId: string
  name: string
  /** epoch ms */
  time: number
  object: string | null
}

export interface NextStepInput {
  blueprint: Blueprint
  /** by model id, of the models they are in */
  standings: Readonly<Record<string, Standing>>
  /** their own human events, in order of time; what our own people wrote down among them */
  events: readonly (StepEvent & { content: string | null; ours: boolean })[]
  /** epoch ms of the last thing they did; null when they never did anything */
  lastAt: number | null
  email: boolean
  /** consent to marketing; null: never asked */
  consent: 'granted' | 'withdrawn' | null
  /** epoch ms */
  now: number
}

/** Why the step is believed to be the next one. Times in epoch ms; kinds and stages are ids of the blueprint. */
export type StepReason =
  | { code: 'asked'; event: string; at: number; object: string | null }
  | { code: 'unanswered'; days: number }
  | { code: 'meeting_booked'; at: number }
  | { code: 'in_stage'; stage: string; at: number }
  | { code: 'read'; kind: string; count: number; at: number }
  | { code: 'read_nothing' }
  | { code: 'silent'; days: number }
  | { code: 'out'; outcome: string; at: number }

/**
 * A kind of content they need for the step: because they asked for it, because it goes with what they asked for, to finish
 * where they are, or to go on.
 */
export interface Need {
  kind: string
  why: 'asked' | 'with' | 'here' | 'next'
  /** how often they have had it already, and when last (epoch ms) */
  read: { count: number; at: number } | null
}

export interface NextStep {
  /**
   * answer: they asked for something and wait · meet: a meeting is booked · return: silent, to be won back ·
   * advance: towards the next stage of their journey · stay: at its end · stop: out of the order, nothing to do
   */
  kind: 'answer' | 'meet' | 'return' | 'advance' | 'stay' | 'stop'
  /** stages of the buyer journey (of the lifecycle where there is no journey) */
  from: string | null
  to: string | null
  request: StepEvent | null
  reasons: StepReason[]
  needs: Need[]
  /** questions that suit where they stand */
  playbook: string | null
  /** how they may be reached: by mail, by mail only after they agree, or on our own pages */
  reach: 'mail' | 'ask_consent' | 'no_mail' | 'pages'
}

/**
 * What each request is about, in content kinds: what was asked for itself, and what goes with it; those that the blueprint
 * does not have are left out.
 */
const requestKinds: Readonly<Record<string, { itself: readonly string[]; with: readonly string[] }>> = {
  demo_requested: { itself: ['demo'], with: ['case_study'] },
  callback_requested: { itself: [], with: ['case_study', 'price'] },
  quote_requested: { itself: ['price', 'proposal'], with: [] },
  price_asked: { itself: ['price'], with: ['case_study'] },
  sample_requested: { itself: [], with: ['demo', 'implementation_guide'] },
  proof_requested: { itself: ['proof'], with: [] },
  implementation_asked: { itself: ['implementation_guide'], with: ['proof'] },
  support_asked: { itself: [], with: ['implementation_guide', 'proof'] },
}

/** What they have had by what happened, though no page was read. */
const hadBy: Readonly<Record<string, string>> = {
  proposal_sent: 'proposal',
  proposal_opened: 'proposal',
  trial_started: 'demo',
}

/** What our side does in answer. A mailing is none. */
const answers: ReadonlySet<string> = new Set([
  'call_logged',
  'meeting_booked',
  'meeting_attended',
  'proposal_sent',
  'lead_accepted',
  'lead_returned',
  'lead_disqualified',
  'opportunity_verified',
  'contract_signed',
  'deal_lost',
])

const endsMeeting: ReadonlySet<string> = new Set(['meeting_attended', 'meeting_missed', 'meeting_cancelled'])

/**
 * The step somebody probably wants next, why we think so, and what they need to know for it. Read from their own
 * requests first, then from the stage of the buyer journey, its content kinds and what they have had of them.
 */
export function nextStep(input: NextStepInput): NextStep {
  const { blueprint, standings, now, lastAt } = input
  const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
  const circle = blueprint.models.find((model) => model.subject === 'person' && model.shape === 'circle')
  const journey = circle && standings[circle.id]?.stage ? circle : lifecycle
  const standing = journey ? standings[journey.id] : undefined
  const place = journey?.stages.findIndex((stage) => stage.id === standing?.stage) ?? -1
  const here = journey?.stages[place] ?? null
  const following = journey?.stages[place + 1] ?? null
  const read = consumed(input)
  const base = {
    from: here?.id ?? null,
    to: null,
    request: null,
    reach: reachOf(input),
    playbook: playbookOf(blueprint, lifecycle, standings[blueprint.lifecycle], here),
  }
  const stands: StepReason[] = here && standing ? [{ code: 'in_stage', stage: here.id, at: standing.since }] : []
  const had = readReasons(read, here, following)

  const out = standings[blueprint.lifecycle]
  if (out && out.stage === null && out.outcome !== null) {
    return {
      ...base,
      kind: 'stop',
      reasons: [{ code: 'out', outcome: out.outcome, at: out.since }],
      needs: [],
      playbook: null,
    }
  }

  const request = openRequest(input)
  if (request) {
    const kinds = requestKinds[request.name]
    const asked = [
      ...(kinds?.itself ?? []).map((kind) => needOf(kind, 'asked', read)),
      ...(kinds?.with ?? []).map((kind) => needOf(kind, 'with', read)),
    ]
    const { messageId, name, time, object } = request
    return {
      ...base,
      kind: 'answer',
      request: { messageId, name, time, object },
      reasons: [
        { code: 'asked', event: name, at: time, object },
        { code: 'unanswered', days: Math.floor((now - time) / day) },
        ...stands,
      ],
      needs: chosen(blueprint, [...asked, ...unread(here, 'here', read)], 3),
    }
  }

  const meeting = openMeeting(input)
  if (meeting) {
    const needs = [...unread(following, 'next', read), ...unread(here, 'here', read)]
    return {
      ...base,
      kind: 'meet',
      to: following?.id ?? null,
      reasons: [{ code: 'meeting_booked', at: meeting.time }, ...stands, ...had],
      needs: chosen(blueprint, needs, 3),
    }
  }

  if (lastAt === null || now - lastAt > silentAfter) {
    const silent: StepReason[] = lastAt === null ? [] : [{ code: 'silent', days: Math.floor((now - lastAt) / day) }]
    return {
      ...base,
      kind: 'return',
      reasons: [...silent, ...stands, ...had],
      needs: chosen(blueprint, [...unread(here, 'here', read), ...unread(following, 'next', read)], 3),
    }
  }

  if (!following) {
    return { ...base, kind: 'stay', reasons: [...stands, ...had], needs: chosen(blueprint, all(here, read), 3) }
  }
  return {
    ...base,
    kind: 'advance',
    to: following.id,
    reasons: [...stands, ...had],
    needs: chosen(
      blueprint,
      [...chosen(blueprint, unread(here, 'here', read), 1), ...unread(following, 'next', read)],
      4,
    ),
  }
}

type Consumed = ReadonlyMap<string, { count: number; at: number }>

/** How often they have had each kind of content, and when last. */
function consumed({ events }: NextStepInput): Consumed {
  const read = new Map<string, { count: number; at: number }>()
  for (const { name, content, time, ours } of events) {
    const kind = content !== null && !ours ? content : Object.hasOwn(hadBy, name) ? hadBy[name] : undefined
    if (kind !== undefined) read.set(kind, { count: (read.get(kind)?.count ?? 0) + 1, at: time })
  }
  return read
}

/** What they had that speaks for where they are, the latest first; three at most. */
function readReasons(read: Consumed, here: Stage | null, following: Stage | null): StepReason[] {
  const kinds = new Set([...(here?.contentKinds ?? []), ...(following?.contentKinds ?? [])])
  const found = [...read]
    .filter(([kind]) => kinds.has(kind))
    .toSorted(([, a], [, b]) => b.at - a.at)
    .slice(0, 3)
    .map(([kind, { count, at }]): StepReason => ({ code: 'read', kind, count, at }))
  return found.length > 0 ? found : [{ code: 'read_nothing' }]
}

/** Their latest request that none of ours has answered since. */
function openRequest({ events, now }: NextStepInput): StepEvent | null {
  for (const event of events.toReversed()) {
    if (answers.has(event.name)) return null
    if (Object.hasOwn(requestKinds, event.name)) return now - event.time <= requestLives ? event : null
  }
  return null
}

function openMeeting({ events, now }: NextStepInput): StepEvent | null {
  for (const event of events.toReversed()) {
    if (endsMeeting.has(event.name)) return null
    if (event.name === 'meeting_booked') return now - event.time <= meetingLives ? event : null
  }
  return null
}

function needOf(kind: string, why: Need['why'], read: Consumed): Need {
  return { kind, why, read: read.get(kind) ?? null }
}

function all(stage: Stage | null, read: Consumed): Need[] {
  return (stage?.contentKinds ?? []).map((kind) => needOf(kind, 'here', read))
}

function unread(stage: Stage | null, why: Need['why'], read: Consumed): Need[] {
  return (stage?.contentKinds ?? []).filter((kind) => !read.has(kind)).map((kind) => needOf(kind, why, read))
}

/** Kinds that the blueprint knows, each once, at most `limit`. */
function chosen({ contentKinds }: Blueprint, needs: readonly Need[], limit: number): Need[] {
  const seen = new Set<string>()
  return needs
    .filter(({ kind }) => contentKinds.some((one) => one.id === kind) && !seen.has(kind) && seen.add(kind))
    .slice(0, limit)
}

/** Questions by the stage in hand: the lifecycle says who talks to them, the journey what about. */
function playbookOf(
  { playbooks }: Blueprint,
  lifecycle: StageModel | undefined,
  standing: Standing | undefined,
  here: Stage | null,
): string | null {
  const stage = lifecycle?.stages.find((one) => one.id === standing?.stage)
  const wanted = [here?.playbook, stage?.playbook]
  return wanted.find((id) => id !== undefined && playbooks.some((playbook) => playbook.id === id)) ?? null
}

function reachOf({ email, consent }: NextStepInput): NextStep['reach'] {
  if (!email) return 'pages'
  return consent === 'granted' ? 'mail' : consent === 'withdrawn' ? 'no_mail' : 'ask_consent'
}
