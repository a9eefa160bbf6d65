import { createHash, randomBytes } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { type PrivacySettings, readPrivacy } from '#contract/settings.ts'
import type { ChannelRules } from '#core/channel-rule/judge.ts'
import type { Trust } from '#core/event.ts'
import { channelRulesSql, type ChannelRulesRow, readChannelRules } from '#store/channel-rule.ts'

type Db = Pool | PoolClient

/** A key as lists show it: a public one whole, of a secret one only the beginning. Times are Dates. */
export interface WriteKeyRow {
  id: string
  kind: Trust
  name: string
  shown: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** Whom a key speaks for. */
export interface KeyHolder {
  keyId: string
  workspaceId: string
  trust: Trust
  privacy: PrivacySettings
  channels: ChannelRules
}

const columns = `id, kind, name, shown, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`

/** A new key in the open: `pk_` and 128 random bits, or `sk_` and 192. Nobody can show a secret one again. */
export function newWriteKey(kind: Trust): string {
  return kind === 'public' ? `pk_${randomBytes(16).toString('hex')}` : `sk_${randomBytes(24).toString('hex')}`
}

/** Keeps the sha256 of a key; of a secret key nothing else but its first characters. */
export async function insertWriteKey(
  db: Db,
  workspaceId: string,
  row: { id: string; kind: Trust; name: string; key: string },
): Promise<WriteKeyRow> {
  const shown = row.kind === 'public' ? row.key : `${row.key.slice(0, 9)}…`
  const { rows } = await db.query<WriteKeyRow>(
    `insert into write_key (workspace_id, id, kind, name, hash, shown) values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [workspaceId, row.id, row.kind, row.name, hashOf(row.key), shown],
  )
  return rows[0] as WriteKeyRow
}

/** All keys of a workspace, those in force first, newest first. */
export async function listWriteKeys(db: Db, workspaceId: string): Promise<WriteKeyRow[]> {
  const { rows } = await db.query<WriteKeyRow>(
    `select ${columns} from write_key where workspace_id = $1 order by revoked_at is not null, created_at desc, id`,
    [workspaceId],
  )
  return rows
}

/** Revokes a key; the moment of an earlier revocation stays. Null when the workspace has no such key. */
export async function revokeWriteKey(db: Db, workspaceId: string, id: string): Promise<WriteKeyRow | null> {
  const { rows } = await db.query<WriteKeyRow>(
    `update write_key set revoked_at = coalesce(revoked_at, now()) where workspace_id = $1 and id = $2 returning ${columns}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Whom a key speaks for now; null when it is unknown or revoked. The one query of a key that names no workspace. */
export async function findKeyHolder(db: Db, key: string): Promise<KeyHolder | null> {
  const { rows } = await db.query<
    { id: string; workspaceId: string; kind: Trust; settings: Record<string, unknown> } & ChannelRulesRow
  >(
    `select k.id, k.workspace_id as "workspaceId", k.kind, w.settings, r.version, r.rules
       from write_key k join workspace w using (workspace_id) left join lateral (${channelRulesSql('w.workspace_id')}) r on true
      where k.hash = $1 and k.revoked_at is null`,
    [hashOf(key)],
  )
  const row = rows[0]
  if (!row) return null
  const { id, workspaceId, kind, settings } = row
  return { keyId: id, workspaceId, trust: kind, privacy: readPrivacy(settings), channels: readChannelRules(row) }
}

/** Notes that a key was used, to the minute. */
export async function touchWriteKey(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.query(
    `update write_key set last_used_at = now()
      where workspace_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [workspaceId, id],
  )
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
