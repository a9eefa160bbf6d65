import { assigneeOf, deniedTaskFor, takeTask, taskNow } from '#actions/task/load.ts'
import { dueMoment } from '#actions/task/place.ts'
import { beforeOf, saidTask } from '#actions/task/said.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { taskUndoInput, type TaskBefore, type TaskWritten } from '#contract/task.ts'
import { deleteTask, keepNextSteps, saveTask, tasksById } from '#store/task.ts'

/** Takes the last change of a task back: it is again as it was; one that was just set goes. */
export const undoTask: Verb<TaskWritten> = writeVerb({
  permission: 'task.write',
  input: taskUndoInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const taken = await takeTask(call, input.id, input.revision)
    if (!taken.ok) return taken
    const { task, place } = taken.value
    const { before } = input
    if (before === null) {
      if (task.revision !== 1 || task.state !== 'open')
        return refuse('conflict', 'This task was changed since it was set; close it instead.')
      const gone = (await tasksById(db, workspaceId, [task.id], place.ticks)).get(task.id)
      await deleteTask(db, workspaceId, task.id)
      await keepNextSteps(db, workspaceId, [task.dealId])
      if (!gone) throw new Error(`task ${task.id} has gone`)
      return ok({ task: saidTask({ ...gone, state: 'dropped' }, actor, place), before: null as TaskBefore | null })
    }
    const assignee = await assigneeOf(db, workspaceId, before.assigneeId)
    if (!assignee.ok) return assignee
    if ((assignee.value?.id ?? null) !== task.assigneeId) {
      const denied = await deniedTaskFor(call, task.dealId, assignee.value?.id ?? null)
      if (denied) return denied
    }
    const was = beforeOf(task, place.work.zone)
    const { dueTime, ...fields } = before
    const open = before.state === 'open'
    await saveTask(db, workspaceId, {
      ...task,
      ...fields,
      dueAt: new Date(dueMoment(before.dueDay, dueTime, place.work.zone)),
      timed: dueTime !== null,
      assigneeName: assignee.value?.name ?? null,
      doneAt: open ? null : (task.doneAt ?? new Date(now)),
      doneBy: open ? null : task.doneBy,
    })
    await keepNextSteps(db, workspaceId, [task.dealId])
    return ok({ task: await taskNow(db, place, task.id, actor), before: was })
  },
  audit: ({ task }) => ({ verb: 'task.undo', subject: `task:${task.id}` }),
})
