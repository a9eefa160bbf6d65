import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { FieldsInUse } from '#contract/person-fields.ts'
import { ok } from '#contract/problem.ts'
import { namesInUse } from '#store/person-list-value.ts'

/** What conditions and columns may speak of, as the data has it. */
export const listFieldsInUse: Verb<FieldsInUse> = readVerb({
  permission: 'person.list',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok(await namesInUse(db, workspaceId)),
})
