import type { Event } from '#core/event.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { LISTS_VERSION } from '#core/classify/lists.ts'
import { type Resolved, reasonOf } from '#core/import/deal-entries.ts'
import type { DealRow } from '#core/import/deal-row.ts'
import { asciiDomain, registrableDomain } from '#core/mail-domain.ts'
import { foldText } from '#core/text.ts'
import { accountNameList, accountsByName } from '#store/deal/import.ts'
import { findAccountsByKeys, findPeopleByKeys } from '#store/import.ts'
import { listMembers } from '#store/member.ts'
import { type AgentRow, listAgents, listProducts } from '#store/product.ts'
import type { Db } from '#store/rows.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { pipeline } from '#actions/flow/transaction.ts'

/** A word of a row that matched nothing, or not one thing only. */
export interface Named {
  code:
    | 'blank_company'
    | 'new_company'
    | 'ambiguous_company'
    | 'unknown_agent'
    | 'ambiguous_agent'
    | 'unknown_product'
    | 'unknown_person'
    | 'unknown_reason'
    | 'no_open_date'
    | 'unknown_deal'
  value: string
}

export interface Meaning {
  resolved: Resolved
  named: Named[]
}

type Company = NonNullable<DealRow['company']>

/** More names than these are asked for one by one. */
const heldNames = 200_000

/** What the words of rows mean in a workspace: companies, colleagues, products, people, reasons. Lasts for one import. */
export class DealWords {
  #members: Map<string, { id: string; name: string }[]> | null = null
  #agents = new Map<string, AgentRow>()
  /** ids by folded name; null: too many to hold */
  #companies: Map<string, Set<string>> | null = null
  readonly #digest: (text: string) => string

  constructor(digest: (text: string) => string) {
    this.#digest = digest
  }

  /** Reads everything anew when it is asked next. */
  forget(): void {
    this.#members = null
    this.#companies = null
  }

  /** Whoever sells in that name is in this team, as a table of other systems told. */
  teamOf(owner: string): string | null {
    return this.#agents.get(foldText(owner))?.team ?? null
  }

  /** The meanings of rows, in order. With `importId`, companies that nobody knows are made, as said by that import. */
  async of(
    setting: Setting,
    rows: readonly DealRow[],
    { importId, startedAt }: { importId: string | null; startedAt: number },
  ): Promise<Meaning[]> {
    const { db, workspaceId, history } = setting
    await this.#load(db, workspaceId)
    const companies = await this.#companyIds(setting, rows, importId, startedAt)
    const products = await productsByWord(db, workspaceId)
    const people = await findPeopleByKeys(
      db,
      workspaceId,
      [...new Set(rows.flatMap((row) => row.people))].map((value) => ({ kind: 'e', value })),
    )
    return rows.map((row) => {
      const named: Named[] = []
      const name = (code: Named['code'], value: string) => named.push({ code, value })
      const company = row.company === null ? null : (companies.get(companyText(row.company)) ?? null)
      if (row.company === null) name('blank_company', '')
      else if (company?.new) name('new_company', shownCompany(row.company))
      else if (company?.id === null) name('ambiguous_company', shownCompany(row.company))
      const owner = row.owner === null ? null : this.#ownerOf(row.owner, name)
      const productIds = row.products.flatMap((word) => {
        const id = products.get(foldText(word))
        if (id === undefined) name('unknown_product', word)
        return id ?? []
      })
      const persons = row.people.flatMap((mail) => {
        const person = people.get(`e:${mail}`)
        if (!person) name('unknown_person', mail)
        return person?.id ?? []
      })
      const reason = row.reason === null ? null : reasonIn(history.current.blueprint, row)
      if (row.reason !== null && row.status !== 'open' && reason === null) name('unknown_reason', row.reason)
      if (row.openedAt === null && row.entered.length === 0) name('no_open_date', '')
      const team = row.team ?? (owner === null ? null : this.teamOf(owner.name))
      const resolved: Resolved = {
        accountId: company?.id ?? null,
        owner,
        team,
        productIds: [...new Set(productIds)].toSorted(),
        people: [...new Set(persons)],
        reason,
      }
      return { resolved, named }
    })
  }

