import type { PoolClient } from 'pg'
import { lockKeys } from '#actions/flow/lock.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { shareOut } from '#actions/flow/share-out.ts'
import { histories } from '#actions/person/load.ts'
import type { Key } from '#core/identity.ts'
import { keysOfPersons } from '#store/identity.ts'

/** The keys of persons, by person, locked until the transaction ends. */
export async function lockedKeys(
  db: PoolClient,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, Key[]>> {
  const before = await keysOfPersons(db, workspaceId, personIds)
  await lockKeys(db, workspaceId, [...before.keys()])
  const byPerson = new Map<string, Key[]>(personIds.map((id) => [id, []]))
  for (const [key, person] of await keysOfPersons(db, workspaceId, personIds)) byPerson.get(person)?.push(key)
  return byPerson
}

/** Shares out persons' events by the ties as they are now, and folds everybody concerned afresh. */
export async function shareAndFold(
  db: PoolClient,
  workspaceId: string,
  personIds: readonly string[],
  now: number,
): Promise<void> {
  const concerned = await shareOut(db, workspaceId, new Set(personIds))
  const history = await histories.of(db, workspaceId)
  await refoldPeople({ db, workspaceId, history, now }, [...concerned])
}

/** The key that names a person best: a user id, else a mail address, else an anonymous id. */
export function bestKey(keys: readonly Key[]): Key | null {
  const sorted = keys.toSorted()
  return (
    ['u:', 'e:', 'a:'].map((kind) => sorted.find((key) => key.startsWith(kind))).find((key) => key !== undefined) ??
    null
  )
}
