import { takeTask, taskNow } from '#actions/task/load.ts'
import { dueMoment } from '#actions/task/place.ts'
import { beforeOf } from '#actions/task/said.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { taskSnoozeInput, type TaskWritten } from '#contract/task.ts'
import { businessDays } from '#core/calendar-days.ts'
import { keepNextSteps, saveTask } from '#store/task.ts'

/** Puts a task off: so many business days of the workspace's zone and holidays from today, or to a day. */
export const snoozeTask: Verb<TaskWritten> = writeVerb({
  permission: 'task.write',
  input: taskSnoozeInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const taken = await takeTask(call, input.id)
    if (!taken.ok) return taken
    const { task, place } = taken.value
    if (task.state !== 'open') return refuse('conflict', 'This task is closed; open it again first.')
    const { zone, holidays } = place.work
    const dueDay = 'days' in input ? businessDays(place.today, input.days, holidays) : input.until
    if (dueDay < place.today) return refuse('invalid', 'until: this day has passed; choose one to come.')
    const dueTime = 'days' in input ? null : input.time
    const before = beforeOf(task, zone)
    await saveTask(db, workspaceId, {
      ...task,
      dueDay,
      dueAt: new Date(dueMoment(dueDay, dueTime, zone)),
      timed: dueTime !== null,
      snoozed: task.snoozed + 1,
    })
    await keepNextSteps(db, workspaceId, [task.dealId])
    return ok({ task: await taskNow(db, place, task.id, actor), before })
  },
  audit: ({ task }) => ({ verb: 'task.snooze', subject: `task:${task.id}`, detail: { until: task.dueDay } }),
})
