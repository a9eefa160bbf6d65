import { day, daysLater, hour } from '#core/demo/calendar.ts'
import type { Company } from '#core/demo/companies.ts'
import { writes, writesByHand } from '#core/demo/mailing.ts'
import { fact } from '#core/demo/pen.ts'
import { asksFor, reads, registers } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import { companyFacts } from '#core/demo/stories/company-facts.ts'
import { becomesLead, evaluates, knownVia, learns, wanders } from '#core/demo/wandering.ts'
import { employee, type Person, type World } from '#core/demo/world.ts'
import type { Part } from '#core/demo/titles.ts'

// Companies that buy, nearly buy, or are still deciding: a champion, and the others who have a say.

export type Ending = 'won' | 'quick' | 'lost' | 'lost_then_back' | 'open'

const lossReasons = ['price', 'chose_competitor', 'no_decision', 'not_now', 'does_not_fit'] as const
const groupParts: readonly Part[] = [
  'operations',
  'it',
  'procurement',
  'finance',
  'warehouse',
  'planner',
  'chief',
  'logistics',
]

/** One company's purchase from first touch to its ending; returns its people. */
export function buys(world: World, company: Company, ending: Ending): Person[] {
  const champion = employee(
    world,
    `${company.slug}-1`,
    company,
    world.chance.pick(['supply', 'logistics', 'supply', 'operations']),
  )
  const luck = champion.chance
  const group = luck
    .shuffle(groupParts)
    .slice(0, luck.int(3, 6))
    .map((part, index) => employee(world, `${company.slug}-${index + 2}`, company, part))
  if (ending === 'quick') return [...buysAtOnce(world, champion), ...besides(world, group, world.start + 100 * day, 30)]

  const begin =
    world.start + luck.between(ending === 'open' ? 55 : 1, ending === 'open' ? 105 : ending === 'won' ? 62 : 50) * day
  let at = becomesLead(world, champion, begin, luck.between(8, 24))
  companyFacts(world, company, at, { owner: luck.pick(sellers) })
  at = evaluates(world, champion, at, luck.between(4, 14))
  if (luck.hit(0.4)) at = registersAndComes(world, champion, at)
  const ask = luck.weighted([
    ['demo_requested', 62],
    ['callback_requested', 14],
    ['quote_requested', 14],
    ['trial_started', 10],
  ] as const)
  at = daysLater(luck, champion.zone, at, luck.between(0.5, 4))
  at = asksFor(world, champion, at, { via: 'direct' }, ask, ['home', 'pricing'])
  if (ask === 'trial_started') at = completesTrial(world, champion, at)

  const [second, ...others] = group
  besides(world, others, at - 8 * day, 45)
  at = selling.reaches(world, champion, at)
  at = selling.accepts(world, champion, at)
  at = selling.meets(world, champion, at, luck.hit(0.28) ? 1 : 0)
  const decider = joins(world, second, at)
  const deal = selling.dealFor(champion)
  at = selling.verifies(world, champion, at, deal)
  const voices = [champion]
  if (decider && luck.hit(0.4)) voices.push(bringsIn(world, decider, at, deal))
  at = evaluates(world, champion, at, luck.between(4, 10))
  at = selling.meets(world, champion, at, 0, 'demo')
  const last = luck.pick(['proof_requested', 'implementation_asked', 'support_asked'] as const)
  if (luck.hit(0.6)) at = asksFor(world, champion, at + 20 * hour, { via: 'direct' }, last)
  if (ending !== 'open' || luck.hit(0.6)) {
    at = selling.proposes(world, champion, daysLater(luck, world.zone, at, luck.between(2, 7)), deal)
  }
  if (ending !== 'open') ends(world, voices, daysLater(luck, champion.zone, at, luck.between(5, 18)), deal, ending)
  return [champion, ...group]
}

/** The deal is won or lost, for everybody who was in it. */
function ends(world: World, voices: readonly Person[], at: number, deal: selling.Deal, ending: Ending): void {
  const [champion] = voices as [Person]
  const luck = champion.chance
  if (ending === 'won') {
    const [signed] = voices.map((person) => selling.signs(world, person, at, deal))
    if (champion.company) begins(world, champion, champion.company, signed!, deal)
    return
  }
  const reason = luck.pick(lossReasons)
  if (reason === 'does_not_fit' || luck.hit(0.3)) {
    fact(world, champion, at - 2 * day, 'product_misfit', { reason: 'does_not_fit' }, 'app')
  }
  for (const person of voices) selling.loses(world, person, at, deal, reason)
  if (ending === 'lost_then_back') comesBack(world, champion, daysLater(luck, champion.zone, at, luck.between(14, 28)))
}

const sellers = ['jiyun.bae', 'oleg.vesnin', 'clara.reuther', 'tom.ellery'] as const

/** A purchase order from somebody nobody had heard of: a partner had said the name. Awareness straight to client. */
function buysAtOnce(world: World, person: Person): Person[] {
  const luck = person.chance
  const at = world.start + luck.between(90, 150) * day
  const read = reads(world, person, daysLater(luck, person.zone, at, 0), { via: 'partner' }, [
    'product',
    'pricing',
    'security',
  ])
  selling.enters(world, person, read + 20 * hour)
  const deal = selling.dealFor(person)
  const signed = selling.signs(world, person, read + 26 * hour, deal)
  if (person.company) begins(world, person, person.company, signed, deal)
  return [person]
}

