import { day, hour, inOfficeHours } from '#core/demo/calendar.ts'
import { type Chance, chance } from '#core/demo/random.ts'
import { seller } from '#core/demo/site.ts'
import type { BuyingRole, DealFacts, DealKind, Stance } from '#core/deal/event.ts'
import { toMinor } from '#core/deal/money.ts'
import type { JsonObject } from '#core/json.ts'

/** What the sample company's sellers did, as the flow kept it of people. Times in epoch ms. */
export interface SalesFact {
  account: string
  person: string
  title: string | null
  name: string
  at: number
  props: JsonObject
}

export interface DemoAccount {
  id: string
  name: string
  /** some who work there, with their titles */
  people: { id: string; title: string | null }[]
}

export type DemoEntry = { [Kind in DealKind]: { kind: Kind; data: DealFacts[Kind]; at: number } }[DealKind]

export interface DemoDeal {
  /** names it once and for all */
  key: string
  entries: DemoEntry[]
}

export interface DemoProduct {
  id: string
  priceMinor: number
}

interface Options {
  seed: string
  end: number
  zone: string
  products: readonly DemoProduct[]
}

const pipeline = 'sales_pipeline'
const lossReasons = ['price', 'chose_competitor', 'no_decision', 'no_budget', 'not_now', 'does_not_fit', 'no_answer']
const winReasons = ['best_fit', 'trust', 'price']

/** Deals that follow from what is known of people already: one company, one deal at a time. */
export function dealsOfPeople(facts: readonly SalesFact[], options: Options): DemoDeal[] {
  const byAccount = Map.groupBy(facts, (fact) => fact.account)
  return [...byAccount].flatMap(([account, list]) => dealsOfAccount(account, list, options))
}

interface Writing {
  deal: DemoDeal
  stage: string | null
  people: Set<string>
  amount: { amountMinor: number; currency: string } | null
}

function dealsOfAccount(account: string, facts: readonly SalesFact[], options: Options): DemoDeal[] {
  const deals: DemoDeal[] = []
  const luck = chance(`${options.seed}:deals:${account}`)
  let open: Writing | null = null
  for (const fact of facts.toSorted((a, b) => a.at - b.at)) {
    if (!open) {
      const stage = beginnings[fact.name]
      if (stage === undefined) continue
      open = begin(account, fact, stage, deals.length, luck, options)
      deals.push(open.deal)
    }
    open = go(open, fact, luck, options)
  }
  return deals
}

const beginnings: Readonly<Record<string, string>> = {
  lead_accepted: 'qualification',
  meeting_booked: 'meeting',
  opportunity_verified: 'proposal',
  proposal_sent: 'proposal',
  contract_signed: 'proposal',
}

const titles = ['Rollout', 'Control tower', 'Pilot', 'Arrival times', 'Second site', 'Renewal and more']

function begin(
  account: string,
  fact: SalesFact,
  stage: string,
  number: number,
  luck: Chance,
  options: Options,
): Writing {
  const product = luck.pick(options.products)
  const fields = {
    name: luck.pick(titles),
    accountId: account,
    ownerName: calledOf(seller.owners.find((owner) => owner === fact.props['by']) ?? luck.pick(seller.owners)),
    team: luck.pick(['Europe', 'Asia']),
    products: [{ id: product.id, quantity: luck.int(1, 3), priceMinor: null }],
  }
  const deal: DemoDeal = {
    key: `${account}:${number}`,
    entries: [{ kind: 'opened', at: fact.at, data: { pipeline, stage, fields } }],
  }
  const writing: Writing = { deal, stage, people: new Set(), amount: null }
  join(writing, fact, luck)
  return writing
}

