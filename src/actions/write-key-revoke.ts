import { ok, refuse } from '#contract/problem.ts'
import { type WriteKey, writeKeyId } from '#contract/write-key.ts'
import { revokeWriteKey } from '#store/write-key.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'
import { shownKey } from '#actions/write-key-list.ts'

/** Revokes a write key; the collectors refuse it within two seconds. Revoking it again changes nothing. */
export const revokeKey: Verb<WriteKey> = writeVerb({
  permission: 'key.revoke',
  input: writeKeyId,
  async run({ db, workspaceId, input }) {
    const row = await revokeWriteKey(db, workspaceId, input.id)
    return row ? ok(shownKey(row)) : refuse('not_found', 'This workspace has no such key.')
  },
  audit: (value) => ({
    subject: `key:${value.id}`,
    detail: { kind: value.kind, name: value.name, shown: value.shown },
  }),
})
