import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { taskPlace } from '#actions/task/place.ts'
import { saidTask } from '#actions/task/said.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { taskListQuery, type TaskList } from '#contract/task.ts'
import { isoTime } from '#store/rows.ts'
import { listTasks, type TaskScope } from '#store/task.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** Tasks by whose they are, what they are and what they are about, a page at a time. */
export const listAllTasks: Verb<TaskList> = readVerb({
  permission: 'task.read',
  input: taskListQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { state, who, kind, due, person, deal, account, limit } = input
    const asked = ['tasks', state, who, kind, due, person, deal, account]
    const went = input.cursor === undefined ? null : readCursor(asked, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const here = await taskPlace(db, workspaceId, now)
    const me = actor.kind === 'user' ? actor.userId : null
    const scope: TaskScope = {
      state,
      ...(who === 'all' ? {} : { assigneeId: who === 'me' ? me : who === 'nobody' ? null : who }),
      ...(kind && { kind }),
      ...dueDays(due, here.today),
      ...(person && { personId: person }),
      ...(deal && { dealId: deal }),
      ...(account && { accountId: account }),
      ...(went && { after: { at: went[0], id: went[1] } }),
    }
    const rows = await listTasks(db, workspaceId, here.ticks, scope, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const at = state === 'open' ? last?.dueAt : last?.doneAt
    return ok({
      items: rows.slice(0, limit).map((row) => saidTask(row, actor, here)),
      next: last && at ? writeCursor(asked, [at.getTime(), last.id]) : null,
      today: here.today,
      asOf: isoTime(now) as string,
    })
  },
})

function dueDays(due: z.output<typeof taskListQuery>['due'], today: string): Pick<TaskScope, 'dueFrom' | 'dueTo'> {
  const day = (after: number) => Temporal.PlainDate.from(today).add({ days: after }).toString()
  if (due === 'overdue') return { dueTo: day(-1) }
  if (due === 'today') return { dueFrom: today, dueTo: today }
  if (due === 'week') return { dueFrom: today, dueTo: day(6) }
  if (due === 'later') return { dueFrom: day(7) }
  return {}
}
