import { randomUUIDv7 } from 'node:crypto'
import { ok } from '#contract/problem.ts'
import { type CreatedWriteKey, writeKeyInput } from '#contract/write-key.ts'
import { insertWriteKey, newWriteKey } from '#store/write-key.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'
import { shownKey } from '#actions/write-key-list.ts'

/** Makes a write key. The answer holds the key itself: a secret one is shown this once and never again. */
export const createWriteKey: Verb<CreatedWriteKey> = writeVerb({
  permission: 'key.create',
  input: writeKeyInput,
  async run({ db, workspaceId, input }) {
    const key = newWriteKey(input.kind)
    const row = await insertWriteKey(db, workspaceId, { id: randomUUIDv7(), kind: input.kind, name: input.name, key })
    return ok({ ...shownKey(row), key })
  },
  audit: (value) => ({
    subject: `key:${value.id}`,
    detail: { kind: value.kind, name: value.name, shown: value.shown },
  }),
})
