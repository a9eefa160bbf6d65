import { daysLater, hour, inOfficeHours, minute } from '#core/demo/calendar.ts'
import { fact, iso, profile } from '#core/demo/pen.ts'
import { seller } from '#core/demo/site.ts'
import type { Person, World } from '#core/demo/world.ts'

// What the sample company's own people do and note down. Every function returns the moment it ended.

export interface Deal {
  amount: number
  currency: string
}

/** Sales takes a person into its database: from now on they have a user id. */
export function enters(world: World, person: Person, at: number): void {
  if (person.userId !== null) return
  person.userId = `crm-${person.key}`
  profile(world, person, at, { title: person.title, name: person.name.full }, 'app')
  fact(world, person, at + 1000, 'first_contact', { origin: 'web form' }, 'app')
}

export type Answer = 'talked' | 'no_answer' | 'voicemail'

export function calls(world: World, person: Person, at: number, outcome: Answer): number {
  const moment = inOfficeHours(person.chance, person.zone, at)
  const seconds = outcome === 'talked' ? person.chance.int(150, 1500) : person.chance.int(8, 45)
  const by = person.chance.pick(seller.sdrs)
  fact(world, person, moment, 'call_logged', { direction: 'out', outcome, seconds, by }, 'app')
  return moment + seconds * 1000
}

/** The SDR checks the lead: two or three tries until somebody answers. */
export function reaches(world: World, person: Person, at: number): number {
  enters(world, person, at)
  let moment = at + person.chance.between(0.5, 7) * hour
  while (person.chance.hit(0.45)) {
    moment = calls(world, person, moment, person.chance.hit(0.5) ? 'no_answer' : 'voicemail')
    moment = daysLater(person.chance, person.zone, moment, person.chance.between(0.8, 2.5))
  }
  return calls(world, person, moment, 'talked')
}

export function accepts(world: World, person: Person, at: number): number {
  const moment = inOfficeHours(person.chance, world.zone, at + 20 * minute)
  fact(world, person, moment, 'lead_accepted', { by: person.chance.pick(seller.sdrs) }, 'app')
  return moment
}

export function returns(world: World, person: Person, at: number, reason: string): number {
  const moment = inOfficeHours(person.chance, world.zone, at + 30 * minute)
  fact(world, person, moment, 'lead_returned', { reason, by: person.chance.pick(seller.owners) }, 'app')
  return moment
}

export function disqualifies(world: World, person: Person, at: number, reason: string): number {
  const moment = inOfficeHours(person.chance, world.zone, at + 30 * minute)
  fact(world, person, moment, 'lead_disqualified', { reason, by: person.chance.pick(seller.sdrs) }, 'app')
  return moment
}

/** A meeting a few days ahead; `missed` times nobody comes and a new one is booked. */
export function meets(world: World, person: Person, at: number, missed = 0, kind = 'discovery'): number {
  const by = person.chance.pick(seller.owners)
  let booked = inOfficeHours(person.chance, person.zone, at + 10 * minute)
  for (let time = 0; time <= missed; time++) {
    const held = daysLater(person.chance, person.zone, booked, person.chance.between(2, 8))
    fact(world, person, booked, 'meeting_booked', { with: by, kind, at: iso(held) }, 'app')
    const outcome = time < missed ? 'meeting_missed' : 'meeting_attended'
    const noted = held + 50 * minute
    fact(world, person, noted, outcome, { with: by, kind }, 'app')
    booked = daysLater(person.chance, person.zone, noted, person.chance.between(0.2, 2))
    if (time === missed) return noted
  }
  return booked
}

export function verifies(world: World, person: Person, at: number, deal: Deal, closeInDays = 60): number {
  const moment = daysLater(person.chance, world.zone, at, person.chance.between(0.1, 3))
  const closeDate = iso(moment + closeInDays * 24 * hour).slice(0, 10)
  fact(
    world,
    person,
    moment,
    'opportunity_verified',
    { ...deal, closeDate, by: person.chance.pick(seller.owners) },
    'app',
  )
  return moment
}

/** The proposal goes out and is opened, by some more than once. */
export function proposes(world: World, person: Person, at: number, deal: Deal): number {
  const moment = inOfficeHours(person.chance, world.zone, at)
  fact(world, person, moment, 'proposal_sent', { ...deal }, 'app')
  let opened = daysLater(person.chance, person.zone, moment, person.chance.between(0.1, 1.5))
  fact(world, person, opened, 'proposal_opened', {}, 'mail')
  while (person.chance.hit(0.4)) {
    opened = daysLater(person.chance, person.zone, opened, person.chance.between(0.1, 2))
    fact(world, person, opened, 'proposal_opened', {}, 'mail')
  }
  return opened
}

export function signs(world: World, person: Person, at: number, deal: Deal): number {
  const moment = inOfficeHours(person.chance, person.zone, at)
  fact(world, person, moment, 'contract_signed', { ...deal, term: person.chance.pick([12, 12, 24, 36]) }, 'app')
  return moment
}

export function loses(world: World, person: Person, at: number, deal: Deal, reason: string): number {
  const moment = inOfficeHours(person.chance, world.zone, at)
  fact(world, person, moment, 'deal_lost', { ...deal, reason }, 'app')
  return moment
}

const money: Record<string, readonly [currency: string, perUnit: number]> = {
  KR: ['KRW', 1400],
  RU: ['RUB', 92],
  KZ: ['KZT', 500],
  DE: ['EUR', 0.9],
  AT: ['EUR', 0.9],
  FR: ['EUR', 0.9],
  ES: ['EUR', 0.9],
  GB: ['GBP', 0.78],
  CA: ['CAD', 1.37],
  AU: ['AUD', 1.5],
  SG: ['SGD', 1.32],
  IN: ['INR', 85],
  PL: ['PLN', 3.9],
  JP: ['JPY', 150],
}

/** A yearly amount that suits the size of the company, in its country's money, rounded as price lists are. */
export function dealFor(person: Person): Deal {
  const employees = person.company?.employees ?? 200
  const dollars = person.chance.around(9000 + employees * 14, 0.35)
  const [currency, perUnit] = money[person.country] ?? ['USD', 1]
  const step = 10 ** Math.max(2, Math.floor(Math.log10(dollars * perUnit)) - 1)
  return { amount: Math.round((dollars * perUnit) / step) * step, currency }
}
