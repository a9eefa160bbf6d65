import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { takeHandoff } from '#actions/handoff/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { taskNow } from '#actions/task/load.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import { ahead, triedSoFar } from '#actions/touch-context.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { handoffAcceptInput, type HandoffAnswered } from '#contract/handoff.ts'
import { ok, refuse } from '#contract/problem.ts'
import { answerHandoff, assignHandoff } from '#store/handoff.ts'

/**
 * Takes somebody on. What sales accepts, and whom an SDR calls qualified, is `lead_accepted` (the lifecycle's rules make
 * the stage of it); an SDR who begins to work on somebody leaves them where they stand. The first attempt of the
 * follow-up plan becomes a task.
 */
export const acceptHandoff: Verb<HandoffAnswered> = writeVerb({
  permission: 'handoff.answer',
  input: handoffAcceptInput,
  async run({ db, workspaceId, actor, input, now }) {
    const taken = await takeHandoff(db, workspaceId, actor, input.id)
    if (!taken.ok) return taken
    const handoff = taken.value
    if (handoff.state !== 'open') return refuse('conflict', 'This hand-off was answered already. Look again.')
    const place = await taskPlace(db, workspaceId, now)
    const { blueprint } = place.history.current
    const qualifies = input.as === 'qualify' || handoff.team === 'sales'
    const event = ownFact('move', handoff.personId, now, {
      name: qualifies ? 'lead_accepted' : 'handoff_closed',
      object: blueprint.lifecycle,
      props: { ...saidBy(actor), handoff: handoff.id, team: handoff.team ?? '', accepted: true },
      traits: null,
    })
    const by = actor.kind === 'key' ? actorName(actor) : actor.name
    const answer = input.as === 'qualify' ? 'qualified' : 'accepted'
    await answerHandoff(db, workspaceId, handoff, {
      answer,
      messageId: event.messageId,
      by,
      reason: null,
      note: null,
      at: now,
    })
    const taker = actor.kind === 'user' ? { id: actor.userId, name: actor.name } : null
    if (taker && handoff.assigneeId !== taker.id)
      await assignHandoff(db, workspaceId, handoff.id, {
        userId: taker.id,
        name: taker.name,
        rule: null,
        way: 'by_hand',
      })
    const tried = await triedSoFar(db, place, handoff.personId, null)
    const setting = { db, workspaceId, history: place.history, now }
    await foldBatch(withinTransaction(setting), [{ event, about: handoff.personId }], () => {})
    pipeline(db, false)
    // who was called qualified is the next team's to follow up
    const wanted = input.plan && !(input.as === 'qualify' && handoff.team === 'sdr')
    const first = wanted ? ahead(place, tried.done) : null
    const taskId = first
      ? await openTask(db, place, {
          kind: first.kind,
          personId: handoff.personId,
          dueDay: first.dueDay,
          assignee: taker,
          attempt: first.attempt,
          source: 'handoff',
          cause: `handoff:${handoff.id}`,
          by,
          byId: actorName(actor),
        })
      : null
    const task = taskId === null ? null : await taskNow(db, place, taskId, actor)
    return ok({ id: handoff.id, personId: handoff.personId, messageId: event.messageId, task })
  },
  audit: ({ id, personId, messageId }, { as }) => ({
    verb: 'handoff.accept',
    subject: `person:${personId}`,
    detail: { handoff: id, as, messageId },
  }),
})
