import { addressHash } from '#actions/consent/secret.ts'
import { purposesOf } from '#actions/consent/purposes.ts'
import { normalisePhone } from '#core/consent/address.ts'
import { judgeReach, saysDoNotContact, type Purpose, type Reach, type ReachFacts } from '#core/consent/purpose.ts'
import { consentSecret } from '#store/consent.ts'
import { reachRows, suppressedHashes, type ReachRow } from '#store/consent-reach.ts'
import type { Db } from '#store/rows.ts'

export type { Reach }

const batch = 5000

/**
 * Whether a purpose may reach these people, and why: consent or another basis, the suppression list, do-not-contact.
 * One answer for each id that was asked for (of somebody merged, the survivor's; of nobody, `gone`). Everything that
 * sends, exports or shows people to others asks this first, at the moment when it does so.
 */
export async function mayReach(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  purpose: string,
): Promise<Map<string, Reach>> {
  const asked = (await purposesOf(db, workspaceId)).find(({ id }) => id === purpose) ?? null
  const secret = await consentSecret(db)
  const answers = new Map<string, Reach>(personIds.map((id) => [id, { may: false, why: 'gone' }]))
  for (let at = 0; at < personIds.length; at += batch) {
    const rows = await reachRows(db, workspaceId, personIds.slice(at, at + batch))
    const facts = await reachFacts(db, workspaceId, rows, purpose, secret)
    rows.forEach((row, index) => answers.set(row.id, judgeReach(asked, facts[index] as ReachFacts)))
  }
  return answers
}

/** What is in the way of people whatever the purpose, by the id that was asked for; nobody's ids are left out. */
export async function barsOf(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, Pick<ReachFacts, 'suppressed' | 'doNotContact'>>> {
  const secret = await consentSecret(db)
  const bars = new Map<string, ReachFacts>()
  for (let at = 0; at < personIds.length; at += batch) {
    const rows = await reachRows(db, workspaceId, personIds.slice(at, at + batch))
    const facts = await reachFacts(db, workspaceId, rows, '', secret)
    rows.forEach((row, index) => bars.set(row.id, facts[index] as ReachFacts))
  }
  return bars
}

/** The same for several purposes at once, of one person; null when there is no such person. */
export async function reachOfPerson(
  db: Db,
  workspaceId: string,
  personId: string,
  purposes: readonly Purpose[],
): Promise<{ reach: Map<string, Reach>; facts: ReachFacts; row: ReachRow } | null> {
  const rows = await reachRows(db, workspaceId, [personId])
  const row = rows[0]
  if (!row) return null
  const [facts] = await reachFacts(db, workspaceId, rows, '', await consentSecret(db))
  if (!facts) return null
  const reach = purposes.map((purpose): [string, Reach] => [
    purpose.id,
    judgeReach(purpose, { ...facts, state: stateOf(row, purpose.id) }),
  ])
  return { reach: new Map(reach), facts, row }
}

async function reachFacts(
  db: Db,
  workspaceId: string,
  rows: readonly ReachRow[],
  purpose: string,
  secret: string,
): Promise<ReachFacts[]> {
  const hashes = rows.map((row) => hashesOf(row, workspaceId, secret))
  const suppressed = await suppressedHashes(db, workspaceId, hashes.flat())
  return rows.map((row, index) => ({
    state: stateOf(row, purpose),
    suppressed: (hashes[index] ?? []).some((hash) => suppressed.has(hash.toString('hex'))),
    doNotContact: saysDoNotContact(row.facts, row.lists),
    email: row.email,
    phone: phoneOf(row),
  }))
}

function stateOf({ consent }: ReachRow, purpose: string): ReachFacts['state'] {
  return Object.hasOwn(consent, purpose) ? (consent[purpose]?.state ?? null) : null
}

function phoneOf({ facts }: ReachRow): string | null {
  return typeof facts['phone'] === 'string' && facts['phone'].trim() !== '' ? facts['phone'] : null
}

/** All addresses of somebody: whoever is not to be written to under one of them is not under another either. */
function hashesOf(row: ReachRow, workspaceId: string, secret: string): Buffer[] {
  const emails = new Set(row.email === null ? row.emails : [...row.emails, row.email])
  const phone = normalisePhone(phoneOf(row) ?? '')
  return [
    ...[...emails].map((email) => addressHash(secret, workspaceId, 'email', email)),
    ...(phone === null ? [] : [addressHash(secret, workspaceId, 'phone', phone)]),
  ]
}

/** Which of these mail addresses, of people who may not be here yet, are on the suppression list. */
export async function suppressedMails(db: Db, workspaceId: string, emails: readonly string[]): Promise<string[]> {
  if (emails.length === 0) return []
  const secret = await consentSecret(db)
  const hashes = emails.map((email) => addressHash(secret, workspaceId, 'email', email))
  const found = await suppressedHashes(db, workspaceId, hashes)
  return emails.filter((_, index) => found.has(hashes[index]?.toString('hex') ?? ''))
}
