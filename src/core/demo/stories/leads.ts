import { day, daysLater, hour, laterRather, officeMoment } from '#core/demo/calendar.ts'
import type { Company } from '#core/demo/companies.ts'
import { writesByHand } from '#core/demo/mailing.ts'
import { fact } from '#core/demo/pen.ts'
import { asksFor, downloads, subscribes } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import { completesTrial, registersAndComes } from '#core/demo/stories/buying.ts'
import type { Part } from '#core/demo/titles.ts'
import { becomesLead, learns, evaluates, knownVia, landingOf, usesPhone, wanders } from '#core/demo/wandering.ts'
import { employee, type Person, type World } from '#core/demo/world.ts'

// Companies that get as far as a lead, an MQL, or a talk with sales, and no further yet.

const parts: readonly Part[] = [
  'logistics',
  'supply',
  'planner',
  'operations',
  'warehouse',
  'it',
  'procurement',
  'finance',
  'chief',
  'analyst',
]

/** How far the first person of a company comes. The others of the company read along. */
export type Reach = 'reader' | 'lead' | 'mql' | 'sql'

/** `turn`: the how manyth company with that reach it is, so that every kind of course has its share whatever the seed. */
export function comesAsFarAs(world: World, company: Company, reach: Reach, count: number, turn: number): Person[] {
  const people: Person[] = []
  const order = world.chance.shuffle(parts)
  for (let index = 0; index < count; index++) {
    const person = employee(world, `${company.slug}-${index + 1}`, company, order[index % order.length]!)
    const luck = person.chance
    const at =
      index === 0 ? world.start + luck.between(2, 168) * day : laterRather(luck, world.start, world.end - 3 * day)
    people.push(person)
    if (index === 0 && reach === 'sql') talksToSales(world, person, Math.min(at, world.end - 30 * day), turn)
    else if (index === 0 && reach === 'mql') showsIntent(world, person, at, turn)
    else if (reach !== 'reader' && luck.hit(0.36)) learns(world, person, at, luck.between(5, 30))
    else onlySubscribes(world, person, at)
  }
  if (count > 2 && people[1] && people[2]) sharesMachine(world, people[1], people[2])
  return people
}

/** Reads, subscribes to the letter, and has said no job title yet. */
export function onlySubscribes(world: World, person: Person, at: number): number {
  const luck = person.chance
  if (luck.hit(0.5)) {
    const read = daysLater(luck, person.zone, wanders(world, person, at, luck.int(1, 3), 20), luck.between(0.2, 4))
    return subscribes(world, person, read, { via: 'direct' }, ['blog'])
  }
  const moment = officeMoment(luck, person.zone, at, at + 60 * hour)
  const via = knownVia(world, person, moment)
  return subscribes(world, person, moment, { via }, [landingOf(world, luck, via, moment), 'blog'])
}

const asks = [
  ...(['demo_requested', 'callback_requested', 'trial_started', 'demo_requested', null, 'quote_requested'] as const),
  ...(['demo_requested', 'price_asked', 'demo_requested', 'sample_requested', 'callback_requested'] as const),
  ...(['demo_requested', 'trial_started', 'quote_requested', 'demo_requested', null, 'demo_requested'] as const),
]
const outcomes = [
  ...(['returned', 'waiting', 'returned', 'no_answer', 'returned_then_back', 'returned', 'disqualified'] as const),
  ...(['returned', 'waiting', 'returned_then_back', 'returned', 'no_answer', 'returned', 'waiting'] as const),
  ...(['returned_then_back', 'disqualified', 'returned', 'waiting', 'no_answer'] as const),
]
const talks = [
  ...(['talking', 'returned', 'talking', 'returned_then_back', 'returned', 'talking', 'disqualified'] as const),
  ...(['returned', 'talking', 'returned_then_back', 'lost', 'talking', 'returned', 'talking'] as const),
]

