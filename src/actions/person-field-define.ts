import { writeVerb, type Verb } from '#actions/verb.ts'
import { personFieldDefinition, type PersonField } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { fieldsOf, saveField } from '#store/person-field.ts'

/** How many fields a team may define: more than anybody fills in. */
const most = 100

/** Defines a field for people, or changes label and choices of one that is there; its kind stays. */
export const definePersonField: Verb<PersonField> = writeVerb({
  permission: 'field.define',
  input: personFieldDefinition,
  async run({ db, workspaceId, input, now }) {
    const fields = await fieldsOf(db, workspaceId)
    const known = fields.find((one) => one.key === input.key)
    if (known && known.kind !== input.kind) {
      return refuse('conflict', `${input.key} holds values of the kind ${known.kind}; give the new field another key.`)
    }
    if (!known && fields.length >= most) {
      return refuse('conflict', `There are ${most} fields already. Retire one that nobody uses.`)
    }
    const field = { ...input, options: input.kind === 'choice' ? [...new Set(input.options)] : [] }
    await saveField(db, workspaceId, field, now)
    return ok(field)
  },
  audit: ({ key, label, kind }) => ({ subject: `field:${key}`, detail: { label, kind } }),
})
