import { assigneeOf } from '#actions/task/load.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { taskReassignInput, type TaskReassigned } from '#contract/task.ts'
import { reassignTasks } from '#store/task.ts'

/** Gives open tasks of somebody, or some by id, to another. */
export const giveTasks: Verb<TaskReassigned> = writeVerb({
  permission: 'task.write_any',
  input: taskReassignInput,
  async run({ db, workspaceId, input }) {
    const { from, ids, to } = input
    if (from === undefined && ids === undefined) return refuse('invalid', 'from: say whose tasks, or which.')
    const assignee = await assigneeOf(db, workspaceId, to)
    if (!assignee.ok) return assignee
    const given = await reassignTasks(db, workspaceId, { from: from ?? null, ids: ids ?? null }, assignee.value)
    return ok({ changed: given.length, ids: given })
  },
  audit: ({ changed }, { from, to }) => ({
    verb: 'task.reassign',
    detail: { tasks: changed, to, ...(from === undefined ? {} : { from }) },
  }),
})
