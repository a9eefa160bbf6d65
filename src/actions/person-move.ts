import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { personMoveInput, type PersonMoved } from '#contract/person-verbs.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { JsonObject } from '#core/json.ts'
import { closingOf, findPerson, standingOf, takeUpHandoffs } from '#store/person-read.ts'
import type { z } from 'zod'

type Move = z.output<typeof personMoveInput>

/** Moves somebody by hand: the event `stage_set`, through the flow like any other, in one transaction with the audit. */
export const movePerson: Verb<PersonMoved> = writeVerb({
  permission: 'person.move',
  input: personMoveInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const history = await histories.of(db, workspaceId)
    const asked = checkedMove(history.current.blueprint, input)
    if (!asked.ok) return asked
    const before = await standingOf(db, workspaceId, person.id, asked.value.model)
    const { stage, outcome } = input
    const there = stage === undefined ? before?.outcome === outcome : before?.stage === stage && input.newPass !== true
    if (before && there) return refuse('conflict', `They are in ${stage ?? outcome} already.`)

    const event = ownFact('move', person.id, now, {
      name: 'stage_set',
      object: asked.value.model,
      props: { ...asked.value, ...saidBy(actor) },
      traits: null,
    })
    const items = [{ event, about: person.id }]
    // whoever moves somebody along the lifecycle has taken up what waited for it
    const taken = asked.value.model === history.current.blueprint.lifecycle
    await lockPersons(db, [person.id])
    if (taken && (await takeUpHandoffs(db, workspaceId, person.id, event.messageId, now)) > 0) {
      const closed = { name: 'handoff_closed', object: asked.value.model, props: saidBy(actor), traits: null }
      items.push({
        event: { ...ownFact('move', person.id, now, closed), messageId: closingOf(event.messageId) },
        about: person.id,
      })
    }
    await foldBatch(withinTransaction({ db, workspaceId, history, now }), items, () => {})
    const after = await standingOf(db, workspaceId, person.id, asked.value.model)
    const arrived = stage === undefined ? after?.outcome === outcome : after?.stage === stage
    if (!after || !arrived) {
      return refuse('conflict', 'The move did not hold: somebody else changed this person just now. Look again.')
    }
    return ok({ id: person.id, model: asked.value.model, ...after, messageId: event.messageId })
  },
  audit: ({ id, model, stage, outcome, messageId }, { reason }) => ({
    subject: `person:${id}`,
    detail: { model, stage, outcome, messageId, ...(reason ? { reason } : {}) },
  }),
})

/** The move as the event's properties, if the blueprint in force knows it. */
export function checkedMove(blueprint: Blueprint, input: Omit<Move, 'id'>): Result<{ model: string } & JsonObject> {
  const { stage, outcome, reason, newPass } = input
  const id = input.model ?? blueprint.lifecycle
  const models = blueprint.models.filter((one) => one.subject === 'person')
  const model = models.find((one) => one.id === id)
  if (!model) return wrong('model', `There is no person model ${id}; there are ${listed(models)}.`)
  if ((stage === undefined) === (outcome === undefined)) {
    return wrong('stage', 'Give either a stage or an outcome.')
  }
  if (stage !== undefined && !model.stages.some((one) => one.id === stage)) {
    return wrong('stage', `${id} has no stage ${stage}; it has ${listed(model.stages)}.`)
  }
  const into = model.outcomes.find((one) => one.id === outcome)
  if (outcome !== undefined && !into) {
    return wrong('outcome', `${id} has no outcome ${outcome}; it has ${listed(model.outcomes) || 'none'}.`)
  }
  if (into?.reasons) {
    const known = blueprint.reasons.filter((one) => one.for.includes(into.id))
    if (reason === undefined || (known.length > 0 && !known.some((one) => one.id === reason))) {
      return wrong('reason', `${into.id} needs a reason${known.length > 0 ? `: one of ${listed(known)}` : ''}.`)
    }
  }
  return ok({
    model: id,
    ...(stage === undefined ? {} : { stage }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { reason }),
    ...(newPass === undefined ? {} : { newPass }),
  })
}

function wrong(path: string, message: string) {
  return refuse('invalid', `${path}: ${message}`, { fields: [{ path, message }] })
}

function listed(list: readonly { id: string }[]): string {
  return list.map((one) => one.id).join(', ')
}
