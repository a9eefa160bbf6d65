import { randomUUIDv7 } from 'node:crypto'
import { deniedDeal } from '#actions/deal/access.ts'
import { checkedFields } from '#actions/deal/fields.ts'
import { loadDeal, type OpenDeal } from '#actions/deal/load.ts'
import { recordDeals, withdrawFromDeals, type DealChange, type DealEntry } from '#actions/deal/write.ts'
import { moveEntries } from '#actions/deal-move.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { actorName, requirePermission, writeVerb, type Verb, type VerbCall } from '#actions/verb.ts'
import {
  dealBulkId,
  dealBulkInput,
  type DealBulkAction,
  type DealBulkDone,
  type DealBulkUndone,
} from '#contract/deal-board.ts'
import { ok, refuse, type Problem, type Result } from '#contract/problem.ts'
import type { DealFields } from '#core/deal/event.ts'
import { bulkEvents, bulkMessage } from '#store/deal/bulk.ts'
import { lockDeals } from '#store/deal/read.ts'

type Answer = DealBulkDone['answers'][number]

/**
 * Does one thing to many deals: each is answered by itself, those that may not, or whose gates are not met, are left as
 * they are. All of it is taken back by its id.
 */
export const changeDeals: Verb<DealBulkDone> = writeVerb({
  permission: 'deal.write',
  input: dealBulkInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const bulk = input.bulk ?? randomUUIDv7()
    const others = await bulkEvents(db, workspaceId, bulk)
    if (others.some(({ by }) => by !== actorName(actor))) {
      return refuse('conflict', 'This belongs to something else that was done. Begin anew.')
    }
    await lockDeals(
      db,
      workspaceId,
      input.deals.map(({ id }) => id),
    )
    const answers: Answer[] = []
    const changes: DealChange[] = []
    for (const { id, revision } of input.deals) {
      if (answers.some((one) => one.id === id)) continue
      const found = await loadDeal(db, workspaceId, id, now)
      const name = found.ok ? found.value.head.name : null
      const decided = found.ok ? await decide(call, found.value, revision, input.action) : gone
      if (!decided.ok) return decided
      const { answer, gates, entries } = decided.value
      answers.push({ id, name, answer, gates })
      if (answer !== 'done') continue
      // sent again, it counts once
      const named = entries.map((entry, index) => ({ ...entry, messageId: bulkMessage(bulk, id, index) }))
      changes.push({ dealId: id, entries: named })
    }
    if (changes.length > 0) {
      const history = await histories.of(db, workspaceId)
      await recordDeals({ db, workspaceId, history, now }, changes, saidBy(actor), { importId: bulk })
    }
    return ok({ bulk, answers })
  },
  audit: ({ bulk, answers }, { action }) => ({
    verb: 'deal.bulk',
    subject: `bulk:${bulk}`,
    detail: { ...action, deals: answers.filter(({ answer }) => answer === 'done').length },
  }),
})

/** Takes back what was done to many deals at once; deals that have moved again since keep their move. */
export const undoDealBulk: Verb<DealBulkUndone> = writeVerb({
  permission: 'deal.write',
  input: dealBulkId,
  async run({ db, workspaceId, actor, input, now }) {
    const events = await bulkEvents(db, workspaceId, input.id)
    if (events.length === 0) return refuse('not_found', 'Nothing stands that was done to many deals under this id.')
    const mine = events.every(({ by }) => by === actorName(actor))
    const denied = mine ? null : requirePermission(actor, 'deal.write_any')
    if (denied) return denied
    const standing = events.filter(({ movedSince }) => !movedSince)
    if (standing.length === 0) return refuse('conflict', 'All of these deals have moved again since.')
    await lockDeals(
      db,
      workspaceId,
      standing.map(({ dealId }) => dealId),
    )
    const history = await histories.of(db, workspaceId)
    const folded = await withdrawFromDeals(
      { db, workspaceId, history, now },
      standing.map(({ id }) => id),
    )
    return ok({ bulk: input.id, deals: folded.size })
  },
  audit: ({ bulk, deals }) => ({ verb: 'deal.bulk_undo', subject: `bulk:${bulk}`, detail: { deals } }),
})

interface Decided {
  answer: Answer['answer']
  gates: Answer['gates']
  entries: DealEntry[]
}

const answered = (answer: Answer['answer'], gates: Answer['gates'] = []) => ok<Decided>({ answer, gates, entries: [] })
const gone = answered('gone')

/** What is to be said of one deal, or why nothing is; refused only where no deal could be changed that way. */
async function decide(
  call: VerbCall<unknown>,
  found: OpenDeal,
  revision: number,
  action: DealBulkAction,
): Promise<Result<Decided>> {
  const { deal, head } = found
  if (deniedDeal(call.actor, head)) return answered('forbidden')
  if (head.revision !== revision) return answered('outdated')
  if (action.kind === 'move') {
    const { kind: _, ...move } = action
    if (
      move.pipeline === deal.pipeline &&
      (move.stage ?? null) === deal.stage &&
      (move.outcome ?? null) === deal.outcome
    )
      return answered('same')
    const entries = await moveEntries(call, found, { ...move, override: false })
    return entries.ok
      ? ok({ answer: 'done', gates: [], entries: entries.value })
      : notMoved(found, move, entries.problem)
  }
  const asked = fieldsOf(action, deal.fields)
  if (asked === null) return answered('same')
  const fields = await checkedFields(call.db, call.workspaceId, asked, deal.fields)
  if (!fields.ok) return fields
  return ok({ answer: 'done', gates: [], entries: [{ kind: 'changed', data: { fields: fields.value } }] })
}

/** What an action sets; null where it is so already. */
function fieldsOf(
  action: Exclude<DealBulkAction, { kind: 'move' }>,
  now: DealFields,
): Pick<DealFields, 'ownerId' | 'closeDate' | 'tags'> | null {
  if (action.kind === 'owner') {
    const same =
      (now.ownerId ?? null) === action.ownerId && (action.ownerId !== null || (now.ownerName ?? null) === null)
    return same ? null : { ownerId: action.ownerId }
  }
  if (action.kind === 'close') {
    return (now.closeDate ?? null) === action.closeDate ? null : { closeDate: action.closeDate }
  }
  const tags = now.tags ?? []
  if (tags.includes(action.tag) === action.on) return null
  return { tags: action.on ? [...tags, action.tag] : tags.filter((tag) => tag !== action.tag) }
}

function notMoved({ setting }: OpenDeal, { pipeline }: { pipeline: string }, problem: Problem): Result<Decided> {
  const paths = (problem.fields ?? []).map(({ path }) => path)
  if (paths.includes('reason')) return answered('reason')
  const missed = paths.filter((path) => path.startsWith('gate.')).map((path) => path.slice('gate.'.length))
  if (missed.length === 0) return { ok: false, problem }
  const model = setting.history.current.blueprint.models.find(({ id }) => id === pipeline)
  const gates = (model?.stages ?? []).flatMap((stage) => stage.gates ?? []).filter(({ id }) => missed.includes(id))
  const named = new Map(gates.map(({ id, name }) => [id, name]))
  return answered('gates', [...named.values()])
}
