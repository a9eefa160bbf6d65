import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { recordDeals, type DealChange, type DealEntry } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'

const day = 86_400_000
const order = ['contact', 'qualification', 'meeting', 'proposal', 'close', 'retention']
export const owners = ['Ana', 'Boris', 'Chung', 'Dana', 'Emil']
const sources = ['search', 'event', 'partner', null]
const currencies = ['USD', 'EUR', 'JPY', 'CHF']

/** The same numbers every time (mulberry32). */
export function dice(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Deals of two years until `now` (epoch ms): forward, skipping, back, won, lost, taken back, opened again, churned after the
 * win, moved to the other pipeline, open still; five owners and some without; four currencies, of which CHF has no rate.
 */
export function generatedDeals(count: number, now: number, accounts: readonly string[], seed = 7): DealChange[] {
  const random = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: count }, (_, index) => {
    const dealId = `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`
    let at = now - Math.floor(random() * 730 * day)
    const owner = random() < 0.06 ? null : pick(owners)
    const currency = pick(currencies)
    const amount = random() < 0.08 ? null : Math.round(1000 + random() * 90_000)
    const entries: DealEntry[] = [
      {
        kind: 'opened',
        at,
        data: {
          pipeline: 'sales_pipeline',
          stage: random() < 0.85 ? 'contact' : pick(order.slice(0, 4)),
          fields: {
            name: `Deal ${index + 1}`,
            accountId: random() < 0.1 ? null : pick(accounts),
            ownerName: owner,
            team: owner === null ? null : owner < 'C' ? 'North' : 'South',
            amountMinor: amount,
            currency: amount === null ? null : currency,
            source: pick(sources),
            custom: random() < 0.5 ? { tier: pick(['gold', 'silver']) } : {},
          },
        },
      },
    ]
    const first = entries[0]
    let place = order.indexOf(first?.kind === 'opened' ? first.data.stage : 'contact')
    let out = false
    const speed = 4 + random() * 20
    const move = (data: { stage?: string; outcome?: string; pipeline?: string }) =>
      entries.push({ kind: 'moved', at, data: { pipeline: 'sales_pipeline', ...data } })
    for (let step = 0; step < 14; step++) {
      at += Math.ceil(-Math.log(1 - random()) * speed * day)
      if (at > now) break
      const draw = random()
      if (out) {
        if (draw > 0.12) break
        place = Math.floor(random() * 3)
        out = false
        move({ stage: order[place] as string })
      } else if (place >= 4) {
        if (draw < 0.06) {
          place = 3
          move({ stage: 'proposal' })
        } else if (draw < 0.4 && place === 4) {
          place = 5
          move({ stage: 'retention' })
        } else if (draw < 0.45) {
          out = true
          move({ outcome: 'lost' })
        } else break
      } else if (draw < 0.12) {
        out = true
        move({ outcome: random() < 0.9 ? 'lost' : 'not_a_buyer' })
      } else if (draw < 0.22 && place > 0) {
        place = Math.floor(random() * place)
        move({ stage: order[place] as string })
      } else if (draw < 0.23) {
        move({ pipeline: 'opportunity_pipeline', stage: 'demo' })
        break
      } else {
        place = Math.min(4, place + (random() < 0.15 ? 2 : 1))
        move({ stage: order[place] as string })
      }
    }
    return { dealId, entries }
  })
}

/** Writes them as an import does: in batches, each in a transaction of its own, nobody told. */
export async function writeDeals(pool: Pool, actor: Actor, changes: readonly DealChange[], now: number): Promise<void> {
  const { workspaceId } = actor
  for (let at = 0; at < changes.length; at += 500) {
    const db = await pool.connect()
    try {
      await db.query('begin')
      const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
      await recordDeals(setting, changes.slice(at, at + 500), { by: 'import' }, { quiet: true })
      await db.query('commit')
    } finally {
      db.release()
    }
  }
}
