import type { Held } from '#core/fold/condition.ts'
import type { BackKind } from '#core/blueprint.ts'

/** Why somebody entered or left a stage. */
export interface Cause {
  kind: 'entry' | 'by_hand' | 'divert' | 'blueprint' | BackKind
  /** id of the back rule or divert, if one moved them */
  rule: string | null
  /** the event that did it, or null when time alone did */
  messageId: string | null
  /** the leaves of the rule that held, with the values they read */
  holds: Held[]
}

export interface Enter {
  op: 'enter'
  model: string
  pass: number
  stage: string
  visit: number
  door: string | null
  at: number
  version: number
  cause: Cause
}

export interface Leave {
  op: 'leave'
  model: string
  pass: number
  stage: string
  visit: number
  at: number
  /** the stage or outcome it was left for; null when the model itself went */
  to: string | null
  reason: string | null
  cause: Cause
}

/** First evidence of each stage of one pass: what cohort funnels read. */
export interface Reach {
  op: 'reach'
  model: string
  pass: number
  /** epoch ms by place of the stage; null where not reached */
  at: (number | null)[]
  /** bit k: stage k was reached without evidence of its own */
  imputed: number
  outcome: string | null
  outcomeAt: number | null
}

/** Somebody should look after this person now. */
export interface Handoff {
  op: 'handoff'
  model: string
  team: 'sdr' | 'sales' | 'success' | 'account_owner'
  stage: string | null
  reason: string
  at: number
  /** the event that did it, or null when time alone did */
  messageId: string | null
  /** names the cause once and for all, for idempotency */
  cause: string
}

export type Op = Enter | Leave | Reach | Handoff

/** Points given. A new version gives all points anew, so that the lines of the version in force make the score. */
export interface AwardLine {
  rule: string
  version: number
  messageId: string
  time: number
  points: number
}