function go(open: Writing, fact: SalesFact, luck: Chance, { end }: Options): Writing | null {
  const say = (entry: DemoEntry) => void (entry.at <= end && open.deal.entries.push(entry))
  const move = (stage: string, at: number, reason?: string) => {
    if (open.stage === stage) return
    open.stage = stage
    say({ kind: 'moved', at, data: { pipeline, stage, ...(reason === undefined ? {} : { reason }) } })
  }
  join(open, fact, luck)
  const { at, person } = fact
  price(open, fact, say)
  if (fact.name === 'call_logged') {
    const outcome = typeof fact.props['outcome'] === 'string' ? fact.props['outcome'] : 'talked'
    say({
      kind: 'touched',
      at,
      data: { side: outcome === 'talked' ? 'theirs' : 'ours', what: 'call', outcome, person },
    })
    if (outcome === 'talked') for (const entry of answers(at, person, luck)) say(entry)
  } else if (fact.name === 'meeting_booked') move('meeting', at + 1)
  else if (fact.name === 'meeting_attended') {
    move('meeting', at)
    say({ kind: 'touched', at: at + 1, data: { side: 'theirs', what: 'meeting', outcome: 'attended', person } })
    for (const gate of ['can_win', 'want_to_win', 'should_pursue']) {
      if (luck.hit(0.85)) say({ kind: 'checked', at: at + 2, data: { gate, done: true } })
    }
  } else if (fact.name === 'meeting_missed') {
    say({ kind: 'touched', at, data: { side: 'ours', what: 'meeting', outcome: 'missed', person } })
    if (luck.hit(0.5)) move('qualification', at + 1)
  } else if (fact.name === 'opportunity_verified') move('proposal', at + 1)
  else if (fact.name === 'proposal_sent') say({ kind: 'touched', at, data: { side: 'ours', what: 'proposal', person } })
  else if (fact.name === 'proposal_opened') {
    say({ kind: 'touched', at, data: { side: 'theirs', what: 'proposal', outcome: 'opened', person } })
  } else if (fact.name === 'contract_signed') {
    move('proposal', at - hour)
    say({ kind: 'signed', at, data: { what: 'contract', reference: `LS-${luck.int(1000, 9999)}` } })
    say({
      kind: 'changed',
      at: at + 1,
      data: { fields: { whyUs: luck.pick(whys), renewalDate: dateOf(at + 365 * day) } },
    })
    move('close', at + 2, luck.pick(winReasons))
    if (at + 9 * day <= end) move('retention', at + 9 * day)
    return null
  } else if (fact.name === 'deal_lost' || fact.name === 'lead_returned' || fact.name === 'lead_disqualified') {
    const told = typeof fact.props['reason'] === 'string' ? fact.props['reason'] : ''
    const reason = lossReasons.includes(told) ? told : luck.pick(lossReasons)
    say({ kind: 'moved', at: at + 1, data: { pipeline, outcome: 'lost', reason } })
    return null
  }
  return open
}

const whys = [
  'Carriers were connected within two weeks.',
  'Their planners understood the screen without training.',
  'We said plainly what would not work.',
  'The pilot halved the calls to carriers.',
]

function price(open: Writing, { at, props }: SalesFact, say: (entry: DemoEntry) => void): void {
  const { amount, currency, closeDate } = props
  if (typeof amount !== 'number' || typeof currency !== 'string') return
  const next = { amountMinor: toMinor(amount, currency), currency }
  if (open.amount?.amountMinor === next.amountMinor && typeof closeDate !== 'string') return
  open.amount = next
  const close = typeof closeDate === 'string' ? { closeDate: closeDate.slice(0, 10) } : {}
  say({ kind: 'changed', at, data: { fields: { ...next, ...close } } })
}

function answers(at: number, person: string | undefined, luck: Chance): DemoEntry[] {
  const said: readonly [DealFacts['answered']['letter'], string][] = [
    ['budget', 'Budget is set aside for this year.'],
    ['authority', 'The head of logistics decides, finance signs.'],
    ['need', 'Customers ask where their shipment is, and nobody can say.'],
    ['timing', 'Before the peak season.'],
  ]
  return said
    .filter(() => luck.hit(0.55))
    .map(([letter, answer], index) => ({
      kind: 'answered',
      at: at + 1 + index,
      data: {
        letter,
        answer,
        ...(person === undefined ? {} : { person }),
        source: 'call',
        confidence: 'said',
        met: true,
      },
    }))
}