/** Becomes a lead and then asks, or reads so much that the score says it. Sales returns some of them. */
function showsIntent(world: World, person: Person, from: number, turn: number): void {
  const luck = person.chance
  let at = becomesLead(world, person, from, luck.between(6, 25))
  if (luck.hit(0.25)) at = usesPhone(world, person, at)
  at = evaluates(world, person, at, luck.between(3, 12))
  if (luck.hit(0.35)) at = registersAndComes(world, person, at)
  const ask = asks[turn % asks.length]!
  if (ask)
    at = asksFor(world, person, daysLater(luck, person.zone, at, luck.between(0.5, 5)), { via: 'direct' }, ask, [
      'product',
    ])
  if (ask === 'trial_started') at = completesTrial(world, person, at)
  const outcome = outcomes[turn % outcomes.length]!
  if (outcome === 'waiting') return
  selling.enters(world, person, at)
  if (outcome === 'no_answer') {
    for (let call = luck.int(2, 5); call > 0; call--)
      at = selling.calls(world, person, at + luck.between(1, 2) * day, 'no_answer')
    writesByHand(world, person, at + hour, 'should-i-stop', false)
    selling.returns(world, person, at + 8 * day, 'no_answer')
    return
  }
  at = selling.reaches(world, person, at)
  if (outcome === 'disqualified') {
    selling.disqualifies(world, person, at, luck.pick(['no_need', 'not_icp', 'wrong_details']))
    return
  }
  at = selling.returns(world, person, at, luck.pick(['not_now', 'no_budget', 'no_authority', 'not_now']))
  if (outcome === 'returned_then_back') comesAgain(world, person, at)
}

/** Talks to sales; some of these become an opportunity later, most are returned or still in talks. */
function talksToSales(world: World, person: Person, from: number, turn: number): void {
  const luck = person.chance
  let at = becomesLead(world, person, from, luck.between(6, 22))
  at = evaluates(world, person, at, luck.between(3, 9))
  at = asksFor(
    world,
    person,
    daysLater(luck, person.zone, at, luck.between(0.5, 3)),
    { via: 'direct' },
    luck.pick(['demo_requested', 'demo_requested', 'callback_requested', 'quote_requested']),
    ['pricing'],
  )
  at = selling.reaches(world, person, at)
  at = selling.accepts(world, person, at)
  at = selling.meets(
    world,
    person,
    at,
    luck.weighted([
      [0, 60],
      [1, 28],
      [2, 12],
    ] as const),
  )
  const outcome = talks[turn % talks.length]!
  if (outcome === 'talking') return void writesByHand(world, person, at + day, 'after-our-call', luck.hit(0.6))
  at = daysLater(luck, world.zone, at, luck.between(1, 9))
  if (outcome === 'disqualified') return void selling.disqualifies(world, person, at, luck.pick(['no_need', 'not_icp']))
  if (outcome === 'lost') return void selling.loses(world, person, at, selling.dealFor(person), 'no_decision')
  at = selling.returns(world, person, at, luck.pick(['no_budget', 'not_now', 'no_need', 'no_authority']))
  if (outcome === 'returned_then_back') comesAgain(world, person, at)
}

/** Recycled, nurtured, and back some weeks later with a new request: a second lap. */
function comesAgain(world: World, person: Person, from: number): void {
  const luck = person.chance
  let at = daysLater(luck, person.zone, from, luck.between(18, 50))
  at = downloads(world, person, at, { via: 'email', campaign: 'monthly-letter' }, luck.pick(['ebook', 'paper']), [
    'case',
  ])
  at = asksFor(
    world,
    person,
    daysLater(luck, person.zone, at, luck.between(1, 6)),
    { via: 'direct' },
    'demo_requested',
    ['pricing', 'compare'],
  )
  const seen = { topic: 'shipment visibility', source: 'review site' }
  fact(world, person, at - 2 * day, 'third_party_intent', seen, 'import', at - day)
  at = selling.reaches(world, person, at)
  if (luck.hit(0.7)) selling.meets(world, person, selling.accepts(world, person, at))
}

/** Two colleagues at one desk: the second one's form says so, and what follows is theirs. */
function sharesMachine(world: World, first: Person, second: Person): void {
  if (!second.chance.hit(0.12)) return
  const at = daysLater(second.chance, second.zone, world.start + second.chance.between(60, 150) * day, 0)
  downloads(world, second, at, { via: 'direct', device: first.devices[0]! }, 'guide', ['home'])
}
