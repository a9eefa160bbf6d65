import type { JsonObject } from '#core/json.ts'

/** Roles of a buying group (FIELD: decision-making unit). */
export const buyingRoles = ['decision_maker', 'champion', 'user', 'finance', 'technical', 'legal', 'blocker'] as const
export type BuyingRole = (typeof buyingRoles)[number]

export const stances = ['supports', 'neutral', 'against', 'unknown'] as const
export type Stance = (typeof stances)[number]

export const bantLetters = ['budget', 'authority', 'need', 'timing'] as const
export type BantLetter = (typeof bantLetters)[number]

/** How sure an answer is: they said so, we conclude it, somebody guesses. */
export const confidences = ['said', 'concluded', 'guessed'] as const
export type Confidence = (typeof confidences)[number]

/** Facts of a deal that people fill in. A value sets, null clears, absence keeps. */
export interface DealFields {
  name?: string
  accountId?: string | null
  ownerId?: string | null
  /** also of an owner who has no account here, or has left */
  ownerName?: string | null
  team?: string | null
  /** minor units of `currency` */
  amountMinor?: number | null
  currency?: string | null
  /** YYYY-MM-DD in the workspace's zone */
  closeDate?: string | null
  source?: string | null
  campaign?: string | null
  renewalDate?: string | null
  whyUs?: string | null
  tags?: string[]
  competitors?: string[]
  links?: { url: string; label: string }[]
  products?: { id: string; quantity: number; priceMinor: number | null }[]
  /** merged key by key; null clears one */
  custom?: JsonObject
}

/**
 * Where a stage is known from that nobody moved here: a row of a stage history, or a list of deals that only says how they
 * stand. What a list implies gives way to history, up to its last row.
 */
export type StageSource = 'history' | 'list'

/** What may be said of a deal: `data` by kind. */
export interface DealFacts {
  opened: {
    pipeline: string
    stage: string
    /** imports of deals that stood outside the order from the first that is known of them */
    outcome?: string
    fields: DealFields
    evidence?: JsonObject
    externalId?: string
    from?: StageSource
  }
  /** to a stage or an outcome; another pipeline begins a pass there */
  moved: {
    pipeline: string
    stage?: string
    outcome?: string
    reason?: string
    note?: string
    newPass?: boolean
    /** gates that were not met, where a manager let it through */
    overrode?: string[]
    from?: StageSource
  }
  /** `openedAt`: another system knows that it was opened then, earlier than what is told of its stages */
  changed: { fields: DealFields; openedAt?: number }
  person_set: { person: string; roles: BuyingRole[]; stance: Stance; note: string | null }
  person_removed: { person: string }
  /** a word of theirs, or a deed of ours: what the clocks read */
  touched: {
    side: 'theirs' | 'ours'
    what: 'call' | 'mail' | 'meeting' | 'message' | 'proposal' | 'document' | 'visit' | 'other'
    /** e.g. talked, no_answer, voicemail, attended, missed, opened, replied */
    outcome?: string
    person?: string
    note?: string
    seconds?: number
    /** id of the task, meeting or proposal that it belongs to */
    ref?: string
  }
  noted: { body: string }
  /** a gate ticked by hand, or one of the three verification questions answered */
  checked: { gate: string; done: boolean; note?: string }
  /** an answer for BANT; `question` as it was asked */
  answered: {
    letter: BantLetter
    answer: string
    question?: string
    playbook?: string
    person?: string
    /** call, mail, meeting, form, research */
    source: string
    confidence: Confidence
    /** the letter is met by it; false: asked, and the answer is no */
    met: boolean
  }
  /** the proof of the sale */
  signed: { what: 'purchase_order' | 'contract' | 'payment'; reference: string | null }
  /** a lost deal goes back to nurture; its people are told */
  recycled: { reason: string; until?: string; note?: string }
  /** what another feature says of it: shown in the timeline under `name`, folded by nobody */
  said: { name: string; ref?: string; person?: string; text?: string; detail?: JsonObject }
}

export type DealKind = keyof DealFacts

/** Epoch ms; totally ordered by (at, id). */
export type DealEvent = {
  [Kind in DealKind]: {
    id: string
    at: number
    kind: Kind
    data: DealFacts[Kind]
    by: JsonObject
  }
}[DealKind]
