import type { PoolClient } from 'pg'
import { barsOf, suppressedMails } from '#actions/consent/may.ts'
import type { SuspectCheck, SuspectLineRead } from '#contract/suspect.ts'
import { judgeMail } from '#core/mail-domain.ts'
import type { SuspectRefusal } from '#core/suspect/basis.ts'
import { profileAddress } from '#core/suspect/profile.ts'
import type { SuspectLine } from '#core/suspect/read.ts'
import { barredDomains, knownBy, knownPeople, relationshipsOfDomains, type KnownPerson } from '#store/suspect-known.ts'

/** A line with what we know of whom it names. */
export interface Judged {
  line: SuspectLine
  why: SuspectRefusal | null
  person: KnownPerson | null
}

/**
 * Says of each line whether it can go on a list of new business: nobody is added who is a customer or competitor, is not
 * to be contacted, is on the suppression list or took marketing consent back. `listId` null: on no list in particular.
 */
export async function judgeLines(
  db: PoolClient,
  workspaceId: string,
  lines: readonly SuspectLine[],
  listId: string | null,
): Promise<Judged[]> {
  const emails = [...new Set(lines.flatMap(({ email }) => email ?? []))]
  const profiles = [...new Set(lines.flatMap(({ profile }) => profile ?? []))]
  const known = await knownBy(db, workspaceId, emails, profiles)
  const ids = [...new Set(known.values())]
  const people = await knownPeople(db, workspaceId, ids, listId)
  const bars = await barsOf(db, workspaceId, ids)
  const domains = [...new Set(emails.flatMap((email) => judgeMail(email).accountDomain ?? []))]
  const relationships = await relationshipsOfDomains(db, workspaceId, domains)
  const barred = await barredDomains(db, workspaceId, [...new Set([...domains, ...emails.map(hostOf)])])
  const suppressed = new Set(await suppressedMails(db, workspaceId, emails))

  const seen = new Set<string>()
  return lines.map((line): Judged => {
    const { email, profile } = line
    if (email === null && profile === null) return { line, why: 'invalid', person: null }
    const id = (email === null ? undefined : known.get(`e:${email}`)) ?? known.get(`p:${profile ?? ''}`)
    const person = (id === undefined ? undefined : people.get(id)) ?? null
    const marks = [email ?? '', profile === null ? '' : `p:${profile}`, person?.id ?? ''].filter((mark) => mark !== '')
    const repeated = marks.some((mark) => seen.has(mark))
    for (const mark of marks) seen.add(mark)
    const domain = email === null ? null : judgeMail(email).accountDomain
    const bar = person === null ? undefined : bars.get(person.id)
    const relationship = person?.relationship ?? (domain === null ? null : (relationships.get(domain) ?? null))
    const why = ((): SuspectRefusal | null => {
      if (repeated) return 'repeated'
      if (bar?.doNotContact || (domain !== null && barred.has(domain)) || (email !== null && barred.has(hostOf(email))))
        return 'do_not_contact'
      if (bar?.suppressed || (email !== null && suppressed.has(email))) return 'suppressed'
      if (relationship === 'customer' || relationship === 'competitor') return relationship
      if (person?.consent['marketing']?.state === 'withdrawn') return 'withdrawn'
      return person?.listed ? 'listed' : null
    })()
    return { line, why, person }
  })
}

function hostOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}

/** The lines as they are shown, and how many of each. */
export function checkOf(judged: readonly Judged[]): SuspectCheck {
  const lines = judged.map(({ line, why, person }): SuspectLineRead => {
    const { email, profile, facts } = line
    return {
      line: line.line,
      text: line.text,
      email,
      linkedin: profile === null ? null : profileAddress(profile),
      name: person?.name ?? facts.name ?? null,
      verdict: why !== null ? 'refused' : person ? 'known' : 'new',
      why,
      person: person && { id: person.id, name: person.name ?? person.email, stage: person.stage },
    }
  })
  const count = (verdict: SuspectLineRead['verdict']) => lines.filter((line) => line.verdict === verdict).length
  return { lines, new: count('new'), known: count('known'), refused: count('refused') }
}
