import type { JsonObject } from '#core/json.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface ProductRow {
  id: string
  name: string
  code: string | null
  /** minor units of `currency` */
  priceMinor: number | null
  currency: string | null
  aliases: string[]
  retiredAt: Date | null
}

const columns = `id, name, code, price_minor::double precision as "priceMinor", currency, aliases,
  retired_at as "retiredAt"`

/** The price list, products on sale first. */
export async function listProducts(db: Db, workspaceId: string): Promise<ProductRow[]> {
  const { rows } = await db.query<ProductRow>(
    `select ${columns} from product where workspace_id = $1 order by retired_at is not null, name, id`,
    [workspaceId],
  )
  return rows
}

/** One at a time writes products and agents: twins are found by reading all of them. Until the transaction ends. */
export async function lockProducts(db: Db, workspaceId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('products ' || $1, 47))`, [workspaceId])
}

/** How many deals sell each product, by its id. */
export async function countProductDeals(db: Db, workspaceId: string): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; deals: number }>(
    `select product_id as id, count(*)::integer as deals from deal_product where workspace_id = $1 group by product_id`,
    [workspaceId],
  )
  return new Map(rows.map(({ id, deals }) => [id, deals]))
}

export async function findProduct(db: Db, workspaceId: string, id: string): Promise<ProductRow | null> {
  const { rows } = await db.query<ProductRow>(`select ${columns} from product where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0] ?? null
}

/** Writes products by id; those that are there are written over. `now` in epoch ms. */
export async function putProducts(
  db: Db,
  workspaceId: string,
  products: readonly ProductRow[],
  now: number,
): Promise<void> {
  if (products.length === 0) return
  await db.query(
    `insert into product as p (workspace_id, id, name, code, price_minor, currency, aliases, created_at, retired_at)
     select $1, id, name, code, "priceMinor", currency, aliases, $3, "retiredAt"
       from json_to_recordset($2::json) as r (id uuid, name text, code text, "priceMinor" bigint, currency text,
         aliases text[], "retiredAt" timestamptz)
     on conflict (id) do update set name = excluded.name, code = excluded.code, price_minor = excluded.price_minor,
       currency = excluded.currency, aliases = excluded.aliases, retired_at = excluded.retired_at
       where p.workspace_id = $1`,
    [workspaceId, JSON.stringify(products), isoTime(now)],
  )
}

/** Removes products that no deal sells; gives those that went. */
export async function deleteUnsoldProducts(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `delete from product p where p.workspace_id = $1 and p.id = any($2)
       and not exists (select from deal_product d where d.product_id = p.id) returning p.id`,
    [workspaceId, ids],
  )
  return rows.map(({ id }) => id)
}

/** Keeps what stood there before an import wrote over it; the first word counts. */
export async function keepBefore(
  db: Db,
  workspaceId: string,
  importId: string,
  what: 'product' | 'agent',
  before: readonly { key: string; before: JsonObject | null }[],
): Promise<void> {
  if (before.length === 0) return
  await db.query(
    `insert into import_before (workspace_id, import_id, what, key, before)
     select $1, $2, $3, key, nullif(before, 'null'::jsonb) from json_to_recordset($4::json) as r (key text, before jsonb)
     on conflict do nothing`,
    [workspaceId, importId, what, JSON.stringify(before)],
  )
}

/** What stood there before; and forgets it. */
export async function takeBefore(
  db: Db,
  workspaceId: string,
  importId: string,
  what: 'product' | 'agent',
): Promise<{ key: string; before: JsonObject | null }[]> {
  const { rows } = await db.query<{ key: string; before: JsonObject | null }>(
    'delete from import_before where workspace_id = $1 and import_id = $2 and what = $3 returning key, before',
    [workspaceId, importId, what],
  )
  return rows
}

/** How many things an import has written over or made, of that sort. */
export async function countBefore(db: Db, workspaceId: string, importId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*)::integer as n from import_before where workspace_id = $1 and import_id = $2',
    [workspaceId, importId],
  )
  return rows[0]?.n ?? 0
}

export interface AgentRow {
  /** the name, folded */
  key: string
  name: string
  team: string | null
  manager: string | null
}

/** Who sells, as tables of other systems told. */
export async function listAgents(db: Db, workspaceId: string): Promise<AgentRow[]> {
  const { rows } = await db.query<AgentRow>(
    'select key, name, team, manager from sales_agent where workspace_id = $1 order by name, key',
    [workspaceId],
  )
  return rows
}

export async function putAgents(db: Db, workspaceId: string, agents: readonly AgentRow[]): Promise<void> {
  if (agents.length === 0) return
  await db.query(
    `insert into sales_agent as a (workspace_id, key, name, team, manager)
     select $1, key, name, team, manager from json_to_recordset($2::json) as r (key text, name text, team text, manager text)
     on conflict (workspace_id, key) do update
       set name = excluded.name, team = excluded.team, manager = excluded.manager`,
    [workspaceId, JSON.stringify(agents)],
  )
}

export async function deleteAgents(db: Db, workspaceId: string, keys: readonly string[]): Promise<void> {
  await db.query('delete from sales_agent where workspace_id = $1 and key = any($2)', [workspaceId, keys])
}
