import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { takeHandoff } from '#actions/handoff/load.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { handoffReturnInput, type HandoffAnswered } from '#contract/handoff.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { answerHandoff } from '#store/handoff.ts'

/** Gives somebody back to nurture, with a reason of the managed list: `lead_returned`, which recycles them. */
export const returnHandoff: Verb<HandoffAnswered> = writeVerb({
  permission: 'handoff.answer',
  input: handoffReturnInput,
  async run({ db, workspaceId, actor, input, now }) {
    const taken = await takeHandoff(db, workspaceId, actor, input.id)
    if (!taken.ok) return taken
    const handoff = taken.value
    if (handoff.state !== 'open') return refuse('conflict', 'This hand-off was answered already. Look again.')
    if (!returnable(handoff.team))
      return refuse('conflict', 'A customer is not given back to nurture; pass them on to a colleague instead.')
    const history = await histories.of(db, workspaceId)
    const reasons = returnReasons(history.current.blueprint)
    if (!reasons.some(({ id }) => id === input.reason)) {
      const message = `needs one of ${reasons.map(({ id }) => id).join(', ')}`
      return refuse('invalid', `reason: ${message}.`, { fields: [{ path: 'reason', message }] })
    }
    const note = input.note === undefined || input.note === '' ? null : input.note
    const event = ownFact('move', handoff.personId, now, {
      name: 'lead_returned',
      object: history.current.blueprint.lifecycle,
      props: { reason: input.reason, ...(note === null ? {} : { note }), ...saidBy(actor), handoff: handoff.id },
      traits: null,
    })
    const by = actor.kind === 'key' ? actorName(actor) : actor.name
    const answer = { answer: 'returned' as const, messageId: event.messageId, by, reason: input.reason, note, at: now }
    await answerHandoff(db, workspaceId, handoff, answer)
    await foldBatch(
      withinTransaction({ db, workspaceId, history, now }),
      [{ event, about: handoff.personId }],
      () => {},
    )
    return ok({ id: handoff.id, personId: handoff.personId, messageId: event.messageId, task: null })
  },
  audit: ({ id, personId, messageId }, { reason }) => ({
    verb: 'handoff.return',
    subject: `person:${personId}`,
    detail: { handoff: id, reason, messageId },
  }),
})

/** Whom a team may give back: those who are not customers yet. */
export function returnable(team: string | null): boolean {
  return team !== 'success' && team !== 'account_owner'
}

/** The managed reasons for which somebody is given back. */
export function returnReasons({ reasons }: Blueprint): { id: string; name: Blueprint['name'] }[] {
  return reasons
    .filter((one) => one.for.includes('returned_by_sales') || one.for.includes('recycled'))
    .map(({ id, name }) => ({ id, name }))
}
