import { day, daysLater, hour } from '#core/demo/calendar.ts'
import type { Company } from '#core/demo/companies.ts'
import { writes, writesByHand } from '#core/demo/mailing.ts'
import { fact, profile } from '#core/demo/pen.ts'
import { asksFor, reads, subscribes } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import { companyFacts } from '#core/demo/stories/company-facts.ts'
import type { Part } from '#core/demo/titles.ts'
import { learns } from '#core/demo/wandering.ts'
import { employee, type Person, type World } from '#core/demo/world.ts'

// Companies that had bought before the six months began.

const parts: readonly Part[] = [
  'logistics',
  'supply',
  'it',
  'warehouse',
  'planner',
  'procurement',
  'operations',
  'finance',
]

export type Course = 'renews' | 'grows' | 'leaves' | 'refers'

/** A customer's half year; the contract itself is history that was imported on the first day. */
export function lives(world: World, company: Company, course: Course, count: number): Person[] {
  const people = parts
    .slice(0, count)
    .map((part, index) => employee(world, `${company.slug}-${index + 1}`, company, part))
  const [owner, second] = people as [Person, Person]
  const luck = owner.chance
  companyFacts(world, company, world.start + hour, { owner: luck.pick(['clara.reuther', 'jiyun.bae', 'tom.ellery']) })
  const deal = selling.dealFor(owner)
  const signedAt = world.start - luck.between(200, 420) * day
  for (const person of [owner, second]) {
    person.userId = `crm-${person.key}`
    const imported = world.start + 2 * hour
    profile(
      world,
      person,
      signedAt - 2 * day,
      { name: person.name.full, title: person.title, country: person.country, company: company.name },
      'import',
      imported,
    )
    const origin = luck.pick(['event', 'referral', 'partner', 'search', 'outbound'])
    fact(world, person, signedAt - luck.between(35, 120) * day, 'first_contact', { origin }, 'import', imported + 500)
    fact(world, person, signedAt, 'contract_signed', { ...deal, term: 12 }, 'import', imported + 1000)
    fact(world, person, signedAt + 30 * day, 'payment_received', { ...deal }, 'import', imported + 2000)
    fact(world, person, signedAt + 60 * day, 'product_adopted', {}, 'import', imported + 3000)
  }
  for (const person of [owner, second]) uses(world, person, course === 'leaves' ? 40 : 175)
  for (const person of people.slice(2)) colleague(world, person)

  if (course === 'leaves') leavesUs(world, owner, company)
  else {
    const at = daysLater(luck, world.zone, world.start + luck.between(30, 120) * day, 0)
    fact(world, owner, at, 'contract_renewed', { ...deal }, 'app')
    fact(world, owner, daysLater(luck, world.zone, at, 12), 'payment_received', { ...deal }, 'server')
  }
  if (course === 'grows') wantsMore(world, owner)
  if (course === 'refers') recommends(world, owner)
  return people
}

/** Signs in, reads the docs and the news, asks support, answers the yearly survey. */
function uses(world: World, person: Person, forDays: number): void {
  const luck = person.chance
  let at = daysLater(luck, person.zone, world.start + luck.between(1, 6) * day, 0)
  const last = world.start + forDays * day
  while (at < last) {
    fact(world, person, at, 'signed_in', {}, 'server')
    if (luck.hit(0.12))
      reads(
        world,
        person,
        at + 8 * 60_000,
        { via: 'direct' },
        luck.pick([['docs'], ['docs', 'docs'], ['news', 'roadmap'], ['support', 'docs']]),
      )
    if (luck.hit(0.08)) writes(world, person, at + day, 'product-news', { open: 0.7, click: 0.4 }, ['news'])
    at = daysLater(luck, person.zone, at, luck.around(4, 0.6))
  }
  if (luck.hit(0.5))
    fact(
      world,
      person,
      world.start + 70 * day,
      'survey_answered',
      { survey: 'yearly', question: 'nps', answer: luck.int(3, 10) },
      'server',
    )
}

/** A colleague at a customer: reads like any lead, and one in three asks for a demo; their owner should hear of it. */
function colleague(world: World, person: Person): void {
  const luck = person.chance
  const at = learns(world, person, world.start + luck.between(10, 140) * day, luck.between(4, 15))
  if (luck.hit(0.4))
    asksFor(world, person, daysLater(luck, person.zone, at, luck.between(1, 10)), { via: 'direct' }, 'demo_requested', [
      'product',
      'pricing',
    ])
  else if (luck.hit(0.5)) subscribes(world, person, daysLater(luck, person.zone, at, 3), { via: 'direct' }, ['news'])
}

function leavesUs(world: World, person: Person, company: Company): void {
  const luck = person.chance
  const asked = asksFor(
    world,
    person,
    daysLater(luck, person.zone, world.start + 45 * day, 0),
    { via: 'direct' },
    'support_asked',
    ['docs'],
  )
  const talked = selling.calls(world, person, asked + day, 'talked')
  const left = daysLater(luck, world.zone, talked, 34)
  fact(world, person, left, 'customer_churned', { reason: luck.pick(['price', 'does_not_fit', 'service']) }, 'app')
  companyFacts(world, company, left + hour, { relationship: 'former_customer' })
  // Three months on they look again.
  const back = daysLater(luck, person.zone, left, 60)
  const read = reads(world, person, back, { via: 'search' }, ['compare', 'pricing'])
  writesByHand(world, person, read + 20 * hour, 'how-are-you-now', luck.hit(0.6))
}

/** A customer comes round again: a new problem, new suppliers in view, an order on top of the first. */
function wantsMore(world: World, person: Person): void {
  const luck = person.chance
  let at = daysLater(luck, person.zone, world.start + luck.between(60, 95) * day, 0)
  at = reads(world, person, at, { via: 'search' }, ['blog', 'thought', 'blog'])
  at = reads(world, person, daysLater(luck, person.zone, at, 6), { via: 'direct' }, ['guide', 'compare', 'product'])
  at = asksFor(world, person, daysLater(luck, person.zone, at, 5), { via: 'direct' }, 'price_asked', ['case'])
  at = selling.meets(world, person, at + 20 * hour, 0, 'review')
  const deal = selling.dealFor(person)
  const more = { ...deal, amount: Math.round(deal.amount / 2) }
  at = selling.proposes(world, person, daysLater(luck, world.zone, at, 4), more)
  selling.signs(world, person, daysLater(luck, person.zone, at, 9), more)
}

function recommends(world: World, person: Person): void {
  const luck = person.chance
  const at = daysLater(luck, person.zone, world.start + luck.between(50, 140) * day, 0)
  fact(world, person, at, 'referral_given', { to: 'a supplier of theirs' }, 'app')
  fact(world, person, at + 6 * day, 'review_written', { site: 'capterra' }, 'server')
  fact(world, person, at + 9 * day, 'social_liked', { network: 'linkedin', url: '/news/emission-report' }, 'server')
}
