import type { Pool } from 'pg'
import { lockAccounts } from '#actions/flow/lock.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { agreedName, nameVoices, type NameVoices } from '#core/account-name.ts'
import { judgeMail } from '#core/mail-domain.ts'
import {
  companyWords,
  endNameLooks,
  findNames,
  nextNameLooks,
  saveNames,
  type NamedAccount,
} from '#store/account-look.ts'
import type { Db } from '#store/rows.ts'

const batch = 100
/** more people say nothing new */
const mostAsked = 200

/**
 * Names companies that are called by their domain alone as their own people do, until none waits or the signal comes.
 * Whoever is better known may always say otherwise. Gives the workspaces in which a name changed.
 */
export async function nameCompanies(pool: Pool, signal?: AbortSignal): Promise<string[]> {
  const changed = new Set<string>()
  while (!signal?.aborted) {
    const looks = await nextNameLooks(pool, batch)
    if (looks.length === 0) break
    for (const [accountId, same] of Map.groupBy(looks, (look) => look.accountId)) {
      const workspaceId = same[0]?.workspaceId ?? ''
      const isNews = await inTransaction(pool, async (db) => {
        await lockAccounts(db, [accountId], [])
        const account = await findNames(db, workspaceId, accountId)
        const news = account !== null && (await nameOne(db, workspaceId, account))
        await endNameLooks(
          db,
          same.map(({ id }) => id),
        )
        return news
      })
      if (isNews) changed.add(workspaceId)
      if (signal?.aborted) break
    }
  }
  return [...changed]
}

/** What people with an address of the company's own domain call it, the most of them first. */
export async function voicesOf(db: Db, workspaceId: string, { id, domains }: NamedAccount): Promise<NameVoices[]> {
  const words = await companyWords(db, workspaceId, id, mostAsked)
  const theirs = words.filter(({ email }) => domains.includes(judgeMail(email).accountDomain ?? ''))
  return nameVoices(
    theirs.map(({ company }) => company),
    domains,
  )
}

async function nameOne(db: Db, workspaceId: string, account: NamedAccount): Promise<boolean> {
  const { people: before, ...names } = account.names
  const people = agreedName(await voicesOf(db, workspaceId, account))
  if ((before ?? null) === people) return false
  await saveNames(db, workspaceId, account.id, people === null ? names : { ...names, people })
  return true
}
