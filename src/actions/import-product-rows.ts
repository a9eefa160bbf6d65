import { randomUUIDv7 } from 'node:crypto'
import type { ProductRow as ReadProduct, TeamRow } from '#core/import/deal-row.ts'
import type { JsonObject } from '#core/json.ts'
import { foldText } from '#core/text.ts'
import { dealsOfAgent } from '#store/deal/import.ts'
import {
  type AgentRow,
  deleteAgents,
  deleteUnsoldProducts,
  keepBefore,
  listAgents,
  listProducts,
  lockProducts,
  type ProductRow,
  putAgents,
  putProducts,
  takeBefore,
} from '#store/product.ts'
import type { Db } from '#store/rows.ts'
import { recordDeals } from '#actions/deal/write.ts'
import type { Setting } from '#actions/flow/setting.ts'
import type { Numbered } from '#actions/import-deal-rows.ts'

export interface Listed {
  number: number
  comes: 'new' | 'changed' | 'same'
}

/** What rows of a price list come to; `products` is brought to what it would be. */
export function planProducts(
  rows: readonly Numbered<ReadProduct>[],
  products: ProductRow[],
  now: number,
): { listed: Listed[]; written: ProductRow[]; before: Map<string, ProductRow | null> } {
  const written = new Map<string, ProductRow>()
  const before = new Map<string, ProductRow | null>()
  const listed = rows.map(({ number, row }): Listed => {
    const place = products.findIndex((one) => isSame(one, row))
    const old = products[place]
    const next = stated(row, old ?? null, now)
    if (old && JSON.stringify(old) === JSON.stringify(next)) return { number, comes: 'same' }
    if (!before.has(next.id)) before.set(next.id, old ?? null)
    written.set(next.id, next)
    if (old) products[place] = next
    else products.push(next)
    return { number, comes: old ? 'changed' : 'new' }
  })
  return { listed, written: [...written.values()], before }
}

/** Takes rows of a price list in: products are found again by code, else by name. */
export async function takeProducts(
  { db, workspaceId, now }: Setting,
  importId: string,
  rows: readonly Numbered<ReadProduct>[],
): Promise<Listed[]> {
  await lockProducts(db, workspaceId)
  const { listed, written, before } = planProducts(rows, await listProducts(db, workspaceId), now)
  const kept = [...before].map(([key, one]) => ({ key, before: one as unknown as JsonObject | null }))
  await keepBefore(db, workspaceId, importId, 'product', kept)
  await putProducts(db, workspaceId, written, now)
  return listed
}

const atOnce = 500

/** Takes rows of a table of who sells in: deals of theirs that are in no team yet are put into it. */
export async function takeTeams(
  setting: Setting,
  importId: string,
  rows: readonly Numbered<TeamRow>[],
  by: JsonObject,
): Promise<Listed[]> {
  const { db, workspaceId } = setting
  await lockProducts(db, workspaceId)
  const agents = new Map((await listAgents(db, workspaceId)).map((agent) => [agent.key, agent]))
  const listed: Listed[] = []
  for (const { number, row } of rows) {
    const key = foldText(row.name)
    const old = agents.get(key) ?? null
    const next: AgentRow = {
      key,
      name: row.name,
      team: row.team ?? old?.team ?? null,
      manager: row.manager ?? old?.manager ?? null,
    }
    const changes = next.team === null ? [] : await teamless(setting, next.name, next.team, importId)
    for (let i = 0; i < changes.length; i += atOnce) {
      await recordDeals(setting, changes.slice(i, i + atOnce), by, { importId, quiet: true })
    }
    const differs = JSON.stringify(old) !== JSON.stringify(next)
    if (differs) {
      await keepBefore(db, workspaceId, importId, 'agent', [{ key, before: old as unknown as JsonObject | null }])
      await putAgents(db, workspaceId, [next])
      agents.set(key, next)
    }
    listed.push({ number, comes: old === null ? 'new' : differs || changes.length > 0 ? 'changed' : 'same' })
  }
  return listed
}

async function teamless({ db, workspaceId, now }: Setting, name: string, team: string, importId: string) {
  const deals = (await dealsOfAgent(db, workspaceId, name)).filter((deal) => deal.team === null)
  return deals.map(({ id }) => ({
    dealId: id,
    entries: [
      { kind: 'changed' as const, data: { fields: { team } }, at: now, messageId: `deal:team:${importId}:${id}` },
    ],
  }))
}

/** Gives back what an import of a price list or of teams had written over; products that are sold stay. */
export async function restoreLists(db: Db, workspaceId: string, importId: string, now: number): Promise<void> {
  const products = await takeBefore(db, workspaceId, importId, 'product')
  const old = products.flatMap(({ before }) => (before === null ? [] : [before as unknown as ProductRow]))
  await putProducts(db, workspaceId, old, now)
  await deleteUnsoldProducts(
    db,
    workspaceId,
    products.filter(({ before }) => before === null).map(({ key }) => key),
  )
  const agents = await takeBefore(db, workspaceId, importId, 'agent')
  await putAgents(
    db,
    workspaceId,
    agents.flatMap(({ before }) => (before === null ? [] : [before as unknown as AgentRow])),
  )
  await deleteAgents(
    db,
    workspaceId,
    agents.filter(({ before }) => before === null).map(({ key }) => key),
  )
}

function isSame(product: ProductRow, row: ReadProduct): boolean {
  if (row.code !== null && product.code !== null) return foldText(row.code) === foldText(product.code)
  return foldText(product.name) === foldText(row.name)
}

function stated(row: ReadProduct, old: ProductRow | null, now: number): ProductRow {
  const retiredAt = old?.retiredAt ?? null
  return {
    id: old?.id ?? randomUUIDv7(),
    name: row.name,
    code: row.code ?? old?.code ?? null,
    priceMinor: row.priceMinor ?? old?.priceMinor ?? null,
    currency: row.priceMinor === null ? (old?.currency ?? row.currency) : row.currency,
    aliases: [...new Set([...(old?.aliases ?? []), ...(row.aliases ?? [])])],
    retiredAt: row.active === false ? (retiredAt ?? new Date(now)) : row.active === true ? null : retiredAt,
  }
}
