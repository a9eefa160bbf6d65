import type { KeptSetting } from '#core/consent/setting.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** What a workspace set; null when nothing. */
export async function findSetting(db: Db, workspaceId: string): Promise<KeptSetting | null> {
  const { rows } = await db.query<KeptSetting>(
    'select sender, rules, banner from consent_setting where workspace_id = $1',
    [workspaceId],
  )
  return rows[0] ?? null
}

export async function saveSetting(
  db: Db,
  workspaceId: string,
  { sender, rules, banner }: KeptSetting,
  { at, by }: { at: number; by: string },
): Promise<void> {
  await db.query(
    `insert into consent_setting (workspace_id, sender, rules, banner, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id) do update set sender = excluded.sender, rules = excluded.rules, banner = excluded.banner,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [workspaceId, JSON.stringify(sender), JSON.stringify(rules), JSON.stringify(banner), isoTime(at), by],
  )
}
