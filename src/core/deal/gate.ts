import type { Gate, StageModel } from '#core/blueprint.ts'
import { recordOfSale } from '#core/blueprint/record-of-sale.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'

/** What gates ask beside the deal itself: facts that other features keep. */
export interface GateFacts {
  meetingBooked: boolean
  meetingAttended: boolean
  proposalSent: boolean
  proposalAccepted: boolean
  /** proofs asked for and not given yet */
  proofsOwed: number
}

export interface GateState extends Gate {
  stage: string
  met: boolean
}

/**
 * The gates between where a deal stands and where it is to go: those of its stage and of each it would skip. Going back,
 * or out of the order without a win, asks nothing; coming back from an outcome begins before the first stage. A win asks for
 * the record of the sale even where the blueprint has no gate for it.
 */
export function gatesTo(
  model: StageModel,
  deal: FoldedDeal,
  facts: GateFacts,
  to: { stage?: string; outcome?: string; wins: boolean },
): GateState[] {
  const from = deal.stage === null ? -1 : model.stages.findIndex((stage) => stage.id === deal.stage)
  const target =
    to.stage === undefined ? (to.wins ? model.stages.length : -1) : model.stages.findIndex((s) => s.id === to.stage)
  if (target <= from) return []
  const passed = model.stages.slice(Math.max(from, 0), target)
  const asked = passed.flatMap((stage) => (stage.gates ?? []).map((gate) => ({ ...gate, stage: stage.id })))
  if (to.wins && deal.status !== 'won' && asked.every(({ need }) => need !== 'signed')) {
    asked.push({ ...recordOfSale, stage: passed.at(-1)?.id ?? '' })
  }
  return asked.map((gate) => ({ ...gate, met: isMet(gate, deal, facts) }))
}

/** Whether what a gate asks for is so. */
export function isMet({ id, need }: Gate, deal: FoldedDeal, facts: GateFacts): boolean {
  const { fields, people, bant, checks, signed, openSince } = deal
  if (need === 'amount') return typeof fields.amountMinor === 'number' && fields.amountMinor > 0
  if (need === 'close_date') return typeof fields.closeDate === 'string'
  if (need === 'company') return typeof fields.accountId === 'string'
  if (need === 'decision_maker') return people.some(({ roles }) => roles.includes('decision_maker'))
  if (need === 'two_people') return people.length >= 2
  if (need === 'budget' || need === 'authority' || need === 'need' || need === 'timing') return bant[need]?.met === true
  if (need === 'meeting_booked') return facts.meetingBooked
  if (need === 'meeting_attended') return facts.meetingAttended
  if (need === 'proposal_sent') return facts.proposalSent
  if (need === 'proposal_accepted') return facts.proposalAccepted
  if (need === 'proofs_given') return facts.proofsOwed === 0
  // what was sold before it was opened again is another sale
  if (need === 'signed') return signed !== null && signed.at >= openSince
  return checks[id] !== undefined || checks[need] !== undefined
}
