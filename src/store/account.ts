import { nameIn, type AccountNames } from '#core/account-name.ts'
import type { JsonObject } from '#core/json.ts'
import { searchWords } from '#core/search-words.ts'
import { insertRows, isoTime, prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** `domain:acme.com` or `group:42`. */
export type AccountKey = string

export async function loadAccountKeys(
  db: Db,
  workspaceId: string,
  keys: readonly AccountKey[],
): Promise<Map<AccountKey, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await db.query<{ key: string; account_id: string }>(
    prepared(
      `select kind || ':' || value as key, account_id from unnest($2::text[]) as k(key)
       join account_key a on a.workspace_id = $1
         and a.kind = split_part(k.key, ':', 1) and a.value = substr(k.key, strpos(k.key, ':') + 1)`,
      [workspaceId, keys],
    ),
  )
  return new Map(rows.map((row) => [row.key, row.account_id]))
}

export async function insertAccounts(
  db: Db,
  workspaceId: string,
  accounts: readonly { id: string; name: string; domain: string | null; names?: AccountNames }[],
  keys: ReadonlyMap<AccountKey, string>,
): Promise<void> {
  await insertRows(
    db,
    'account',
    'workspace_id uuid, id uuid, name text, names jsonb, domain text, search tsvector',
    accounts.map((account) => ({ workspace_id: workspaceId, names: {}, ...account, search: wordsOf(account) })),
  )
  await insertRows(
    db,
    'account_key',
    'workspace_id uuid, kind text, value text, account_id uuid',
    [...keys].map(([key, accountId]) => ({
      workspace_id: workspaceId,
      kind: key.slice(0, key.indexOf(':')),
      value: key.slice(key.indexOf(':') + 1),
      account_id: accountId,
    })),
    'on conflict do nothing',
  )
}

/** The words by which a company is found, as a text vector; former names go on finding it. */
export function wordsOf({ name, domain }: { name: string | null; domain: string | null }): string {
  return searchWords([name, domain])
    .map((word) => `'${word.replaceAll(/['\\]/g, '$&$&')}'`)
    .join(' ')
}

export interface AccountFacts {
  id: string
  facts: JsonObject
  names: AccountNames
  /** epoch ms and message id of the last fact folded, or null */
  at: number | null
  messageId: string | null
}

export async function loadAccountFacts(db: Db, workspaceId: string, ids: readonly string[]): Promise<AccountFacts[]> {
  const { rows } = await db.query<{
    id: string
    facts: JsonObject
    names: AccountNames
    position_at: Date | null
    position_id: string | null
  }>(
    prepared(
      'select id, facts, names, position_at, position_id from account where workspace_id = $1 and id = any($2)',
      [workspaceId, ids],
    ),
  )
  return rows.map((row) => ({
    id: row.id,
    facts: row.facts,
    names: row.names,
    at: row.position_at?.getTime() ?? null,
    messageId: row.position_id,
  }))
}

export async function saveAccountFacts(
  db: Db,
  workspaceId: string,
  accounts: readonly (AccountFacts & { domain: string | null; folded: JsonObject | null })[],
): Promise<void> {
  await db.query(
    prepared(
      `update account a set facts = r.facts, folded = r.folded, position_at = r.at, position_id = r.message_id,
         names = r.names, name = coalesce(r.name, ${unnamed('a', 'r.domain')}), domain = coalesce(a.domain, r.domain),
         search = coalesce(a.search, ''::tsvector) || coalesce(r.search, ''::tsvector)
       from json_to_recordset($2::json) as r(id uuid, facts jsonb, folded jsonb, at timestamptz, message_id text,
         names jsonb, name text, domain text, search tsvector)
       where a.workspace_id = $1 and a.id = r.id`,
      [
        workspaceId,
        JSON.stringify(
          accounts.map(({ id, facts, names, folded, at, messageId, domain }) => {
            const name = nameIn(names)?.name ?? null
            const search = wordsOf({ name, domain })
            return { id, facts, names, folded, at: isoTime(at), message_id: messageId, name, domain, search }
          }),
        ),
      ],
    ),
  )
}

/** What a company is called that nobody names: its domain, its group id, or as it was called. */
export function unnamed(account: string, domain = 'null'): string {
  return `coalesce(${account}.domain, ${domain}, (select min(k.value) from account_key k
    where k.workspace_id = ${account}.workspace_id and k.account_id = ${account}.id and k.kind = 'group'
      and k.value <> ${account}.id::text), ${account}.name)`
}

/** People who belong or have belonged to accounts, at most `limit` of them in all. */
export async function peopleOfAccounts(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
  limit: number,
): Promise<{ personId: string; accountId: string }[]> {
  const { rows } = await db.query<{ person_id: string; account_id: string }>(
    prepared(
      `select m.person_id, m.account_id from account_member m join person p on p.id = m.person_id
       where m.workspace_id = $1 and m.account_id = any($2) and p.merged_into is null limit $3`,
      [workspaceId, accountIds, limit],
    ),
  )
  return rows.map((row) => ({ personId: row.person_id, accountId: row.account_id }))
}

/** Writes down who belongs to which account; once is enough. */
export async function saveMembers(
  db: Db,
  workspaceId: string,
  members: readonly { personId: string; accountId: string }[],
): Promise<void> {
  if (members.length === 0) return
  await db.query(
    prepared(
      `insert into account_member (workspace_id, account_id, person_id)
       select $1, account_id, person_id from unnest($2::uuid[], $3::uuid[]) as m(account_id, person_id)
       on conflict do nothing`,
      [workspaceId, members.map((member) => member.accountId), members.map((member) => member.personId)],
    ),
  )
}

/** Marks everybody of accounts as pending: folded again by the job, or by their next event before that. */
export async function markAccountPending(db: Db, workspaceId: string, accountIds: readonly string[]): Promise<void> {
  await db.query(
    `update person_fold f set version = 0 from account_member m
     where m.workspace_id = $1 and m.account_id = any($2) and f.person_id = m.person_id and f.workspace_id = $1`,
    [workspaceId, accountIds],
  )
}
