import { z } from 'zod'
import { type HolidayList, holidayChange } from '#contract/holiday.ts'
import { ok, refuse } from '#contract/problem.ts'
import { deleteHolidays, listHolidays, putHolidays } from '#store/holiday.ts'
import { type Verb, readVerb, writeVerb } from '#actions/verb.ts'

/** Days kept at most: a hundred years of holidays are a mistake. */
const most = 1_000

export const readHolidays: Verb<HolidayList> = readVerb({
  permission: 'workspace.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok({ holidays: await listHolidays(db, workspaceId) }),
})

/** Adds, renames and takes out days on which the team does not work. */
export const changeHolidays: Verb<HolidayList> = writeVerb({
  permission: 'workspace.update',
  input: holidayChange,
  async run({ db, workspaceId, input }) {
    await deleteHolidays(db, workspaceId, input.remove)
    await putHolidays(db, workspaceId, input.put)
    const holidays = await listHolidays(db, workspaceId)
    if (holidays.length > most)
      return refuse('invalid', `${most} holidays are kept at most: take out some of the past.`)
    return ok({ holidays })
  },
  audit: (_value, { put, remove }) => ({ subject: 'holidays', detail: { put: put.length, removed: remove.length } }),
})
