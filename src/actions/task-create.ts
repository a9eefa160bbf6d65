import { assigneeOf, deniedTaskFor, taskNow } from '#actions/task/load.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { taskCreateInput, type TaskWritten } from '#contract/task.ts'
import { findPerson } from '#store/person-read.ts'
import { knownHere } from '#store/task.ts'

/** Sets a task, by default for oneself and for today. */
export const createTask: Verb<TaskWritten> = writeVerb({
  permission: 'task.write',
  input: taskCreateInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const { personId, dealId, accountId } = input
    const person = personId === undefined ? null : await findPerson(db, workspaceId, personId)
    if (personId !== undefined && !person) return strange('personId', 'There is no such person here.')
    if (dealId !== undefined && !(await knownHere(db, workspaceId, 'deal', dealId)))
      return strange('dealId', 'There is no such deal here.')
    if (accountId !== undefined && !(await knownHere(db, workspaceId, 'account', accountId)))
      return strange('accountId', 'There is no such company here.')
    const own = actor.kind === 'user' ? actor.userId : null
    const assignee = await assigneeOf(db, workspaceId, input.assigneeId === undefined ? own : input.assigneeId)
    if (!assignee.ok) return assignee
    const denied = await deniedTaskFor(call, dealId ?? null, assignee.value?.id ?? null)
    if (denied) return denied
    const place = await taskPlace(db, workspaceId, now)
    const id = await openTask(db, place, {
      kind: input.kind,
      title: input.title,
      note: input.note,
      personId: person?.id ?? null,
      dealId: dealId ?? null,
      accountId: accountId ?? null,
      dueDay: input.dueDay ?? place.today,
      dueTime: input.dueTime,
      promised: input.promised,
      assignee: assignee.value,
      attempt: input.attempt ?? null,
      source: input.attempt === undefined ? 'hand' : 'plan',
      by: actor.kind === 'key' ? actorName(actor) : actor.name,
      byId: actorName(actor),
    })
    return ok({ task: await taskNow(db, place, id as string, actor), before: null })
  },
  audit: ({ task }) => ({ verb: 'task.create', subject: `task:${task.id}`, detail: { kind: task.kind } }),
})

function strange(path: string, message: string) {
  return refuse('invalid', `${path}: ${message}`, { fields: [{ path, message }] })
}
