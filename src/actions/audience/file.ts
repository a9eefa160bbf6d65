import { createHash, randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { lookAtAudience, countReasons } from '#actions/audience/look.ts'
import { mayReach } from '#actions/consent/may.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { type Hash, type NetworkId, networks } from '#core/audience/network.ts'
import { csvText } from '#core/report/csv.ts'
import { audiencesOf } from '#store/audience.ts'
import { audiencePeopleBy, exportedIds, insertAudienceExport, type AudienceExportRow } from '#store/audience-export.ts'

/** how long a file can be fetched: it is made anew from who may be reached then */
export const fileDays = 7
const batch = 1000

const hash: Hash = (algorithm, text) => createHash(algorithm).update(text, 'utf8').digest('hex')

/**
 * Makes a file for a network of who is in the audience now, as its log says it: who is in it, who is not and why. The
 * file itself is written when it is fetched, so that nothing personal lies about.
 */
export async function makeExport(
  db: PoolClient,
  workspaceId: string,
  made: { audienceId: string; network: NetworkId; by: string; now: number },
): Promise<Result<string>> {
  const { audienceId, network, by, now } = made
  const looked = await lookAtAudience(db, workspaceId, audienceId, now)
  if (!looked.ok) return looked
  const [audience] = await audiencesOf(db, workspaceId, now, audienceId)
  if (!audience) return refuse('not_found', 'There is no such audience.')
  const people = new Map(looked.value)
  const open = [...people].filter(([, why]) => why === null).map(([id]) => id)
  for (let at = 0; at < open.length; at += batch) {
    const ids = open.slice(at, at + batch)
    const there = new Set<string>()
    for (const person of await audiencePeopleBy(db, workspaceId, ids)) {
      if (networks[network].row(person, hash) !== null) there.add(person.id)
    }
    for (const id of ids) if (!there.has(id)) people.set(id, 'no_address')
  }
  const reasons = [...people.values()].flatMap((why) => why ?? [])
  const id = randomUUIDv7()
  const { purpose } = audience
  const included = people.size - reasons.length
  const row = {
    id,
    network,
    purpose,
    madeBy: by,
    at: now,
    expiresAt: now + fileDays * 86_400_000,
    included,
    leftOut: countReasons(reasons),
  }
  await insertAudienceExport(db, workspaceId, audienceId, row, people)
  return ok(id)
}

/**
 * The file of an export, a piece at a time. Whoever may not be reached any more is left out of it; a file of those who
 * were removed names them whatever they agreed to, for that is how the network forgets them.
 */
export async function* fileOf(
  pool: Pool,
  workspaceId: string,
  row: AudienceExportRow,
  part: 'all' | 'removed',
): AsyncGenerator<string> {
  const network = networks[row.network]
  if (network.header) yield csvText([network.header]).slice(1)
  const seen = new Set<string>()
  const db = await pool.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    for (let after: string | null = null; ;) {
      const ids: string[] = await exportedIds(db, workspaceId, row, part, after, batch)
      const reach = part === 'all' ? await mayReach(db, workspaceId, ids, row.purpose) : null
      const people = await audiencePeopleBy(db, workspaceId, ids)
      const lines = people
        .filter(({ id }) => reach === null || reach.get(id)?.may === true)
        .flatMap((person) => {
          const cells = network.row(person, hash)
          const line = cells === null ? '' : csvText([cells]).slice(1)
          // companies are there once
          if (line === '' || seen.has(line)) return []
          if (row.network === 'linkedin_companies') seen.add(line)
          return [line]
        })
      if (lines.length > 0) yield lines.join('')
      after = ids.at(-1) ?? null
      if (ids.length < batch) break
    }
  } finally {
    // also when whoever downloads has left
    await db.query('rollback').catch(() => {})
    db.release()
  }
}
