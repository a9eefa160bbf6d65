import { takeDeal } from '#actions/deal/load.ts'
import { withdrawFromDeals } from '#actions/deal/write.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { histories } from '#actions/person/load.ts'
import { undoFact } from '#actions/person/own-fact.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { touchId, type TouchUndone } from '#contract/task.ts'
import { touchEvent } from '#core/task/task.ts'
import { deleteTask, keepNextSteps, lockTasks, saveTask } from '#store/task.ts'
import { lockTouch, withdrawTouch } from '#store/touch.ts'

/** Takes a logged call, mail or meeting back: what it said, the task that it did, the next step that it set. */
export const undoTouch: Verb<TouchUndone> = writeVerb({
  permission: 'touch.write',
  input: touchId,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const touch = await lockTouch(db, workspaceId, input.id)
    if (!touch) return refuse('not_found', 'There is nothing of that kind to take back here.')
    if (touch.byId !== actorName(actor) && requirePermission(actor, 'task.write_any') !== null)
      return refuse('forbidden', 'A colleague logged this. Ask them or a manager to take it back.')
    if (touch.dealId !== null && touch.dealEventIds.length > 0) {
      const found = await takeDeal(call, touch.dealId)
      if (!found.ok) return found
      await withdrawFromDeals(
        { db, workspaceId, history: await histories.of(db, workspaceId), now },
        touch.dealEventIds,
      )
    }
    if (touch.messageId !== null && touch.personId !== null) {
      const name = touchEvent(touch.kind, touch.outcome)
      const undone = await undoFact(db, workspaceId, { id: touch.personId, messageId: touch.messageId, name, now })
      if (!undone.ok) return undone
    }
    pipeline(db, false)
    const ids = [touch.taskId, touch.nextTaskId].filter((id) => id !== null)
    for (const task of await lockTasks(db, workspaceId, ids)) {
      if (task.id === touch.nextTaskId) {
        // what has been worked on since stays
        if (task.state === 'open' && task.revision === 1) await deleteTask(db, workspaceId, task.id)
      } else if (task.state === 'done') {
        await saveTask(db, workspaceId, { ...task, state: 'open', doneAt: null, doneBy: null })
      }
    }
    await withdrawTouch(db, workspaceId, touch.id, now)
    await keepNextSteps(db, workspaceId, [touch.dealId])
    return ok({ id: touch.id })
  },
  audit: ({ id }) => ({ verb: 'touch.undo', detail: { touch: id } }),
})
