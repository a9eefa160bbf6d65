import type { SlotDocument } from '#core/slot/document.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

/** A slot as its team works on it. */
export interface SlotRow {
  id: string
  key: string
  name: string
  draft: SlotDocument
  revision: number
  liveVersion: number | null
  liveAt: Date | null
  /** the draft says something else than what decides */
  changed: boolean
  /** it was published once */
  used: boolean
  updatedAt: Date
  retiredAt: Date | null
}

const columns = `s.id, s.key, s.name, s.draft, s.revision, s.live_version as "liveVersion", v.published_at as "liveAt",
  v.version is not null and v.content <> s.draft as changed,
  exists (select from slot_version o where o.slot_id = s.id) as used, s.updated_at as "updatedAt",
  s.retired_at as "retiredAt"`
const tables = 'slot s left join slot_version v on v.slot_id = s.id and v.version = s.live_version'

/** Slots of a workspace, the last changed first; those out of the list instead, where asked. */
export async function listSlotRows(db: Db, workspaceId: string, retired: boolean): Promise<SlotRow[]> {
  const { rows } = await db.query<SlotRow>(
    prepared(
      `select ${columns} from ${tables} where s.workspace_id = $1 and (s.retired_at is not null) = $2
        order by s.updated_at desc, s.id desc limit 500`,
      [workspaceId, retired],
    ),
  )
  return rows
}

export async function findSlot(db: Db, workspaceId: string, id: string): Promise<SlotRow | null> {
  const { rows } = await db.query<SlotRow>(
    prepared(`select ${columns} from ${tables} where s.workspace_id = $1 and s.id = $2`, [workspaceId, id]),
  )
  return rows[0] ?? null
}

/** The same, held until the transaction ends, for whoever changes it. */
export async function lockSlot(db: Db, workspaceId: string, id: string): Promise<SlotRow | null> {
  await db.query('select from slot where workspace_id = $1 and id = $2 for update', [workspaceId, id])
  return findSlot(db, workspaceId, id)
}

/** False when the workspace has a slot of that key already. */
export async function insertSlot(
  db: Db,
  workspaceId: string,
  slot: { id: string; key: string; name: string; draft: SlotDocument; by: string },
  now: number,
): Promise<boolean> {
  const { id, key, name, draft, by } = slot
  const { rowCount } = await db.query(
    `insert into slot (workspace_id, id, key, name, draft, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7) on conflict (workspace_id, key) do nothing`,
    [workspaceId, id, key, name, JSON.stringify(draft), isoTime(now), by],
  )
  return rowCount === 1
}

/** Keeps a draft, if it is as it was read; the new revision, or null. */
export async function changeSlotDraft(
  db: Db,
  workspaceId: string,
  id: string,
  change: { revision: number; name: string; draft: SlotDocument; by: string },
  now: number,
): Promise<number | null> {
  const { revision, name, draft, by } = change
  const { rows } = await db.query<{ revision: number }>(
    `update slot set name = $4, draft = $5, updated_at = $6, updated_by = $7, revision = revision + 1
      where workspace_id = $1 and id = $2 and revision = $3 returning revision`,
    [workspaceId, id, revision, name, JSON.stringify(draft), isoTime(now), by],
  )
  return rows[0]?.revision ?? null
}

/** Makes a content the next version, by which everybody is answered from now on; gives its number. The caller holds the slot. */
export async function publishSlotVersion(
  db: Db,
  workspaceId: string,
  id: string,
  { content, by }: { content: SlotDocument; by: string },
  now: number,
): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    `insert into slot_version (workspace_id, slot_id, version, content, published_at, published_by)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from slot_version where slot_id = $2 returning version`,
    [workspaceId, id, JSON.stringify(content), isoTime(now), by],
  )
  const version = rows[0]?.version as number
  await setLiveVersion(db, workspaceId, id, version, by, now)
  return version
}

/** The version that decides; null: everybody sees the default. */
export async function setLiveVersion(
  db: Db,
  workspaceId: string,
  id: string,
  version: number | null,
  by: string,
  now: number,
): Promise<void> {
  await db.query(
    'update slot set live_version = $3, updated_at = $4, updated_by = $5 where workspace_id = $1 and id = $2',
    [workspaceId, id, version, isoTime(now), by],
  )
}

/** Out of the list, or back into it. */
export async function retireSlotRow(
  db: Db,
  workspaceId: string,
  id: string,
  retired: boolean,
  by: string,
  now: number,
): Promise<void> {
  await db.query(
    `update slot set retired_at = case when $3 then coalesce(retired_at, $4::timestamptz) end, updated_at = $4, updated_by = $5
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, retired, isoTime(now), by],
  )
}

export interface SlotVersionRow {
  version: number
  content: SlotDocument
  at: Date
  by: string
}

/** What was published of a slot, newest first. */
export async function slotVersions(db: Db, workspaceId: string, id: string): Promise<SlotVersionRow[]> {
  const { rows } = await db.query<SlotVersionRow>(
    `select version, content, published_at as at, published_by as by from slot_version
      where workspace_id = $1 and slot_id = $2 order by version desc limit 100`,
    [workspaceId, id],
  )
  return rows
}

export interface LiveSlotRow {
  id: string
  key: string
  name: string
  version: number
  content: SlotDocument
}

/** All that decides in a workspace now, by key. */
export async function liveSlots(db: Db, workspaceId: string): Promise<LiveSlotRow[]> {
  const { rows } = await db.query<LiveSlotRow>(
    prepared(
      `select s.id, s.key, s.name, v.version, v.content from slot s
         join slot_version v on v.slot_id = s.id and v.version = s.live_version
        where s.workspace_id = $1 and s.retired_at is null order by s.key`,
      [workspaceId],
    ),
  )
  return rows
}

/** A public key of the workspace, by which its pages ask; null: none is in force. */
export async function publicKeyOf(db: Db, workspaceId: string): Promise<string | null> {
  const { rows } = await db.query<{ shown: string }>(
    `select shown from write_key where workspace_id = $1 and kind = 'public' and revoked_at is null
      order by created_at, id limit 1`,
    [workspaceId],
  )
  return rows[0]?.shown ?? null
}
