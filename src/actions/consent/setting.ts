import { readSetting, type ConsentSetting } from '#core/consent/setting.ts'
import { findSetting } from '#store/consent-setting.ts'
import type { Db } from '#store/rows.ts'
import { findWorkspace } from '#store/workspace.ts'

/** Who sends, the rules of the country, how the banner looks; the sender is called like the workspace until named. */
export async function settingOf(db: Db, workspaceId: string): Promise<ConsentSetting & { zone: string }> {
  const [kept, workspace] = [await findSetting(db, workspaceId), await findWorkspace(db, workspaceId)]
  return { ...readSetting(kept, workspace?.name ?? ''), zone: workspace?.zone ?? 'UTC' }
}
