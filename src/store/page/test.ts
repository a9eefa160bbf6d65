import type { TestPlan } from '#core/page/test.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** A test of a page's variants, planned, running or over. */
export interface PageTestRow {
  id: string
  pageId: string
  version: number
  plan: TestPlan
  startedAt: Date
  startedBy: string
  endedAt: Date | null
  endedBy: string | null
  winner: string | null
}

const columns = `id, page_id as "pageId", version, plan, started_at as "startedAt", started_by as "startedBy",
  ended_at as "endedAt", ended_by as "endedBy", winner`

/** Tests of a page, the newest first. */
export async function pageTests(db: Db, workspaceId: string, pageId: string): Promise<PageTestRow[]> {
  const { rows } = await db.query<PageTestRow>(
    `select ${columns} from page_test where workspace_id = $1 and page_id = $2 order by started_at desc, id desc limit 50`,
    [workspaceId, pageId],
  )
  return rows
}

export async function runningTest(db: Db, workspaceId: string, pageId: string): Promise<PageTestRow | null> {
  const { rows } = await db.query<PageTestRow>(
    `select ${columns} from page_test where workspace_id = $1 and page_id = $2 and ended_at is null`,
    [workspaceId, pageId],
  )
  return rows[0] ?? null
}

export async function insertTest(
  db: Db,
  workspaceId: string,
  test: { id: string; pageId: string; version: number; plan: TestPlan; by: string },
  now: number,
): Promise<void> {
  const { id, pageId, version, plan, by } = test
  await db.query(
    `insert into page_test (workspace_id, id, page_id, version, plan, started_at, started_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, id, pageId, version, JSON.stringify(plan), isoTime(now), by],
  )
}

/** Ends the test that runs on a page; false when none does. */
export async function endRunningTest(
  db: Db,
  workspaceId: string,
  pageId: string,
  end: { by: string; winner: string | null },
  now: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update page_test set ended_at = $3, ended_by = $4, winner = $5
      where workspace_id = $1 and page_id = $2 and ended_at is null`,
    [workspaceId, pageId, isoTime(now), end.by, end.winner],
  )
  return rowCount === 1
}
