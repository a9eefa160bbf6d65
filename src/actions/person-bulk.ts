import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { checkedMove } from '#actions/person-move.ts'
import type { Actor } from '#actions/actor.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { bulkInput, type BulkAction, type BulkDone } from '#contract/person-bulk.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { Event } from '#core/event.ts'
import { addToBulk, factsOf, fileUnder, presentPeople, standingsOf } from '#store/person-bulk.ts'

/** Facts that are found out and not told: an address is an identifier, its kind follows from it. */
const notByHand: ReadonlySet<string> = new Set(['email', 'mailKind', 'domain', '__proto__', 'constructor'])

/** What makes the event of somebody; and who is there already. */
interface Doing {
  there: ReadonlySet<string>
  eventOf(personId: string): Event
}

/** Does one thing to many people: an event each, folded like any other, in one transaction with the audit. */
export const changePeople: Verb<BulkDone> = writeVerb({
  permission: 'person.bulk',
  input: bulkInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { action } = input
    if (action.kind === 'move') {
      const denied = requirePermission(actor, 'person.move')
      if (denied) return denied
    }
    const history = await histories.of(db, workspaceId)
    const people = await presentPeople(db, workspaceId, input.ids)
    const doing = await prepare(db, workspaceId, { action, actor, people, blueprint: history.current.blueprint, now })
    if (!doing.ok) return doing
    const changed = people.filter((id) => !doing.value.there.has(id))
    const bulk = input.bulk ?? randomUUIDv7()
    const by = actorName(actor)
    if (!(await addToBulk(db, workspaceId, { id: bulk, action, people: changed.length, by, at: now }))) {
      return refuse('conflict', 'This belongs to something else that was done, or was undone already. Begin anew.')
    }
    if (changed.length > 0) {
      const items = changed.map((about) => ({ event: doing.value.eventOf(about), about }))
      await foldBatch(withinTransaction({ db, workspaceId, history, now }), items, () => {})
      await fileUnder(
        db,
        workspaceId,
        items.map(({ event }) => event.messageId),
        bulk,
      )
    }
    return ok({ bulk, changed: changed.length, skipped: input.ids.length - changed.length })
  },
  audit: ({ bulk, changed }, { action }) => ({ subject: `bulk:${bulk}`, detail: { ...action, people: changed } }),
})

interface Given {
  action: BulkAction
  actor: Actor
  people: readonly string[]
  blueprint: Blueprint
  now: number
}

async function prepare(db: PoolClient, workspaceId: string, given: Given): Promise<Result<Doing>> {
  const { action, actor, people, blueprint, now } = given
  if (action.kind === 'fact') {
    const { fact } = action
    if (notByHand.has(fact)) return refuse('invalid', `fact: ${fact} follows from events and cannot be set by hand.`)
    const value = action.value === '' ? null : action.value
    const known = await factsOf(db, workspaceId, people, 'facts', fact)
    const there = people.filter((id) => (value === null ? !known.has(id) : known.get(id) === value))
    const more = { name: 'profile_updated', object: fact, props: saidBy(actor), traits: { [fact]: value } }
    return ok({ there: new Set(there), eventOf: (id) => ownFact('field', id, now, more) })
  }
  if (action.kind === 'list') {
    const { list, on } = action
    if (list === '__proto__') return refuse('invalid', 'list: give it another name.')
    const known = await factsOf(db, workspaceId, people, 'lists', list)
    const props = { list, ...saidBy(actor) }
    const more = { name: on ? 'list_added' : 'list_removed', object: list, props, traits: null }
    return ok({
      there: new Set(people.filter((id) => known.has(id) === on)),
      eventOf: (id) => ({ ...ownFact('field', id, now, more), type: 'track' }),
    })
  }
  const { kind: _, ...move } = action
  const asked = checkedMove(blueprint, move)
  if (!asked.ok) return asked
  const { model } = asked.value
  const standing = await standingsOf(db, workspaceId, people, model)
  const there = people.filter((id) =>
    action.stage === undefined
      ? standing.get(id)?.outcome === action.outcome
      : standing.get(id)?.stage === action.stage && standing.get(id)?.outcome === null,
  )
  const more = { name: 'stage_set', object: model, props: { ...asked.value, ...saidBy(actor) }, traits: null }
  return ok({ there: new Set(there), eventOf: (id) => ownFact('move', id, now, more) })
}
