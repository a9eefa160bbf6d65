import { takeTask, taskNow } from '#actions/task/load.ts'
import { beforeOf } from '#actions/task/said.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { taskDoneInput, type TaskWritten } from '#contract/task.ts'
import { keepNextSteps, saveTask } from '#store/task.ts'

/** A task is done, or needed no longer. */
export const finishTask: Verb<TaskWritten> = writeVerb({
  permission: 'task.write',
  input: taskDoneInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const taken = await takeTask(call, input.id)
    if (!taken.ok) return taken
    const { task, place } = taken.value
    if (task.state !== 'open') return refuse('conflict', 'This task is closed already.')
    const before = beforeOf(task, place.work.zone)
    await saveTask(db, workspaceId, {
      ...task,
      state: input.dropped ? 'dropped' : 'done',
      doneAt: new Date(now),
      doneBy: actor.kind === 'key' ? actorName(actor) : actor.name,
    })
    await keepNextSteps(db, workspaceId, [task.dealId])
    return ok({ task: await taskNow(db, place, task.id, actor), before })
  },
  audit: ({ task }) => ({ verb: `task.${task.state}`, subject: `task:${task.id}` }),
})
