import { day, daysLater, hour, inOfficeHours, minute } from '#core/demo/calendar.ts'
import { companies } from '#core/demo/companies.ts'
import { writesByHand } from '#core/demo/mailing.ts'
import { fact, profile } from '#core/demo/pen.ts'
import { downloads, reads } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import type { Part } from '#core/demo/titles.ts'
import { employee, type Person, type World } from '#core/demo/world.ts'

// People we write to before they know us: lists, cold mail, connections on a network, and a trade fair.

const parts: readonly Part[] = ['supply', 'logistics', 'operations', 'procurement', 'chief', 'it']

/** Names bought or looked up, imported as two lists, and worked by the SDRs over some weeks. */
export function suspects(world: World, count: number, cast: ReadonlySet<string>): Person[] {
  const targets = companies.filter((company) => company.standing === 'prospect' && cast.has(company.slug))
  return Array.from({ length: count }, (_, index) => {
    const company = targets[(index * 5) % targets.length]!
    const person = employee(world, `suspect-${index + 1}`, company, parts[index % parts.length]!)
    const wave = index % 3
    const listed = inOfficeHours(world.chance, world.zone, world.start + (6 + wave * 55) * day)
    const imported = listed + index * 40
    person.userId = `crm-${person.key}`
    // Two in five lists say what somebody does.
    const title = index % 5 < 2 ? { title: person.title } : {}
    profile(
      world,
      person,
      listed,
      { name: person.name.full, ...title, company: company.name, country: person.country },
      'import',
      imported,
    )
    fact(world, person, listed, 'suspect_listed', { list: `outbound-${wave + 1}` }, 'import', imported + 20)
    fact(world, person, listed + 1000, 'first_contact', { origin: 'outbound' }, 'import', imported + 30)
    works(world, person, listed)
    return person
  })
}

function works(world: World, person: Person, listed: number): void {
  const luck = person.chance
  let at = daysLater(luck, world.zone, listed, luck.between(1, 30))
  if (luck.hit(0.45)) {
    fact(world, person, at, 'connection_requested', { network: 'linkedin' }, 'app')
    if (luck.hit(0.34)) {
      at = daysLater(luck, person.zone, at, luck.between(0.3, 6))
      fact(world, person, at, 'connection_accepted', { network: 'linkedin' }, 'app')
      if (luck.hit(0.3)) fact(world, person, at + 3 * hour, 'message_replied', { network: 'linkedin' }, 'app')
    }
  }
  for (let mail = luck.int(1, 4); mail > 0; mail--) {
    if (luck.hit(0.03)) {
      fact(world, person, at, 'email_sent', { campaign: 'cold-mail-otif' }, 'mail')
      fact(world, person, at + 8000, 'email_bounced', { campaign: 'cold-mail-otif', kind: 'hard' }, 'mail')
      return
    }
    const answered = luck.hit(0.055)
    at = writesByHand(world, person, at, 'cold-mail-otif', answered)
    if (answered) return answers(world, person, at)
    if (luck.hit(0.09)) at = reads(world, person, at + 30 * minute, { via: 'outbound' }, ['case', 'product'])
    at = daysLater(luck, world.zone, at, luck.between(4, 9))
  }
  if (luck.hit(0.25)) selling.calls(world, person, at, luck.pick(['no_answer', 'voicemail', 'talked']))
}

/** A warm answer: they read, take a guide, and a meeting is booked with nobody's form in between. */
function answers(world: World, person: Person, from: number): void {
  const luck = person.chance
  let at = reads(world, person, from + 40 * minute, { via: 'outbound' }, ['case', 'compare', 'pricing'])
  if (luck.hit(0.7)) at = downloads(world, person, daysLater(luck, person.zone, at, 1), { via: 'outbound' }, 'guide')
  at = selling.reaches(world, person, at + day)
  if (luck.hit(0.35)) return void selling.returns(world, person, at, 'not_now')
  at = selling.meets(world, person, at, luck.hit(0.3) ? 1 : 0)
  at = selling.accepts(world, person, at)
  if (luck.hit(0.35)) selling.verifies(world, person, at + 5 * day, selling.dealFor(person))
}

/** Badges scanned at a trade fair: the organiser's list comes three days later, with leave to write to them. */
export function fairVisitors(world: World, count: number, cast: ReadonlySet<string>): Person[] {
  const targets = companies.filter((company) => company.standing === 'prospect' && cast.has(company.slug))
  const fair = inOfficeHours(world.chance, world.zone, world.start + 96 * day)
  return Array.from({ length: count }, (_, index) => {
    const company = targets[(index * 7 + 3) % targets.length]!
    const person = employee(world, `fair-${index + 1}`, company, parts[(index * 5) % parts.length]!)
    const luck = person.chance
    const scanned = fair + luck.between(0, 7) * hour
    const imported = fair + 3 * day + index * 60
    profile(
      world,
      person,
      scanned,
      { name: person.name.full, title: person.title, company: company.name, country: person.country },
      'import',
      imported,
    )
    fact(world, person, scanned, 'event_attended', { event: 'freight-forum' }, 'import', imported + 10)
    person.consentedAt = scanned
    fact(
      world,
      person,
      scanned - 5000,
      'consent_granted',
      { purpose: 'marketing', source: 'organiser', wording: 'Exhibitors may write to me.' },
      'import',
      imported + 20,
    )
    if (luck.hit(0.4)) {
      const at = daysLater(luck, person.zone, imported, luck.between(0.5, 8))
      reads(world, person, at, { via: 'event' }, ['product', 'case'])
      if (luck.hit(0.4)) downloads(world, person, daysLater(luck, person.zone, at, 3), { via: 'direct' }, 'ebook')
    }
    return person
  })
}