  async #load(db: Db, workspaceId: string): Promise<void> {
    if (this.#members) return
    const members = await listMembers(db, workspaceId)
    const words = members.flatMap(({ userId, name, email }) =>
      [name, email].map((word) => [foldText(word), { id: userId, name }] as const),
    )
    this.#members = new Map(
      [...Map.groupBy(words, ([word]) => word)].map(([word, list]) => [word, list.map(([, member]) => member)]),
    )
    this.#agents = new Map((await listAgents(db, workspaceId)).map((agent) => [agent.key, agent]))
    const names = await accountNameList(db, workspaceId, heldNames)
    if (names === null) return
    this.#companies = new Map()
    for (const { id, name } of names) this.#keepCompany(name, id)
  }

  #keepCompany(name: string, id: string): void {
    const key = foldText(name)
    if (!this.#companies || key === '') return
    const ids = this.#companies.get(key) ?? new Set<string>()
    this.#companies.set(key, ids.add(id))
  }

  /** A colleague by name or mail address; anybody else is kept by name. */
  #ownerOf(word: string, name: (code: Named['code'], value: string) => void): NonNullable<Resolved['owner']> {
    const members = [...new Map((this.#members?.get(foldText(word)) ?? []).map((one) => [one.id, one])).values()]
    const [member] = members
    if (member && members.length === 1) return member
    if (members.length > 1) name('ambiguous_agent', word)
    else if (!this.#agents.has(foldText(word))) name('unknown_agent', word)
    return { id: null, name: word }
  }

  /** Companies by what rows say of them: id null where a name is that of several. */
  async #companyIds(
    setting: Setting,
    rows: readonly DealRow[],
    importId: string | null,
    startedAt: number,
  ): Promise<Map<string, { id: string | null; new: boolean }>> {
    const { db, workspaceId } = setting
    const asked = new Map(rows.flatMap(({ company }) => (company === null ? [] : [[companyText(company), company]])))
    const found = new Map<string, { id: string | null; new: boolean }>()
    const keys = [...asked.values()].flatMap(keysOf)
    const byKey = await findAccountsByKeys(db, workspaceId, keys)
    const byName = this.#companies ?? (await this.#namesOf(db, workspaceId, [...asked.values()]))
    const unknown = new Map<string, Company>()
    for (const [text, company] of asked) {
      const keyed = keysOf(company)
        .map(({ kind, value }) => byKey.get(`${kind}:${value}`)?.id)
        .find((id) => id !== undefined)
      const named = company.name === null ? [] : [...(byName.get(foldText(company.name)) ?? [])]
      if (keyed !== undefined) found.set(text, { id: keyed, new: false })
      else if (named.length === 1) found.set(text, { id: named[0] ?? null, new: false })
      else if (named.length > 1) found.set(text, { id: null, new: false })
      else unknown.set(text, company)
    }
    if (unknown.size === 0) return found
    if (importId !== null) await this.#makeCompanies(setting, [...unknown.values()], importId, startedAt)
    const made =
      importId === null ? null : await findAccountsByKeys(db, workspaceId, [...unknown.values()].map(groupKey))
    for (const [text, company] of unknown) {
      const { kind, value } = groupKey(company)
      const id = made?.get(`${kind}:${value}`)?.id ?? null
      if (id !== null && company.name !== null) this.#keepCompany(company.name, id)
      found.set(text, { id, new: true })
    }
    return found
  }

  async #namesOf(db: Db, workspaceId: string, companies: readonly Company[]): Promise<Map<string, Set<string>>> {
    const names = companies.flatMap(({ name }) => name ?? [])
    const byName = new Map<string, Set<string>>()
    for (const { id, name } of await accountsByName(db, workspaceId, names)) {
      byName.set(foldText(name), (byName.get(foldText(name)) ?? new Set<string>()).add(id))
    }
    return byName
  }

  /** Companies come into being as they do anywhere: by a fact about them, which an undoing withdraws. */
  async #makeCompanies(
    setting: Setting,
    companies: readonly Company[],
    importId: string,
    startedAt: number,
  ): Promise<void> {
    const items = [...new Map(companies.map((company) => [groupKey(company).value, company])).values()].map(
      (company) => ({ event: this.#companyEvent(company, importId, startedAt, setting.now), importId }),
    )
    await foldBatch(withinTransaction(setting), items, () => {})
    pipeline(setting.db, false)
  }

  #companyEvent(company: Company, importId: string, at: number, now: number): Event {
    const groupId = groupKey(company).value
    const domain = domainOf(company)
    return {
      messageId: `import:${this.#digest(JSON.stringify(['company of deals', importId, groupId]))}`,
      type: 'group',
      name: 'account_updated',
      time: Math.min(at, now),
      receivedAt: now,
      source: 'import',
      trust: 'secret',
      keys: { anonymousId: null, userId: null, email: null },
      cookieless: false,
      previousId: null,
      groupId,
      object: null,
      content: null,
      channel: null,
      verdict: 'human',
      verdictReason: null,
      mailKind: null,
      lists: LISTS_VERSION,
      props: {},
      traits: null,
      accountTraits: {
        ...(company.name === null ? {} : { name: company.name }),
        ...(domain === null ? {} : { domain }),
      },
    }
  }
}

/** Products by folded name, code and other spelling; names win over codes, codes over spellings. */
async function productsByWord(db: Db, workspaceId: string): Promise<Map<string, string>> {
  const products = await listProducts(db, workspaceId)
  const words = new Map<string, string>()
  for (const wordsOf of [
    (one: (typeof products)[number]) => [one.name],
    (one: (typeof products)[number]) => (one.code === null ? [] : [one.code]),
    (one: (typeof products)[number]) => one.aliases,
  ]) {
    for (const product of products) {
      for (const word of wordsOf(product)) if (!words.has(foldText(word))) words.set(foldText(word), product.id)
    }
  }
  return words
}

function reasonIn(blueprint: Blueprint, row: DealRow): string | null {
  const outcome = 'outcome' in row.place ? row.place.outcome : 'won'
  return reasonOf(row.reason ?? '', blueprint.reasons, outcome)
}

function companyText(company: Company): string {
  return JSON.stringify([company.id, company.domain, company.name === null ? null : foldText(company.name)])
}

function shownCompany(company: Company): string {
  return company.name ?? company.domain ?? company.id ?? ''
}

function domainOf({ domain }: Company): string | null {
  const host =
    domain === null
      ? null
      : asciiDomain(
          domain
            .trim()
            .replace(/^[a-z]+:\/\//i, '')
            .replace(/[/?#:].*$/, ''),
        )
  return host === null ? null : (registrableDomain(host) ?? host)
}

/** The natural keys under which a company may be known, the surest first. */
function keysOf(company: Company): { kind: string; value: string }[] {
  const domain = domainOf(company)
  return [
    ...(company.id === null ? [] : [{ kind: 'group', value: company.id.slice(0, 200) }]),
    ...(domain === null ? [] : [{ kind: 'domain', value: domain }]),
    ...(company.name === null ? [] : [{ kind: 'group', value: company.name.slice(0, 200) }]),
  ]
}

function groupKey(company: Company): { kind: string; value: string } {
  return {
    kind: 'group',
    value: (company.id ?? domainOf(company) ?? company.name ?? company.domain ?? '').slice(0, 200),
  }
}
