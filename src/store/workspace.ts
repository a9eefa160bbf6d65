import type { Pool, PoolClient } from 'pg'
import type { SignInPolicy, WorkspaceInput, WorkspaceSummary } from '#contract/session.ts'
import type { Role } from '#core/permission.ts'

type Db = Pool | PoolClient

export interface Workspace {
  id: string
  name: string
  /** IANA zone in which days and weeks are cut */
  zone: string
  currency: string
  languages: string[]
  settings: Record<string, unknown>
  demo: boolean
}

const columns = 'workspace_id as id, name, zone, currency, languages, settings, demo'

export async function insertWorkspace(db: Db, id: string, input: WorkspaceInput, demo: boolean): Promise<void> {
  await db.query(
    `insert into workspace (workspace_id, name, zone, currency, languages, demo) values ($1, $2, $3, $4, $5, $6)`,
    [id, input.name, input.zone, input.currency, input.languages, demo],
  )
}

export async function findWorkspace(db: Db, workspaceId: string): Promise<Workspace | null> {
  const { rows } = await db.query<Workspace>(`select ${columns} from workspace where workspace_id = $1`, [workspaceId])
  return rows[0] ?? null
}

export async function updateWorkspace(db: Db, workspaceId: string, input: WorkspaceInput): Promise<void> {
  await db.query(`update workspace set name = $2, zone = $3, currency = $4, languages = $5 where workspace_id = $1`, [
    workspaceId,
    input.name,
    input.zone,
    input.currency,
    input.languages,
  ])
}

/** Other settings of the workspace stay. */
export async function updateSignInPolicy(db: Db, workspaceId: string, policy: SignInPolicy): Promise<void> {
  await db.query('update workspace set settings = settings || $2::jsonb where workspace_id = $1', [
    workspaceId,
    JSON.stringify(policy),
  ])
}

/** The workspace of the sample company, when one was made; the newest. */
export async function findDemoWorkspace(db: Db): Promise<Workspace | null> {
  const { rows } = await db.query<Workspace>(
    `select ${columns} from workspace where demo order by created_at desc limit 1`,
  )
  return rows[0] ?? null
}

/** Makes them a member with that role, or gives a member that role. */
export async function putMember(db: Db, workspaceId: string, userId: string, role: Role): Promise<void> {
  await db.query(
    `insert into workspace_member (workspace_id, user_id, role) values ($1, $2, $3)
     on conflict (workspace_id, user_id) do update set role = excluded.role`,
    [workspaceId, userId, role],
  )
}

/** The workspaces a user belongs to, with their role in each, oldest membership first. */
export async function workspacesOf(db: Db, userId: string): Promise<Omit<WorkspaceSummary, 'mails'>[]> {
  const { rows } = await db.query<Omit<WorkspaceSummary, 'mails'>>(
    `select w.workspace_id as id, w.name, w.zone, w.currency, w.languages, w.demo, m.role,
            coalesce((w.settings ->> 'secondFactorRequired')::boolean, false) as "secondFactorRequired"
       from workspace_member m join workspace w using (workspace_id)
      where m.user_id = $1 order by m.created_at, w.workspace_id`,
    [userId],
  )
  return rows
}

/** Whether somebody owns this server: a workspace that is no demo has an admin. */
export async function hasAdmin(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select from workspace_member m join workspace w using (workspace_id)
                     where m.role = 'admin' and not w.demo) as found`,
  )
  return rows[0]?.found === true
}
