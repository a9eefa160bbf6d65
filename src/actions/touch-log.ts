import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { takeTask, taskNow } from '#actions/task/load.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import { triedSoFar } from '#actions/touch-context.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { touchInput, type TouchDone } from '#contract/task.ts'
import { isOurs, isOutcome, reached, touchEvent, touchOutcomes } from '#core/task/task.ts'
import { groupsOf } from '#store/deal/read.ts'
import { findPerson } from '#store/person-read.ts'
import { keepNextSteps, lockTasks, saveTask } from '#store/task.ts'
import { insertTouch } from '#store/touch.ts'
import type { z } from 'zod'

type Touch = z.output<typeof touchInput>

/**
 * Logs a call, mail or meeting with what came of it: to the deal when one is concerned (which tells its people), else to
 * the person, as the fact that the flow folds. The task that it does is done, the next step is set, all or nothing.
 */
export const logTouch: Verb<TouchDone> = writeVerb({
  permission: 'touch.write',
  input: touchInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const at = input.at === undefined ? now : Date.parse(input.at)
    if (!isOutcome(input.kind, input.outcome))
      return refuse('invalid', `outcome: of a ${input.kind} comes one of ${touchOutcomes[input.kind].join(', ')}.`)
    if (at > now) return refuse('invalid', 'at: this is in the future; plan it as a task or a meeting.')
    const person = input.personId === undefined ? null : await findPerson(db, workspaceId, input.personId)
    if (input.personId !== undefined && !person) return refuse('invalid', 'personId: There is no such person here.')
    const place = await taskPlace(db, workspaceId, now)
    const before = await triedSoFar(db, place, person?.id ?? null, input.dealId ?? null)

    const written = await writeTouch(call, person?.id ?? null, at)
    if (!written.ok) return written
    pipeline(db, false)
    const done = input.taskId === undefined ? null : await doTask(call, input.taskId)
    if (done && !done.ok) return done
    const by = actor.kind === 'key' ? actorName(actor) : actor.name
    const assignee = actor.kind === 'user' ? { id: actor.userId, name: actor.name } : null
    const nextId = input.next
      ? await openTask(db, place, {
          ...input.next,
          personId: person?.id ?? null,
          dealId: input.dealId ?? null,
          assignee,
          attempt: input.next.attempt ?? null,
          source: input.next.attempt === undefined ? 'hand' : 'plan',
          by,
          byId: actorName(actor),
        })
      : null
    const isReached = reached(input.outcome)
    const attempt = isOurs(input.kind, input.outcome) && input.kind !== 'meeting' ? before.done + 1 : null
    const id = randomUUIDv7()
    await insertTouch(
      db,
      workspaceId,
      {
        id,
        personId: person?.id ?? null,
        dealId: input.dealId ?? null,
        kind: input.kind,
        outcome: input.outcome,
        reached: isReached,
        ours: isOurs(input.kind, input.outcome),
        attempt,
        note: input.note ?? null,
        at,
        byId: actorName(actor),
        byName: by,
        taskId: input.taskId ?? null,
        nextTaskId: nextId,
        ...written.value,
      },
      now,
    )
    return ok({
      id,
      attempt,
      of: place.followUp.plan.length,
      done: input.taskId === undefined ? null : await taskNow(db, place, input.taskId, actor),
      next: nextId === null ? null : await taskNow(db, place, nextId, actor),
    })
  },
  audit: ({ id }, { kind, outcome, personId, dealId }) => ({
    verb: 'touch.log',
    subject: dealId === undefined ? `person:${personId}` : `deal:${dealId}`,
    detail: { touch: id, kind, outcome },
  }),
})

interface Call {
  db: PoolClient
  workspaceId: string
  actor: Actor
  input: Touch
  now: number
}

/** What it says to the deal and to the person, and by which events it can be taken back. */
async function writeTouch(
  call: Call,
  personId: string | null,
  at: number,
): Promise<Result<{ messageId: string | null; dealEventIds: string[] }>> {
  const { db, workspaceId, actor, input, now } = call
  const { dealId } = input
  let member: string | undefined
  let dealEventIds: string[] = []
  if (dealId !== undefined) {
    const found = await takeDeal(call, dealId)
    if (!found.ok) return found
    const group = (await groupsOf(db, workspaceId, [dealId])).get(dealId) ?? []
    member = group.find((one) => one.personId === personId)?.saidId
    const entries = entriesOf(input, member, at)
    const recorded = await recordDeals(found.value.setting, [{ dealId, entries }], saidBy(actor))
    dealEventIds = recorded.get(dealId)?.eventIds ?? []
  }
  // whoever belongs to the deal has heard of it through the deal
  if (personId === null || member !== undefined) return ok({ messageId: null, dealEventIds })
  const { kind, outcome, note, seconds } = input
  const props = {
    ...(kind === 'call' ? { direction: 'out' } : {}),
    outcome,
    ...(note === undefined || note === '' ? {} : { note }),
    ...(seconds === undefined ? {} : { seconds }),
    ...saidBy(actor),
  }
  const fact = ownFact('move', personId, now, { name: touchEvent(kind, outcome), object: null, props, traits: null })
  const { history } = await taskPlace(db, workspaceId, now)
  await lockPersons(db, [personId])
  const event = { ...fact, time: at }
  await foldBatch(withinTransaction({ db, workspaceId, history, now }), [{ event, about: personId }], () => {})
  return ok({ messageId: event.messageId, dealEventIds })
}

/** Our deed sets our clock; where they said something, theirs as well. */
function entriesOf({ kind, outcome, note, seconds }: Touch, person: string | undefined, at: number): DealEntry[] {
  const what = kind
  const said = { ...(note === undefined || note === '' ? {} : { note }), ...(seconds === undefined ? {} : { seconds }) }
  const named = person === undefined ? {} : { person }
  const ours = isOurs(kind, outcome)
  const entries: DealEntry[] = []
  if (ours) entries.push({ kind: 'touched', at, data: { side: 'ours', what, outcome, ...named, ...said } })
  // the person is named once, so that their history has it once
  if (reached(outcome))
    entries.push({
      kind: 'touched',
      at,
      data: { side: 'theirs', what, outcome, ...(ours ? {} : { ...named, ...said }) },
    })
  return entries
}

async function doTask(call: Call, id: string): Promise<Result<null>> {
  const { db, workspaceId, actor, now } = call
  const [found] = await lockTasks(db, workspaceId, [id])
  if (!found) return refuse('invalid', 'taskId: There is no such task here.')
  // somebody else may have closed it meanwhile: what was logged stays true
  if (found.state !== 'open') return ok(null)
  const taken = await takeTask(call, id)
  if (!taken.ok) return taken
  const doneBy = actor.kind === 'key' ? actorName(actor) : actor.name
  await saveTask(db, workspaceId, { ...taken.value.task, state: 'done', doneAt: new Date(now), doneBy })
  await keepNextSteps(db, workspaceId, [taken.value.task.dealId])
  return ok(null)
}
