import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { PersonFieldList } from '#contract/person-verbs.ts'
import { ok } from '#contract/problem.ts'
import { fieldsOf } from '#store/person-field.ts'

/** The fields that the team has defined for people. */
export const listPersonFields: Verb<PersonFieldList> = readVerb({
  permission: 'person.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok({ items: await fieldsOf(db, workspaceId) }),
})
