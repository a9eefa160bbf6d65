import { z } from 'zod'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  dealFieldDefinition,
  dealFieldRetire,
  type DealField,
  type DealFieldList,
  type DealFieldRetired,
} from '#contract/deal-page.ts'
import { ok, refuse } from '#contract/problem.ts'
import { dealFieldsOf, retireDealField, saveDealField } from '#store/deal/field.ts'

/** How many fields a team may define: more than anybody fills in. */
const most = 100

/** The fields that the team has defined for deals. */
export const listDealFields: Verb<DealFieldList> = readVerb({
  permission: 'deal.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok({ items: await dealFieldsOf(db, workspaceId) }),
})

/** Defines a field for deals, or changes label and choices of one that is there; its kind stays. */
export const defineDealField: Verb<DealField> = writeVerb({
  permission: 'pipeline.manage',
  input: dealFieldDefinition,
  async run({ db, workspaceId, input, now }) {
    const fields = await dealFieldsOf(db, workspaceId)
    const known = fields.find((one) => one.key === input.key)
    if (known && known.kind !== input.kind) {
      return refuse('conflict', `${input.key} holds values of the kind ${known.kind}; give the new field another key.`)
    }
    if (!known && fields.length >= most) {
      return refuse('conflict', `There are ${most} fields already. Retire one that nobody uses.`)
    }
    const field = { ...input, options: input.kind === 'choice' ? [...new Set(input.options)] : [] }
    await saveDealField(db, workspaceId, field, now)
    return ok(field)
  },
  audit: ({ key, label, kind }) => ({ subject: `deal_field:${key}`, detail: { label, kind } }),
})

/** A field is offered no more. The values deals have stay facts, and defining it again brings it back. */
export const removeDealField: Verb<DealFieldRetired> = writeVerb({
  permission: 'pipeline.manage',
  input: dealFieldRetire,
  async run({ db, workspaceId, input, now }) {
    if (!(await retireDealField(db, workspaceId, input.key, now)))
      return refuse('not_found', 'There is no such field here.')
    return ok({ key: input.key })
  },
  audit: ({ key }) => ({ subject: `deal_field:${key}`, detail: { retired: true } }),
})
