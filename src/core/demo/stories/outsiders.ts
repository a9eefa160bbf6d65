import { day, daysLater, hour, laterRather, officeMoment } from '#core/demo/calendar.ts'
import type { Company } from '#core/demo/companies.ts'
import { downloads, reads } from '#core/demo/reading.ts'
import { asksFor } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import { companyFacts } from '#core/demo/stories/company-facts.ts'
import { onlySubscribes } from '#core/demo/stories/leads.ts'
import type { Language } from '#core/demo/names.ts'
import { learns, knownVia, landingOf, usesPhone } from '#core/demo/wandering.ts'
import { employee, freeMail, type Person, privatePerson, type World } from '#core/demo/world.ts'

// People who will not buy, or not under the name they first gave.

const languages: readonly Language[] = ['en', 'ko', 'ru', 'de', 'en', 'ko', 'ru', 'fr', 'es', 'pl']

/** Students with free mail: white papers for a thesis; one in a dozen asks for a demo and is turned down. */
export function students(world: World, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const person = privatePerson(world, `student-${index + 1}`, languages[index % languages.length]!, 'student')
    const luck = person.chance
    const from = laterRather(luck, world.start, world.end - 4 * day)
    const at = officeMoment(luck, person.zone, from, from + 2 * day)
    const read = downloads(
      world,
      person,
      at,
      { via: luck.pick(['search', 'search', 'assistant', 'social']) },
      luck.pick(['paper', 'paper', 'ebook', 'guide']),
      ['blog'],
    )
    if (luck.hit(0.4))
      downloads(world, person, daysLater(luck, person.zone, read, luck.between(1, 9)), { via: 'direct' }, 'paper')
    if (index % 12 === 5) {
      const asked = asksFor(world, person, read + 26 * hour, { via: 'direct' }, 'demo_requested')
      selling.disqualifies(world, person, asked + 4 * hour, 'student')
    }
    return person
  })
}

/** Readers who keep to a private address. */
export function privateReaders(world: World, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const person = privatePerson(world, `reader-${index + 1}`, languages[(index * 3) % languages.length]!, 'planner')
    onlySubscribes(world, person, laterRather(person.chance, world.start, world.end - 2 * day))
    return person
  })
}

/** The same head twice: the letter goes home, the white paper to the office, both from one machine. */
export function readsTwice(world: World, person: Person): void {
  const home: Person = {
    ...person,
    key: `${person.key}-home`,
    email: freeMail(person.name, `${person.key}7`, person.language),
    sent: 0,
    consentedAt: null,
  }
  const at = world.start + person.chance.between(5, 150) * day
  onlySubscribes(world, home, at)
}

/** Somebody from a competitor has a look at everything, and asks for a demo under the company's own address. */
export function spies(world: World, company: Company): Person[] {
  const person = employee(world, `${company.slug}-1`, company, 'marketing')
  const luck = person.chance
  let at = daysLater(luck, person.zone, world.start + luck.between(20, 110) * day, 0)
  at = reads(world, person, at, { via: knownVia(world, person, at) }, [
    'home',
    'product',
    'pricing',
    'compare',
    'docs',
    'roadmap',
  ])
  at = downloads(world, person, daysLater(luck, person.zone, at, 2), { via: 'direct' }, 'paper', ['security'])
  at = asksFor(
    world,
    person,
    daysLater(luck, person.zone, at, luck.between(3, 12)),
    { via: 'direct' },
    'demo_requested',
    ['pricing', 'compare'],
  )
  if (company.slug === 'hwamulnun') {
    // Nobody knew this one: the SDR finds out on the phone.
    const called = selling.reaches(world, person, at)
    companyFacts(world, company, called + 10 * 60_000, { relationship: 'competitor' })
  }
  const other = employee(world, `${company.slug}-2`, company, 'analyst')
  const read = officeMoment(other.chance, other.zone, world.start + 30 * day, world.end - 10 * day)
  reads(world, other, read, { via: 'search' }, ['docs', 'docs', 'pricing', 'roadmap'])
  return [person, other]
}

/** A partner's people read along and send others. */
export function partners(world: World, company: Company, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const person = employee(world, `${company.slug}-${index + 1}`, company, index === 0 ? 'consultant' : 'it')
    const at = world.start + person.chance.between(3, 120) * day
    if (index === 0) learns(world, person, at, 10)
    else onlySubscribes(world, person, at)
    return person
  })
}

/** Firms too small to buy: they read, download, and are told so if they ask. */
export function smallFirms(world: World, company: Company): Person[] {
  const person = employee(world, `${company.slug}-1`, company, world.chance.pick(['chief', 'consultant', 'marketing']))
  const luck = person.chance
  const at = world.start + luck.between(5, 150) * day
  if (luck.hit(0.4)) {
    onlySubscribes(world, person, at)
    return [person]
  }
  const via = knownVia(world, person, at)
  const moment = officeMoment(luck, person.zone, at, at + 3 * day)
  const read = downloads(world, person, moment, { via }, 'guide', [landingOf(world, luck, via, moment)])
  if (luck.hit(0.3)) usesPhone(world, person, read)
  if (luck.hit(0.5)) {
    const asked = asksFor(world, person, daysLater(luck, person.zone, read, 4), { via: 'direct' }, 'price_asked', [
      'pricing',
    ])
    if (luck.hit(0.5)) selling.disqualifies(world, person, asked + day, 'not_icp')
  }
  return [person]
}
