import type { PageState } from '#contract/page.ts'
import { refuse, type Result } from '#contract/problem.ts'
import { picturesOf, type PageDocument } from '#core/page/document.ts'
import type { PageRow } from '#store/page/page.ts'
import { picturesById } from '#store/page/picture.ts'
import type { Db } from '#store/rows.ts'

export const noPage = refuse('not_found', 'There is no such page here.')

/** The refusal of who changes what has changed since they looked. */
export const outdatedPage = refuse(
  'conflict',
  'Somebody changed this page since you looked; nothing of yours was written. Look again, then repeat it.',
)

export const testRuns = refuse(
  'conflict',
  'A test compares what is on the web now, so it must not change. End the test first.',
)

/** Where a page stands for the public. */
export function stateOf({ liveVersion, changed, unpublishedAt }: PageRow): PageState {
  if (liveVersion !== null) return changed ? 'changed' : 'live'
  return unpublishedAt === null ? 'draft' : 'off'
}

/** Refuses a document that shows pictures which are not the workspace's. */
export async function checkPictures(db: Db, workspaceId: string, document: PageDocument): Promise<Result<null>> {
  const ids = picturesOf(document)
  const known = await picturesById(db, workspaceId, ids)
  const missing = ids.find((id) => !known.has(id))
  return missing === undefined
    ? { ok: true, value: null }
    : refuse('invalid', `There is no picture ${missing} here; upload it first.`)
}
