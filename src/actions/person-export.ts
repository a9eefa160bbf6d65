import { purposesOf } from '#actions/consent/purposes.ts'
import { scopeOf } from '#actions/person-list-page.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { giveLeave } from '#actions/export-leave.ts'
import { exportInput, type ExportReady } from '#contract/person-bulk.ts'
import { ok, refuse } from '#contract/problem.ts'
import { isColumn } from '#store/person-list-column.ts'

/** Gives leave to download a list as CSV, and keeps in the audit who took what out. */
export const allowExport: Verb<ExportReady> = writeVerb({
  permission: 'person.export',
  input: exportInput,
  async run({ db, workspaceId, actor, input, now }) {
    const strange = input.columns.find((column) => !isColumn(column))
    if (strange !== undefined) return refuse('invalid', `columns: there is no column "${strange}".`)
    const { q = '', condition = null, hot = false, reach } = input
    if (reach !== undefined && !(await purposesOf(db, workspaceId)).some(({ id }) => id === reach))
      return refuse('invalid', `reach: nobody has written down a purpose "${reach}".`)
    const question = { q, condition, sort: 'engagement' as const, stage: null, channel: null, hot }
    const scope = await scopeOf({ db, workspaceId, now }, question)
    if (!scope.ok) return scope
    return ok(await giveLeave({ db, workspaceId, actor, now }, '/api/people/export', input))
  },
  audit: ({ id }, { q, condition, hot, columns, ids, reach }) => ({
    subject: `export:${id}`,
    detail: {
      ...(q ? { q } : {}),
      ...(condition ? { condition } : {}),
      ...(hot ? { hot } : {}),
      columns,
      ...(reach === undefined ? {} : { reach }),
      ...(ids ? { people: ids.length } : {}),
    },
  }),
})
