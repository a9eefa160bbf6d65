import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '#core/permission.ts'
import type { Db } from '#store/rows.ts'

export type ApiKeyKind = 'personal' | 'service'

/** A key as lists show it. `holderRole` is null when the holder is no member any more. */
export interface ApiKeyRow {
  id: string
  kind: ApiKeyKind
  name: string
  holderId: string
  holderName: string
  holderRole: Role | null
  scopes: string[]
  shown: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** Whom a key speaks for. */
export interface ApiKeyHolder {
  keyId: string
  kind: ApiKeyKind
  keyName: string
  scopes: string[]
  workspaceId: string
  userId: string
  userName: string
  role: Role
}

const columns = `k.id, k.kind, k.name, k.holder_id as "holderId", u.name as "holderName", m.role as "holderRole", k.scopes,
  k.shown, k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
  k.revoked_at as "revokedAt"`
const from = `from api_key k join auth_user u on u.id = k.holder_id
  left join workspace_member m on m.workspace_id = k.workspace_id and m.user_id = k.holder_id`
const epoch = (place: string): string => `to_timestamp(${place}::double precision / 1000)`

/** A new key in the open: `ak_` and 192 random bits. Nobody can show it again. */
export function newApiKey(): string {
  return `ak_${randomBytes(24).toString('hex')}`
}

export async function insertApiKey(
  db: Db,
  workspaceId: string,
  row: {
    id: string
    kind: ApiKeyKind
    name: string
    holderId: string
    scopes: readonly string[]
    key: string
    /** epoch ms */
    now: number
    expiresAt: number | null
  },
): Promise<void> {
  await db.query(
    `insert into api_key (workspace_id, id, kind, name, holder_id, scopes, hash, shown, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, ${epoch('$9')}, ${epoch('$10')})`,
    [
      workspaceId,
      row.id,
      row.kind,
      row.name,
      row.holderId,
      row.scopes,
      hashOf(row.key),
      `${row.key.slice(0, 9)}…`,
      row.now,
      row.expiresAt,
    ],
  )
}

/** The keys of one holder, or of the whole workspace when `holderId` is null; those in force first, newest first. */
export async function listApiKeys(db: Db, workspaceId: string, holderId: string | null): Promise<ApiKeyRow[]> {
  const { rows } = await db.query<ApiKeyRow>(
    `select ${columns} ${from} where k.workspace_id = $1 and ($2::uuid is null or k.holder_id = $2)
      order by k.revoked_at is not null, k.created_at desc, k.id`,
    [workspaceId, holderId],
  )
  return rows
}

export async function findApiKey(db: Db, workspaceId: string, id: string): Promise<ApiKeyRow | null> {
  const { rows } = await db.query<ApiKeyRow>(`select ${columns} ${from} where k.workspace_id = $1 and k.id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0] ?? null
}

/** Revokes a key; the moment of an earlier revocation stays. */
export async function revokeApiKey(db: Db, workspaceId: string, id: string, now: number): Promise<void> {
  await db.query(
    `update api_key set revoked_at = coalesce(revoked_at, ${epoch('$3')}) where workspace_id = $1 and id = $2`,
    [workspaceId, id, now],
  )
}

/** A member's personal keys end with the membership. How many did. */
export async function revokePersonalKeys(db: Db, workspaceId: string, userId: string, now: number): Promise<number> {
  const { rowCount } = await db.query(
    `update api_key set revoked_at = ${epoch('$3')}
      where workspace_id = $1 and holder_id = $2 and kind = 'personal' and revoked_at is null`,
    [workspaceId, userId, now],
  )
  return rowCount ?? 0
}

/** The service keys of one who leaves pass to another. How many did. */
export async function passServiceKeys(db: Db, workspaceId: string, from: string, to: string): Promise<number> {
  const { rowCount } = await db.query(
    `update api_key set holder_id = $3
      where workspace_id = $1 and holder_id = $2 and kind = 'service' and revoked_at is null`,
    [workspaceId, from, to],
  )
  return rowCount ?? 0
}

/**
 * Whom a key speaks for now; null when it is unknown, revoked or expired, or its holder is no member any more. Beside
 * write keys the one query of a key that names no workspace.
 */
export async function findApiKeyHolder(db: Db, key: string): Promise<ApiKeyHolder | null> {
  const { rows } = await db.query<ApiKeyHolder>(
    `select k.id as "keyId", k.kind, k.name as "keyName", k.scopes, k.workspace_id as "workspaceId",
            k.holder_id as "userId", u.name as "userName", m.role
       from api_key k join auth_user u on u.id = k.holder_id
       join workspace_member m on m.workspace_id = k.workspace_id and m.user_id = k.holder_id
      where k.hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
    [hashOf(key)],
  )
  return rows[0] ?? null
}

/** Notes that a key was used, to the minute. */
export async function touchApiKey(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.query(
    `update api_key set last_used_at = now()
      where workspace_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [workspaceId, id],
  )
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