/** The others of the buying group: some read, some take something, some only come to the webinar. */
function besides(world: World, people: readonly Person[], from: number, overDays: number): Person[] {
  for (const person of people) {
    const luck = person.chance
    const at = from + luck.between(0, overDays) * day
    if (luck.hit(0.4)) {
      const lead = learns(world, person, at, luck.between(3, 10))
      if (luck.hit(0.2)) evaluates(world, person, lead, 8)
      continue
    }
    const read = reads(
      world,
      person,
      daysLater(luck, person.zone, at, 0),
      { via: knownVia(world, person, at) },
      luck.pick([['product'], ['docs'], ['blog'], ['case']]),
    )
    registers(world, person, daysLater(luck, person.zone, read, luck.between(1, 6)), { via: 'email' }, 'otif-live')
  }
  return [...people]
}

/** The one who decides: brought along by the champion, reads the price and the security page, and comes to a meeting. */
function joins(world: World, person: Person | undefined, at: number): Person | null {
  if (!person) return null
  const luck = person.chance
  // The champion forwards a mail; its link is opened on the decider's own machine.
  const read = reads(
    world,
    person,
    daysLater(luck, person.zone, at, luck.between(0.2, 2)),
    { via: 'email', campaign: 'nurture-3' },
    ['pricing', 'security'],
  )
  asksFor(
    world,
    person,
    read + 40 * 60_000,
    { via: 'direct' },
    luck.pick(['price_asked', 'proof_requested', 'demo_requested']),
  )
  selling.enters(world, person, read + 2 * day)
  return person
}

/** The one who decides is talked to as well, and stands in the deal. */
function bringsIn(world: World, person: Person, at: number, deal: selling.Deal): Person {
  const accepted = selling.accepts(world, person, at - 3 * hour)
  const met = selling.meets(world, person, accepted)
  selling.verifies(world, person, met, deal)
  return person
}

export function registersAndComes(world: World, person: Person, at: number): number {
  const luck = person.chance
  const registered = registers(
    world,
    person,
    daysLater(luck, person.zone, at, luck.between(0.5, 3)),
    { via: luck.pick(['email', 'social', 'direct']) },
    'otif-live',
  )
  const held = daysLater(luck, person.zone, registered, luck.between(2, 9))
  if (luck.hit(0.62))
    fact(world, person, held, 'event_attended', { event: 'otif-live', minutes: luck.int(18, 62) }, 'server')
  return held
}

export function completesTrial(world: World, person: Person, at: number): number {
  const luck = person.chance
  selling.enters(world, person, at + 60_000)
  fact(world, person, at + 90_000, 'signed_up', { plan: 'trial' }, 'server')
  let moment = at
  for (let use = luck.int(2, 6); use > 0; use--) {
    moment = daysLater(luck, person.zone, moment, luck.between(0.7, 2.4))
    fact(world, person, moment, 'signed_in', {}, 'server')
  }
  const done = at + 14 * day
  if (luck.hit(0.7)) fact(world, person, done, 'trial_completed', { shipments: luck.int(3, 140) }, 'server')
  return done
}

/** After the signature: payment, onboarding, use, and with luck a word to others. */
function begins(world: World, person: Person, company: Company, at: number, deal: selling.Deal): void {
  const luck = person.chance
  companyFacts(world, company, at + 3 * hour, { relationship: 'customer' })
  let moment = daysLater(luck, world.zone, at, luck.between(2, 6))
  fact(world, person, moment, 'onboarding_started', {}, 'app')
  fact(world, person, daysLater(luck, world.zone, at, luck.between(14, 30)), 'payment_received', { ...deal }, 'server')
  for (let use = luck.int(5, 14); use > 0; use--) {
    moment = daysLater(luck, person.zone, moment, luck.between(1, 5))
    fact(world, person, moment, 'signed_in', {}, 'server')
  }
  fact(world, person, moment, 'product_adopted', { shipments: luck.int(200, 9000) }, 'server')
  const asked = writes(world, person, moment + 2 * day, 'product-news', { open: 0.9, click: 0.6 }, ['news', 'roadmap'])
  if (luck.hit(0.6))
    fact(
      world,
      person,
      asked + hour,
      'survey_answered',
      { survey: 'first-90-days', question: 'nps', answer: luck.int(7, 10) },
      'server',
    )
  if (luck.hit(0.4)) fact(world, person, asked + 4 * day, 'review_written', { site: 'g2' }, 'server')
}

/** A lost deal that returns: a new project, new reading, a new request. */
function comesBack(world: World, person: Person, at: number): void {
  const luck = person.chance
  const answered = writesByHand(world, person, at, 'how-are-you-now', true)
  const read = wanders(world, person, answered, 2, 8)
  const asked = asksFor(world, person, daysLater(luck, person.zone, read, 1), { via: 'direct' }, 'quote_requested', [
    'compare',
    'pricing',
  ])
  const accepted = selling.accepts(world, person, selling.reaches(world, person, asked))
  const met = selling.meets(world, person, accepted)
  selling.verifies(world, person, met, selling.dealFor(person))
}
