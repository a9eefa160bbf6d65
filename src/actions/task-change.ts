import { assigneeOf, deniedTaskFor, takeTask, taskNow } from '#actions/task/load.ts'
import { clockOf, dueMoment } from '#actions/task/place.ts'
import { beforeOf } from '#actions/task/said.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { taskChangeInput, type TaskWritten } from '#contract/task.ts'
import { keepNextSteps, saveTask } from '#store/task.ts'

/** Changes an open task: what, when, whose. A value sets, null clears, absence keeps. */
export const changeTask: Verb<TaskWritten> = writeVerb({
  permission: 'task.write',
  input: taskChangeInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const taken = await takeTask(call, input.id, input.revision)
    if (!taken.ok) return taken
    const { task, place } = taken.value
    if (task.state !== 'open') return refuse('conflict', 'This task is closed; open it again first.')
    const { zone } = place.work
    const assignee = input.assigneeId === undefined ? null : await assigneeOf(db, workspaceId, input.assigneeId)
    if (assignee && !assignee.ok) return assignee
    if (assignee && (assignee.value?.id ?? null) !== task.assigneeId) {
      const denied = await deniedTaskFor(call, task.dealId, assignee.value?.id ?? null)
      if (denied) return denied
    }
    const before = beforeOf(task, zone)
    const dueDay = input.dueDay ?? task.dueDay
    const dueTime =
      input.dueTime === undefined ? (task.timed ? clockOf(task.dueAt.getTime(), zone) : null) : input.dueTime
    await saveTask(db, workspaceId, {
      ...task,
      kind: input.kind ?? task.kind,
      title: input.title ?? task.title,
      note: input.note === undefined ? task.note : input.note,
      promised: input.promised ?? task.promised,
      dueDay,
      dueAt: new Date(dueMoment(dueDay, dueTime, zone)),
      timed: dueTime !== null,
      ...(assignee ? { assigneeId: assignee.value?.id ?? null, assigneeName: assignee.value?.name ?? null } : {}),
    })
    await keepNextSteps(db, workspaceId, [task.dealId])
    return ok({ task: await taskNow(db, place, task.id, actor), before })
  },
  audit: ({ task }, { id: _id, revision: _revision, note, ...changed }) => ({
    verb: 'task.change',
    subject: `task:${task.id}`,
    detail: { ...changed, ...(note === undefined ? {} : { note: true }) },
  }),
})
