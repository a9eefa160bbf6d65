import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { taskPlace } from '#actions/task/place.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { untouchedQuery, type UntouchedList } from '#contract/task.ts'
import { dayBegins } from '#core/task/work-time.ts'
import { isoTime } from '#store/rows.ts'
import { countUntouched, untouchedPeople } from '#store/touch.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** Those who were handed over or asked for a talk in the last days, and whom nobody has been in touch with since. */
export const listUntouched: Verb<UntouchedList> = readVerb({
  permission: 'person.list',
  input: untouchedQuery,
  async run({ db, workspaceId, input, now }) {
    const { days, limit } = input
    const asked = ['untouched', days]
    const went = input.cursor === undefined ? null : readCursor(asked, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const here = await taskPlace(db, workspaceId, now)
    const { blueprint } = here.history.current
    const from = Temporal.PlainDate.from(here.today)
      .subtract({ days: days - 1 })
      .toString()
    const since = dayBegins(from, here.work.zone)
    const after = went && { at: went[0], id: went[1] }
    const scope = { since, after, ticks: here.ticks, lifecycle: blueprint.lifecycle }
    const rows = await untouchedPeople(db, workspaceId, scope, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const lifecycle = blueprint.models.find(({ id }) => id === blueprint.lifecycle)
    return ok({
      items: rows.slice(0, limit).map(({ stage, outcome, at, ...row }) => ({
        ...row,
        stage:
          lifecycle?.stages.find(({ id }) => id === stage)?.name ??
          lifecycle?.outcomes.find(({ id }) => id === outcome)?.name ??
          null,
        at: isoTime(at.getTime()) as string,
      })),
      next: last ? writeCursor(asked, [last.at.getTime(), last.person.id]) : null,
      ...(await countUntouched(db, workspaceId, scope)),
      since: from,
      asOf: isoTime(now) as string,
    })
  },
})