function join(writing: Writing, { person, title, at }: Pick<SalesFact, 'person' | 'title' | 'at'>, luck: Chance): void {
  if (writing.people.has(person)) return
  writing.people.add(person)
  const first = writing.people.size === 1
  const data = { person, roles: rolesOf(title, first, luck), stance: stanceOf(luck), note: null }
  writing.deal.entries.push({ kind: 'person_set', at, data })
}

function rolesOf(title: string | null, first: boolean, luck: Chance): BuyingRole[] {
  const text = (title ?? '').toLowerCase()
  if (/chief|\bc[eofi]o\b|head|director|vp|president|대표|이사|본부장|директор|руководител/.test(text))
    return ['decision_maker']
  if (/financ|controll|재무|финанс/.test(text)) return ['finance']
  if (/\bit\b|engineer|architect|data|개발|전산|разработ|инженер/.test(text)) return ['technical']
  return first ? ['champion'] : luck.hit(0.8) ? ['user'] : []
}

function stanceOf(luck: Chance): Stance {
  return luck.weighted<Stance>([
    ['supports', 5],
    ['neutral', 3],
    ['unknown', 3],
    ['against', 1],
  ])
}

/**
 * What the old system handed over when the sample company moved here: deals of the year before, won and lost, and those
 * still open; enough for rates, times and trends to be more than guesses.
 */
export function dealsOfOldSystem(accounts: readonly DemoAccount[], options: Options & { count: number }): DemoDeal[] {
  const luck = chance(`${options.seed}:old-deals`)
  return Array.from({ length: options.count }, (_, number) => oldDeal(number, luck.pick(accounts), luck, options))
}

const steps = ['contact', 'qualification', 'meeting', 'proposal'] as const
// who sells how well: rates differ by rep
const skill: Readonly<Record<string, number>> = {
  'jiyun.bae': 1.35,
  'oleg.vesnin': 0.8,
  'clara.reuther': 1.1,
  'tom.ellery': 0.75,
}
const onward: Readonly<Record<string, number>> = { contact: 0.72, qualification: 0.66, meeting: 0.7, proposal: 0.55 }
const stays: Readonly<Record<string, number>> = { contact: 6, qualification: 9, meeting: 13, proposal: 17 }

