import { z } from 'zod'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  type OwnField,
  ownFieldDefinition,
  type OwnFieldList,
  ownFieldRetire,
  type OwnFieldRetired,
} from '#contract/own-field.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Permission } from '#core/permission.ts'
import { type FieldTable, ownFieldsOf, retireOwnField, saveOwnField } from '#store/own-field.ts'

/** How many fields a team may define: more than anybody fills in. */
const most = 100

interface Fields {
  table: FieldTable
  read: Permission
  define: Permission
  /** what the audit calls one */
  subject: string
}

const ofPeople: Fields = { table: 'person_field', read: 'person.read', define: 'field.define', subject: 'field' }
const ofDeals: Fields = { table: 'deal_field', read: 'deal.read', define: 'pipeline.manage', subject: 'deal_field' }

/** The fields that the team has defined for people, and for deals. */
export const listPersonFields = list(ofPeople)
export const listDealFields = list(ofDeals)

/** Defines a field, or changes label and choices of one that is there; its kind stays. */
export const definePersonField = define(ofPeople)
export const defineDealField = define(ofDeals)

/** A field is offered no more. The values that there are stay facts, and defining it again brings it back. */
export const retirePersonField = retire(ofPeople)
export const removeDealField = retire(ofDeals)

function list({ table, read }: Fields): Verb<OwnFieldList> {
  return readVerb({
    permission: read,
    input: z.object({}),
    run: async ({ db, workspaceId }) => ok({ items: await ownFieldsOf(db, workspaceId, table) }),
  })
}

function define({ table, define: permission, subject }: Fields): Verb<OwnField> {
  return writeVerb({
    permission,
    input: ownFieldDefinition,
    async run({ db, workspaceId, input, now }) {
      const fields = await ownFieldsOf(db, workspaceId, table)
      const known = fields.find((one) => one.key === input.key)
      if (known && known.kind !== input.kind) {
        return refuse(
          'conflict',
          `${input.key} holds values of the kind ${known.kind}; give the new field another key.`,
        )
      }
      if (!known && fields.length >= most) {
        return refuse('conflict', `There are ${most} fields already. Retire one that nobody uses.`)
      }
      const field = { ...input, options: input.kind === 'choice' ? [...new Set(input.options)] : [] }
      await saveOwnField(db, workspaceId, table, field, now)
      return ok(field)
    },
    audit: ({ key, label, kind }) => ({ subject: `${subject}:${key}`, detail: { label, kind } }),
  })
}

function retire({ table, define: permission, subject }: Fields): Verb<OwnFieldRetired> {
  return writeVerb({
    permission,
    input: ownFieldRetire,
    async run({ db, workspaceId, input, now }) {
      if (!(await retireOwnField(db, workspaceId, table, input.key, now)))
        return refuse('not_found', 'There is no such field here.')
      return ok({ key: input.key })
    },
    audit: ({ key }) => ({ subject: `${subject}:${key}`, detail: { retired: true } }),
  })
}
