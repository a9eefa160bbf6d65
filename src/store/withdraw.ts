import { takeName, untoldNames } from '#core/account-name.ts'
import { merge } from '#core/fold/facts.ts'
import type { JsonObject } from '#core/json.ts'
import { foldedEntries } from '#core/folded.ts'
import { loadAccountFacts, markAccountPending, saveAccountFacts } from '#store/account.ts'
import { accountEventsOf } from '#store/event.ts'
import type { Db } from '#store/rows.ts'

/** Some of the people an import's events are filed under. */
export async function importedPeople(db: Db, workspaceId: string, importId: string, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ person_id: string }>(
    `select distinct person_id from
       (select person_id from event where workspace_id = $1 and import_id = $2 and person_id is not null limit $3) as concerned`,
    [workspaceId, importId, limit],
  )
  return rows.map((row) => row.person_id)
}

/** Deletes an import's events of these people, or (null) those that are nobody's. Gives accounts whose facts went. */
export async function withdrawEvents(
  db: Db,
  workspaceId: string,
  importId: string,
  persons: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await db.query<{ account_id: string }>(
    `with gone as (
       delete from event where workspace_id = $1 and import_id = $2
         and (($3::uuid[] is null and person_id is null) or person_id = any($3))
       returning account_id, account_traits)
     select distinct account_id from gone where account_id is not null and account_traits is not null`,
    [workspaceId, importId, persons],
  )
  return rows.map((row) => row.account_id)
}

/** Deletes an import's facts about accounts that are nobody's events. Gives those accounts. */
export async function withdrawAccountFacts(db: Db, workspaceId: string, importId: string): Promise<string[]> {
  const { rows } = await db.query<{ account_id: string }>(
    `with gone as (
       delete from event where workspace_id = $1 and import_id = $2 and person_id is null and account_traits is not null
       returning account_id)
     select distinct account_id from gone where account_id is not null`,
    [workspaceId, importId],
  )
  return rows.map((row) => row.account_id)
}

/** Folds the facts of accounts again from what is left; those that nobody and nothing names any more disappear. */
export async function refoldAccounts(db: Db, workspaceId: string, accountIds: readonly string[]): Promise<void> {
  const events = await accountEventsOf(db, workspaceId, accountIds)
  const writes = (await loadAccountFacts(db, workspaceId, accountIds)).map(({ id, names: known }) => {
    const facts: JsonObject = {}
    const names = untoldNames(known)
    const all = events.get(id) ?? []
    for (const event of all) {
      merge(facts, event.accountTraits ?? {}, event.source)
      takeName(names, event.accountTraits, event.source)
    }
    const last = all.at(-1)
    return {
      id,
      facts,
      folded: foldedEntries(facts),
      at: last?.time ?? null,
      messageId: last?.messageId ?? null,
      names,
      domain: null,
    }
  })
  await saveAccountFacts(db, workspaceId, writes)
  await markAccountPending(db, workspaceId, accountIds)
  await db.query(
    `delete from account a where a.workspace_id = $1 and a.id = any($2) and not a.names ?| '{hand,made}'
       and not exists (select from event e where e.workspace_id = $1 and e.account_id = a.id)
       and not exists (select from person p where p.workspace_id = $1 and p.account_id = a.id)
       and not exists (select from deal d where d.workspace_id = $1 and d.account_id = a.id)`,
    [workspaceId, accountIds],
  )
}

/** People with no event left, and no consequence that was carried out, disappear. Gives whom. */
export async function deleteEmptyPersons(
  db: Db,
  workspaceId: string,
  persons: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select p.id from person p where p.workspace_id = $1 and p.id = any($2)
       and not exists (select from event e where e.workspace_id = $1 and e.person_id = p.id)
       and not exists (select from effect f where f.person_id = p.id and f.state <> 'would_fire')`,
    [workspaceId, persons],
  )
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return new Set()
  await db.query('delete from reach where workspace_id = $1 and subject_id = any($2)', [workspaceId, ids])
  await db.query('delete from stage_interval where workspace_id = $1 and subject_id = any($2)', [workspaceId, ids])
  await db.query('update person set merged_into = null where workspace_id = $1 and merged_into = any($2)', [
    workspaceId,
    ids,
  ])
  await db.query('delete from person_fold where workspace_id = $1 and person_id = any($2)', [workspaceId, ids])
  await db.query('delete from account_member where workspace_id = $1 and person_id = any($2)', [workspaceId, ids])
  await db.query('delete from person where workspace_id = $1 and id = any($2)', [workspaceId, ids])
  return new Set(ids)
}
