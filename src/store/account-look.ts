import { nameIn, type AccountNames } from '#core/account-name.ts'
import { unnamed, wordsOf } from '#store/account.ts'
import { prepared, type Db } from '#store/rows.ts'

/** Asks the job to see what people call these companies; those that somebody else has named are left out. */
export async function noteUnnamed(db: Db, workspaceId: string, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  await db.query(
    prepared(
      `insert into account_name_look (workspace_id, account_id)
       select workspace_id, id from account
       where workspace_id = $1 and id = any($2) and domain is not null and not names ?| '{hand,trusted,made,page}'`,
      [workspaceId, [...new Set(accountIds)]],
    ),
  )
}

export interface NameLook {
  id: string
  workspaceId: string
  accountId: string
}

/** Companies whose people are to be asked, the longest waiting first. */
export async function nextNameLooks(db: Db, most: number): Promise<NameLook[]> {
  const { rows } = await db.query<NameLook>(
    `select id::text, workspace_id as "workspaceId", account_id as "accountId" from account_name_look order by id limit $1`,
    [most],
  )
  return rows
}

export async function endNameLooks(db: Db, ids: readonly string[]): Promise<void> {
  await db.query('delete from account_name_look where id = any($1::bigint[])', [ids])
}

export interface NamedAccount {
  id: string
  name: string
  names: AccountNames
  /** its own and those of its keys */
  domains: string[]
}

/** What a company is called and by whom; null when there is none in the workspace. */
export async function findNames(db: Db, workspaceId: string, id: string): Promise<NamedAccount | null> {
  const { rows } = await db.query<NamedAccount>(
    `select a.id, a.name, a.names, array(select k.value from account_key k
         where k.workspace_id = $1 and k.account_id = a.id and k.kind = 'domain'
         union select a.domain where a.domain is not null) as domains
     from account a where a.workspace_id = $1 and a.id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** What people who are with a company say it is called, with their address; of at most so many, the oldest. */
export async function companyWords(
  db: Db,
  workspaceId: string,
  accountId: string,
  most: number,
): Promise<{ email: string; company: string }[]> {
  const { rows } = await db.query<{ email: string; company: string }>(
    `select email, facts ->> 'company' as company from person
     where workspace_id = $1 and account_id = $2 and merged_into is null and email is not null
       and jsonb_typeof(facts -> 'company') = 'string'
     order by id limit $3`,
    [workspaceId, accountId, most],
  )
  return rows
}

/** Writes who calls a company what. Gives the name that counts now. */
export async function saveNames(db: Db, workspaceId: string, id: string, names: AccountNames): Promise<string> {
  const name = nameIn(names)?.name ?? null
  const { rows } = await db.query<{ name: string }>(
    `update account a set names = $3, name = coalesce($4, ${unnamed('a')}),
       search = coalesce(a.search, ''::tsvector) || $5::tsvector
     where a.workspace_id = $1 and a.id = $2 returning a.name`,
    [workspaceId, id, JSON.stringify(names), name, wordsOf({ name, domain: null })],
  )
  return rows[0]?.name ?? ''
}
