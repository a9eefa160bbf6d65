import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { saidOf, tell, type Told } from '#actions/suspect/told.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import {
  exclusionInput,
  exclusionQuery,
  exclusionsRemove,
  type ExclusionPage,
  type ExclusionsAdded,
  type ExclusionsRemoved,
} from '#contract/suspect.ts'
import { doNotContactList } from '#core/consent/purpose.ts'
import { asciiDomain, judgeMail, normaliseMail, registrableDomain } from '#core/mail-domain.ts'
import type { ExclusionKind, ExclusionSubject } from '#core/suspect/basis.ts'
import { readProfile } from '#core/suspect/profile.ts'
import { foldText } from '#core/text.ts'
import { insertAccounts, loadAccountKeys } from '#store/account.ts'
import { accountNamed } from '#store/account-named.ts'
import {
  companiesBy,
  countExclusions,
  countRecognised,
  insertExclusions,
  listExclusions,
  removeExclusions,
  type ExclusionWrite,
} from '#store/exclusion.ts'
import { presentPeople } from '#store/person-bulk.ts'
import { knownBy } from '#store/suspect-known.ts'

const place = z.tuple([z.int(), z.uuid()])

/** One of the lists of those we leave alone, with how many each has, and how many are left alone without an entry. */
export const listExcluded: Verb<ExclusionPage> = readVerb({
  permission: 'suspect.read',
  input: exclusionQuery,
  async run({ db, workspaceId, input }) {
    const { kind, limit, cursor } = input
    const q = input.q === undefined ? null : foldText(input.q)
    const question = ['exclusions', kind, q]
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const after = went && { at: went[0], id: went[1] }
    const rows = await listExclusions(db, workspaceId, { kind, q }, after, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const counts = await countExclusions(db, workspaceId)
    const recognised = await countRecognised(db, workspaceId)
    return ok({
      items: rows.slice(0, limit).map(({ byName, by, addedAt, ...row }) => ({
        ...row,
        addedAt: addedAt.toISOString(),
        by: byName ?? (by.startsWith('user:') ? null : by),
      })),
      next: last ? writeCursor(question, [last.addedAt.getTime(), last.id]) : null,
      counts: {
        do_not_contact: counts.get('do_not_contact') ?? 0,
        competitor: counts.get('competitor') ?? 0,
        customer: counts.get('customer') ?? 0,
      },
      recognised: { competitor: recognised.get('competitor') ?? 0, customer: recognised.get('customer') ?? 0 },
    })
  },
})

/**
 * Puts people, companies and domains on a list of those we leave alone. Do-not-contact stops every purpose at once
 * (actions/consent/may.ts); a competitor or customer is a fact about the company, by which the stages divert its people.
 */
export const exclude: Verb<ExclusionsAdded> = writeVerb({
  permission: 'suspect.write',
  input: exclusionInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { kind, reason } = input
    const lines = input.entries
      .split(/[\n;]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
    if (lines.length > 1000) return refuse('too_large', 'entries: at most 1,000 lines at once.')
    const { found, wrong } = await readEntries(db, workspaceId, kind, lines)
    const people = kind === 'do_not_contact' ? await presentPeople(db, workspaceId, input.personIds) : []
    if (kind !== 'do_not_contact' && input.personIds.length > 0)
      return refuse('invalid', 'personIds: competitors and customers are companies. Give the company or its domain.')
    for (const id of people) found.push({ subject: 'person', value: id })
    const companies = await companiesBy(db, workspaceId, input.companyIds)
    for (const id of companies.keys()) found.push({ subject: 'company', value: id })
    if (found.length === 0 && wrong.length === 0)
      return refuse('invalid', 'entries: name a domain, a company or a person.')
    const before =
      kind === 'do_not_contact' ? new Map<string, string>() : await relationshipsBefore(db, workspaceId, found)
    const rows = found.map((one): ExclusionWrite => {
      return { id: randomUUIDv7(), kind, reason, before: before.get(`${one.subject}:${one.value}`) ?? null, ...one }
    })
    const made = await insertExclusions(db, workspaceId, rows, { at: now, by: actorName(actor) })
    const fresh = rows.filter(({ id }) => made.has(id))
    await tell(db, workspaceId, await wordsOf(db, workspaceId, fresh, true, actor, now), now)
    return ok({ ids: fresh.map(({ id }) => id), there: rows.length - fresh.length, wrong: wrong.slice(0, 100) })
  },
  audit: ({ ids }, { kind, reason }) => ({ verb: 'suspect.exclude', detail: { kind, added: ids.length, reason } }),
})

/** Takes entries back: what the company was to us before it is again. */
export const readmit: Verb<ExclusionsRemoved> = writeVerb({
  permission: 'suspect.write',
  input: exclusionsRemove,
  async run({ db, workspaceId, actor, input, now }) {
    const rows = await removeExclusions(db, workspaceId, input.ids, { at: now, by: actorName(actor) })
    if (rows.length === 0) return refuse('not_found', 'None of these stand on a list any more.')
    await tell(db, workspaceId, await wordsOf(db, workspaceId, rows, false, actor, now), now)
    return ok({ removed: rows.length })
  },
  audit: ({ removed }, { ids }) => ({ verb: 'suspect.readmit', detail: { removed, ids: ids.slice(0, 20) } }),
})

interface Found {
  subject: ExclusionSubject
  value: string
}

/** A line is a mail address or profile of somebody we know, a domain, or the name of a company that is here. */
async function readEntries(db: PoolClient, workspaceId: string, kind: ExclusionKind, lines: readonly string[]) {
  const found: Found[] = []
  const wrong: string[] = []
  for (const line of lines) {
    const email = line.includes('@') ? normaliseMail(line.replace(/^@/, 'any@')) : null
    const profile = readProfile(line)
    if (kind === 'do_not_contact' && !line.startsWith('@') && (email !== null || profile !== null)) {
      const known = await knownBy(db, workspaceId, email === null ? [] : [email], profile === null ? [] : [profile])
      const [id] = known.values()
      if (id === undefined) wrong.push(line.slice(0, 100))
      else found.push({ subject: 'person', value: id })
      continue
    }
    const host = email === null ? hostOf(line) : judgeMail(email).accountDomain
    const domain = host === null ? null : (registrableDomain(host) ?? null)
    if (domain !== null && judgeMail(`any@${domain}`).accountDomain !== null) {
      found.push({ subject: 'domain', value: domain })
      continue
    }
    const company = domain === null ? await accountNamed(db, workspaceId, foldText(line)) : null
    if (company) found.push({ subject: 'company', value: company.id })
    else wrong.push(line.slice(0, 100))
  }
  const unique = new Map(found.map((one) => [`${one.subject}:${one.value}`, one]))
  return { found: [...unique.values()], wrong }
}

function hostOf(line: string): string | null {
  const host = line
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
  return asciiDomain(host)
}

/** What the companies are to us now, by entry. */
async function relationshipsBefore(
  db: PoolClient,
  workspaceId: string,
  found: readonly Found[],
): Promise<Map<string, string>> {
  const domains = found.filter(({ subject }) => subject === 'domain').map(({ value }) => `domain:${value}`)
  const keys = await loadAccountKeys(db, workspaceId, domains)
  const ids = [...keys.values(), ...found.filter(({ subject }) => subject === 'company').map(({ value }) => value)]
  const companies = await companiesBy(db, workspaceId, ids)
  return new Map(
    found.flatMap(({ subject, value }): [string, string][] => {
      const id = subject === 'domain' ? keys.get(`domain:${value}`) : value
      const relationship = companies.get(id ?? '')?.relationship
      return typeof relationship === 'string' ? [[`${subject}:${value}`, relationship]] : []
    }),
  )
}

/** What the flow is told: a person's list, or what a company is to us. Do-not-contact of companies is asked for directly. */
async function wordsOf(
  db: PoolClient,
  workspaceId: string,
  rows: readonly ExclusionWrite[],
  on: boolean,
  actor: Actor,
  now: number,
): Promise<Told[]> {
  const companies = rows.filter(({ kind, subject }) => kind !== 'do_not_contact' && subject === 'company')
  // by its own id a company can be named in an event, whatever other keys it has
  await insertAccounts(db, workspaceId, [], new Map(companies.map(({ value }) => [`group:${value}`, value])))
  return rows.flatMap(({ kind, subject, value, reason, before }): Told[] => {
    if (kind === 'do_not_contact') {
      if (subject !== 'person') return []
      const name = on ? 'list_added' : 'list_removed'
      return [saidOf(value, now, actor, { name, object: doNotContactList, props: { list: doNotContactList, reason } })]
    }
    const relationship = on ? kind : before
    const fact = ownFact('field', '', now, {
      name: 'account_updated',
      object: null,
      props: { reason, ...saidBy(actor) },
      traits: null,
    })
    return [
      {
        event: {
          ...fact,
          messageId: `exclusion:${randomUUIDv7()}`,
          type: 'group',
          groupId: subject === 'company' ? value : null,
          accountTraits: { relationship, ...(subject === 'domain' ? { domain: value } : {}) },
        },
      },
    ]
  })
}
