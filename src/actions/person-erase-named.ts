import { personOfAddress } from '#store/consent-state.ts'
import {
  dealsOf,
  dealsWithout,
  everyFactOf,
  everyIdOf,
  everyKeyOf,
  namesakesOf,
  othersKeys,
  type Namesake,
} from '#store/erasure-find.ts'
import type { Whom } from '#store/erasure-rows.ts'
import type { Ties } from '#store/erasure-tied.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { erasePatterns, namedByFacts, type ErasePatterns } from '#core/privacy/erase.ts'
import type { Db } from '#store/rows.ts'

/** Everything by which somebody is found. */
export interface Named {
  whom: Whom
  phones: string[]
  /** every key of theirs, also those they share: to be locked */
  keys: string[]
  /** what is looked for in everybody's rows: nothing that others are called too */
  patterns: ErasePatterns
  /** what is looked for where it is about them: also names that others bear */
  linked: ErasePatterns
  /** who else is called so, and what is looked for where it is about the person alone */
  namesakes: Namesake[]
  ties: Ties
  /** deals they are in, or that something was said of by or about them */
  deals: string[]
}

/**
 * What names a person, or whoever stands behind an address: ids of all who were merged into them, keys and facts of their
 * whole history. Nothing that also names somebody else: a shared computer's cookie, a mailbox or a name that others have.
 * Reads only.
 */
export async function namedBy(
  db: Db,
  workspaceId: string,
  { personId, address }: { personId: string | null; address: string | null },
): Promise<Named> {
  const mail = address === null ? null : (normaliseMail(address) ?? address.toLowerCase())
  const id = personId ?? (mail === null ? null : await personOfAddress(db, workspaceId, mail))
  const ids = id === null ? [] : await everyIdOf(db, workspaceId, id)
  const facts = namedByFacts(await everyFactOf(db, workspaceId, ids))
  const told = facts.mails.flatMap((one) => normaliseMail(one) ?? [])
  const all = new Set([...(await everyKeyOf(db, workspaceId, ids)), ...told.map((one) => `e:${one}`)])
  if (mail !== null) all.add(`e:${mail}`)
  const shared = await othersKeys(db, workspaceId, ids, [...all])
  // an address that was asked for by name is theirs
  const keys = [...all].filter((key) => !shared.has(key) || key === `e:${mail ?? ''}`)
  const of = (kind: string) => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(2))
  const whom = { ids, mails: of('e:'), cookies: of('a:'), users: of('u:'), keys }

  const sharedMails = [...shared].flatMap((key) => (key.startsWith('e:') ? [key.slice(2)] : []))
  const namesakes = await namesakesOf(db, workspaceId, ids, [...facts.names, ...whom.mails, ...sharedMails])
  const others = new Set(namesakes.map(({ word }) => word))
  const mails = [...whom.mails, ...facts.mails.filter((one) => whom.mails.includes(normaliseMail(one) ?? ''))]
  const named = { ...facts, ids, mails, keys: [...whom.cookies, ...whom.users] }
  const alone = (words: readonly string[]) => words.filter((word) => !others.has(word))
  const ofOthers = [...others]
  const deals = await dealsOf(db, workspaceId, ids)
  const people = namesakes.flatMap(({ kind, id: other }) => (kind === 'person' ? [other] : []))
  return {
    whom,
    phones: facts.phones,
    keys: [...all],
    patterns: erasePatterns({ ...named, mails: alone(mails), names: alone(facts.names) }),
    linked: erasePatterns(named),
    namesakes,
    ties: {
      shared: erasePatterns({
        ...nothing,
        mails: ofOthers.filter((word) => word.includes('@')),
        names: ofOthers.filter((word) => !word.includes('@')),
      }),
      owners: [...new Set(namesakes.map(({ id: other }) => other))],
      // a colleague of that name may be meant in any deal
      deals: namesakes.some(({ kind }) => kind === 'colleague')
        ? []
        : await dealsWithout(db, workspaceId, deals, people),
    },
    deals,
  }
}

const nothing = { ids: [], mails: [], keys: [], phones: [], profiles: [], names: [] }
