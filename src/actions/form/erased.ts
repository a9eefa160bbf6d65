import type { Pool } from 'pg'
import { keyHash } from '#actions/flow/erased.ts'
import { consentSecret } from '#store/consent.ts'
import { erasedAmong, hasErased } from '#store/erasure-key.ts'
import {
  insertSubmissions,
  insertWhereNobodyErased,
  type NewSubmission,
  type SubmissionState,
} from '#store/form-submission.ts'

/**
 * Keeps what came in together, but for what comes of people who were erased: of an address of theirs nothing is kept, a
 * browser's id of theirs is taken off. `rows` in order; the id that was taken off is gone from them afterwards, too.
 */
export async function keepUnlessErased(
  pool: Pool,
  rows: readonly NewSubmission[],
): Promise<(SubmissionState | 'erased')[]> {
  // nearly always this is all of them
  const quick = await insertWhereNobodyErased(pool, rows)
  const rest = rows.filter((row) => !quick.has(row.id))
  const erased = await erasedOf(pool, rest)
  const kept = rest.filter((row) => !erased.has(row))
  const states = kept.length === 0 ? [] : await insertSubmissions(pool, kept)
  const byRow = new Map(kept.map((row, index) => [row, states[index]]))
  return rows.map((row) => quick.get(row.id) ?? byRow.get(row) ?? 'erased')
}

async function erasedOf(pool: Pool, rows: readonly NewSubmission[]): Promise<Set<NewSubmission>> {
  const found = new Set<NewSubmission>()
  for (const [workspaceId, own] of Map.groupBy(rows, (row) => row.workspaceId)) {
    if (!(await hasErased(pool, workspaceId))) continue
    const secret = await consentSecret(pool)
    const mailOf = ({ email }: NewSubmission) => (email === null ? null : keyHash(secret, workspaceId, `e:${email}`))
    const cookieOf = ({ visitor: { anonymousId } }: NewSubmission) =>
      anonymousId === null ? null : keyHash(secret, workspaceId, `a:${anonymousId}`)
    const hashes = own.flatMap((row) => [mailOf(row) ?? [], cookieOf(row) ?? []].flat())
    const among = await erasedAmong(pool, workspaceId, hashes)
    const has = (hash: Buffer | null) => hash !== null && among.has(hash.toString('hex'))
    for (const row of own) {
      if (has(mailOf(row))) found.add(row)
      else if (has(cookieOf(row))) row.visitor.anonymousId = null
    }
  }
  return found
}
