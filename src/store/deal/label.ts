import type { PoolClient } from 'pg'

/** Names of owners (`id:…`) by key: members, and those who left as deals remember them. */
export async function ownerNames(
  db: PoolClient,
  workspaceId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const ids = keys.filter((key) => key.startsWith('id:')).map((key) => key.slice(3))
  const names = new Map(keys.filter((key) => key.startsWith('name:')).map((key) => [key, key.slice(5)]))
  if (ids.length === 0) return names
  const { rows } = await db.query<{ id: string; name: string | null }>(
    `select k.id, coalesce(
        (select u.name from workspace_member m join auth_user u on u.id = m.user_id
          where m.workspace_id = $1 and m.user_id::text = k.id),
        (select d.owner_name from deal d where d.workspace_id = $1 and d.owner_id = k.id::uuid and d.owner_name <> '' limit 1)) as name
      from unnest($2::text[]) as k(id)`,
    [workspaceId, ids],
  )
  for (const { id, name } of rows) if (name !== null) names.set(`id:${id}`, name)
  return names
}

/** Names of products by id. */
export async function productNames(
  db: PoolClient,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id::text, name from product where workspace_id = $1 and id::text = any($2)',
    [workspaceId, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Everybody who may hold a quota: members who sell, and owners and teams of deals. */
export async function quotaHolders(
  db: PoolClient,
  workspaceId: string,
): Promise<{ owners: { key: string; name: string }[]; teams: string[] }> {
  const { rows: owners } = await db.query<{ key: string; name: string }>(
    `select 'id:' || u.id as key, u.name from workspace_member m join auth_user u on u.id = m.user_id
      where m.workspace_id = $1 and m.role in ('sdr', 'seller', 'manager', 'success')
     union
     select distinct 'name:' || owner_name, owner_name from deal
      where workspace_id = $1 and owner_id is null and owner_name <> ''
     order by 2, 1 limit 500`,
    [workspaceId],
  )
  const { rows: teams } = await db.query<{ team: string }>(
    `select distinct team from deal where workspace_id = $1 and team <> '' order by 1 limit 200`,
    [workspaceId],
  )
  return { owners, teams: teams.map(({ team }) => team) }
}

/** How many own deals that are open or closed since `from` (epoch ms). */
export async function activeOwners(db: PoolClient, workspaceId: string, from: number): Promise<number> {
  const { rows } = await db.query<{ owners: number }>(
    `select count(distinct coalesce(owner_id::text, owner_name))::integer as owners from deal
      where workspace_id = $1 and (status = 'open' or closed_at >= $2)`,
    [workspaceId, new Date(from)],
  )
  return rows[0]?.owners ?? 0
}

/** Fields that the team has defined for deals and not retired, the oldest first. */
export async function dealFieldsOf(db: PoolClient, workspaceId: string): Promise<{ key: string; label: string }[]> {
  const { rows } = await db.query<{ key: string; label: string }>(
    `select key, label from deal_field where workspace_id = $1 and retired_at is null order by created_at, key limit 100`,
    [workspaceId],
  )
  return rows
}
