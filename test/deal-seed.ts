import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { recordDeals, type DealEntry, type Recorded } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import type { Verb } from '#actions/verb.ts'

/** Writes deals as the product does, each with its entries, in one transaction: what tests begin with. */
export async function seedDeals(
  pool: Pool,
  actor: Actor,
  deals: ReadonlyMap<string, DealEntry[]>,
  now: number,
): Promise<Map<string, Recorded>> {
  const db = await pool.connect()
  try {
    await db.query('begin')
    const { workspaceId } = actor
    const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
    const changes = [...deals].map(([dealId, entries]) => ({ dealId, entries }))
    const recorded = await recordDeals(setting, changes, saidBy(actor))
    await db.query('commit')
    return recorded
  } catch (error) {
    await db.query('rollback')
    throw error
  } finally {
    db.release()
  }
}

/** What a verb gives; a refusal is thrown as `code: message`. */
export async function callVerb<T>(pool: Pool, actor: Actor, now: number, verb: Verb<T>, input: object): Promise<T> {
  const result = await verb({ pool, now: () => now }, actor, input)
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`)
  return result.value
}