function oldDeal(number: number, account: DemoAccount, luck: Chance, options: Options): DemoDeal {
  const { end, zone, products } = options
  const owner = luck.pick(seller.owners)
  const product = luck.pick(products)
  const quantity = luck.int(1, 4)
  const currency = luck.weighted([
    ['USD', 5],
    ['EUR', 3],
    ['KRW', 2],
  ] as const)
  const perDollar = { USD: 1, EUR: 0.92, KRW: 1390 }[currency]
  const dollars = Math.round(((product.priceMinor / 100) * quantity * luck.between(0.85, 1.1)) / 100) * 100
  let at = inOfficeHours(luck, zone, end - luck.between(2, 400) * day)
  const fields = {
    name: `${luck.pick(titles)} ${2025 + (number % 2)}`,
    accountId: account.id,
    ownerName: calledOf(owner),
    team: luck.pick(['Europe', 'Asia']),
    source: luck.weighted([
      ['search', 4],
      ['referral', 2],
      ['event', 2],
      ['outbound', 3],
      ['partner', 1],
      ['ppc', 2],
    ] as const),
    amountMinor: toMinor(dollars * perDollar, currency),
    currency,
    closeDate: dateOf(at + luck.between(25, 80) * day),
    products: [{ id: product.id, quantity, priceMinor: null }],
    competitors: luck.hit(0.3) ? [luck.pick(['CargoEye', 'Trackwise', 'in-house'])] : [],
  }
  const entries: DemoEntry[] = [
    { kind: 'opened', at, data: { pipeline, stage: 'contact', fields, externalId: `old-${number}` } },
  ]
  const say = (entry: DemoEntry) => void (entry.at <= end && entries.push(entry))
  for (const { id: person, title } of account.people.slice(0, luck.int(0, 3))) {
    say({
      kind: 'person_set',
      at: at + hour,
      data: { person, roles: rolesOf(title, false, luck), stance: stanceOf(luck), note: null },
    })
  }
  for (let k = 0; k < steps.length; k++) {
    const stage = steps[k] as (typeof steps)[number]
    const left = inOfficeHours(luck, zone, at + luck.around(stays[stage] as number, 0.7) * day)
    talks(say, at, Math.min(left, end), luck)
    if (stage === 'qualification') {
      const asked = Math.round(at + 0.6 * (Math.min(left, end) - at))
      for (const entry of answers(asked, account.people[0]?.id, luck)) say(entry)
    }
    if (left > end) return { key: `old:${number}`, entries }
    at = left
    if (!luck.hit(Math.min(0.95, (onward[stage] as number) * Math.sqrt(skill[owner] ?? 1)))) {
      say({ kind: 'moved', at, data: { pipeline, outcome: 'lost', reason: luck.pick(lossReasons) } })
      return { key: `old:${number}`, entries }
    }
    const next = steps[k + 1]
    if (next === undefined) break
    say({ kind: 'moved', at, data: { pipeline, stage: next } })
    if (k > 0 && luck.hit(0.12)) {
      say({ kind: 'moved', at: at + 2 * day, data: { pipeline, stage } })
      say({ kind: 'moved', at: at + 6 * day, data: { pipeline, stage: next } })
    }
  }
  say({ kind: 'signed', at: at - 1, data: { what: 'purchase_order', reference: `PO-${luck.int(10_000, 99_999)}` } })
  say({
    kind: 'changed',
    at: at - 1,
    data: { fields: { whyUs: luck.pick(whys), renewalDate: dateOf(at + 365 * day) } },
  })
  say({ kind: 'moved', at, data: { pipeline, stage: 'close', reason: luck.pick(winReasons) } })
  say({ kind: 'moved', at: at + 12 * day, data: { pipeline, stage: 'retention' } })
  return { key: `old:${number}`, entries }
}

/** Words back and forth while a deal stands in a stage; some fall silent. */
function talks(say: (entry: DemoEntry) => void, from: number, to: number, luck: Chance): void {
  const silent = luck.hit(0.2)
  for (let at = from + luck.between(0.2, 3) * day; at < to; at += luck.between(2, 9) * day) {
    const side = silent || luck.hit(0.55) ? 'ours' : 'theirs'
    const what = luck.pick(['call', 'mail', 'mail', 'meeting'] as const)
    const outcome =
      what === 'call' ? (side === 'theirs' ? 'talked' : 'no_answer') : what === 'meeting' ? 'attended' : undefined
    say({ kind: 'touched', at: Math.round(at), data: { side, what, ...(outcome === undefined ? {} : { outcome }) } })
    if (silent && luck.hit(0.3)) return
  }
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** `jiyun.bae` as people write her name. */
export function calledOf(handle: string): string {
  return handle.replace(/(^|\.)(\w)/g, (_, dot: string, letter: string) => (dot ? ' ' : '') + letter.toUpperCase())
}

export interface DemoStep {
  kind: 'call' | 'mail' | 'todo'
  title: string
  /** days from today; before it: overdue */
  inDays: number
  promised: boolean
}

const planned: readonly (readonly [DemoStep['kind'], string])[] = [
  ['call', 'Ask who else decides'],
  ['mail', 'Send the case study on arrival times'],
  ['call', 'Talk through the pilot'],
  ['todo', 'Check the carrier list'],
  ['mail', 'Answer their security questions'],
  ['call', 'Agree on the start before the peak season'],
]

/** What is planned next for an open deal; nothing for one in three, so that there is something to mend. */
export function nextStepOf(seed: string, key: string): DemoStep | null {
  const luck = chance(`${seed}:next:${key}`)
  if (luck.hit(0.33)) return null
  const [kind, title] = luck.pick(planned)
  return { kind, title, inDays: luck.int(-2, 6), promised: luck.hit(0.3) }
}
