import type { Condition, Duration, EventCondition } from '#core/rule.ts'
import type { TitleMap } from '#core/title/title.ts'

/** Text in the languages of the product. A missing language falls back to English. */
export interface Text {
  en: string
  ko?: string
  ru?: string
}

export type Band = 'TOFU' | 'MOFU' | 'BOFU' | 'CUSTOMER'
export type Subject = 'person' | 'account' | 'deal'

/** The go-to-market as one validated, versioned document (DESIGN: blueprint). */
export interface Blueprint {
  schema: 1
  name: Text
  /** the model that lists, home and hand-offs use */
  lifecycle: string
  models: StageModel[]
  scores: Scores
  personas: Persona[]
  icp: Icp
  /** what job titles say of seniority and function; absent: nothing is read from them */
  titles?: TitleMap
  contentKinds: ContentKind[]
  content: ContentRule[]
  reasons: Reason[]
  playbooks: Playbook[]
}

export interface StageModel {
  id: string
  name: Text
  about: Text
  subject: Subject
  shape: 'line' | 'circle' | 'hourglass'
  /** at most 12, in order */
  stages: Stage[]
  outcomes: Outcome[]
  back: BackRule[]
  /** asked before anyone advances into `before` or later; the first that holds turns them away */
  diverts: Divert[]
}

export interface Stage {
  id: string
  name: Text
  band: Band[]
  /** who looks after people in it: marketing, sdr, sales, success … */
  owner: Text
  goal: Text
  /** who enters, for people; `entry` is the rule */
  enters: Text
  sends: Text
  leaves: Text
  buyerStep: Text
  agreed: { by: string; on: string } | null
  /** null: entered only by hand (stage_set) */
  entry: Condition | null
  /** two ways into one stage (Suspect and Prospect): the first that holds names the door */
  doors?: { id: string; name: Text; when: Condition }[]
  contentKinds: string[]
  playbook?: string
  /** entering it opens a hand-off for this team, or to the account's owner */
  handoff?: 'sdr' | 'sales' | 'success' | 'account_owner'
  /** deals: chance of being won, between 0 and 1, until history can say */
  probability?: number
  /** deals: what must be so before one may go on from here */
  gates?: Gate[]
  /** deals: entering it is the win (a signature or payment was recorded) */
  won?: true
  /** deals: what standing here makes of the buying group in the lifecycle */
  lifecycle?: string
}

/** What a gate asks for. `ticked`: a colleague says that it is so. */
export const gateNeeds = [
  'amount',
  'close_date',
  'company',
  'decision_maker',
  'two_people',
  'budget',
  'authority',
  'need',
  'timing',
  'can_win',
  'want_to_win',
  'should_pursue',
  'meeting_booked',
  'meeting_attended',
  'proposal_sent',
  'proposal_accepted',
  'proofs_given',
  'signed',
  'ticked',
] as const
export type GateNeed = (typeof gateNeeds)[number]

export interface Gate {
  id: string
  name: Text
  need: GateNeed
}

/** Where one leaves the order: won, lost, disqualified, recycled … */
export interface Outcome {
  id: string
  name: Text
  /** a reason must be given */
  reasons: boolean
  /** deals: this way out is the win */
  won?: true
}

/** The only ways back (DESIGN: stage). `by_hand` needs no rule: it is the event stage_set. */
export type BackKind =
  | 'consent_withdrawn'
  | 'disqualified'
  | 'returned_by_sales'
  | 'score_fell'
  | 'does_not_fit'
  | 'lost'
  | 'churned'
  | 'round_again'

export interface BackRule {
  id: string
  kind: BackKind
  /** stages it applies to; 'any' also applies inside outcomes named in `fromOutcomes` */
  from: string[] | 'any'
  fromOutcomes?: string[]
  when: Condition
  /** the stage one falls back to; absent: out of the order, into `outcome`, until stage_set or another rule */
  to?: string
  /** recorded as `leftTo` of the interval that ends */
  outcome?: string
  /** a new lap starts (recycle, re-open, round again) */
  newPass: boolean
}

export interface Divert {
  id: string
  when: Condition
  /** applies to advances into this stage or a later one */
  before: string
  /** leave the order into this outcome (disqualified), or stay where they are */
  outcome?: string
  reason: string
  /** a hand-off instead: an existing customer goes to the account's owner as an upsell or churn signal */
  handoff?: 'sdr' | 'sales' | 'success' | 'account_owner'
}

export interface Scores {
  engagement: { halfLife: Duration; rules: EngagementRule[] }
  fit: { rules: FitRule[] }
  /** total at or past it: tagged for sales */
  threshold: number
  /** engagement at or past it counts as intent */
  intent: number
  /** lower bounds of the grid's letters and digits, best first: A, B, C (else D) and 1, 2, 3 (else 4) */
  grid: { fit: [number, number, number]; engagement: [number, number, number] }
}

/** Points for something a human did. */
export interface EngagementRule {
  id: string
  name: Text
  on: EventCondition
  /** asked of the person at that moment; may name the journey stage, never scores */
  when?: Condition
  /** positive, at most two decimals */
  points: number
  /** most undecayed points per calendar day or week of the workspace's zone; the award that crosses it is clipped */
  cap?: { points: number; per: 'day' | 'week' }
  repeat: 'every' | 'once' | 'once_per_object' | 'once_per_day'
}

/** Points, or a penalty, for what is known. Reads facts only; no decay. */
export interface FitRule {
  id: string
  name: Text
  when: Condition
  points: number
}

export interface Persona {
  id: string
  name: Text
  about: Text
  /** reads facts only */
  when: Condition
}

export interface Icp {
  name: Text
  about: Text
  /** reads facts only */
  when: Condition
}

export interface ContentKind {
  id: string
  name: Text
  bands: Band[]
  /** id of the journey stage that reading it speaks for, if any */
  journey: string | null
}

/** Which object is of which kind: the first match wins. Patterns use `*` for any run of characters. */
export interface ContentRule {
  path: string
  kind: string
}

export interface Reason {
  id: string
  name: Text
  /** outcome ids or back kinds it may be given for */
  for: string[]
}

export interface Playbook {
  id: string
  name: Text
  band: Band
  about: Text
  questions: Text[]
}

/** One applied version. `appliedAt` in epoch ms; the first is in force for all time before it too. */
export interface BlueprintVersion {
  version: number
  appliedAt: number
  blueprint: Blueprint
}
