import type { Via } from '#core/demo/arrivals.ts'
import { daysLater, hour, minute, officeMoment } from '#core/demo/calendar.ts'
import { downloads, opens, reads, subscribes } from '#core/demo/reading.ts'
import { nurtures } from '#core/demo/mailing.ts'
import { does, fact } from '#core/demo/pen.ts'
import { type PageKind, seller } from '#core/demo/site.ts'
import { device, type Person, type World } from '#core/demo/world.ts'
import type { Language } from '#core/demo/names.ts'
import type { Chance } from '#core/demo/random.ts'

// How people come to know the sample company, before anybody talks to them.

const shares: readonly (readonly [Via, number])[] = [
  ['search', 36],
  ['ppc', 19],
  ['direct', 10],
  ['social', 9],
  ['paid_social', 8],
  ['referral', 7],
  ['assistant', 5],
  ['event', 3],
  ['partner', 3],
]

/** Those who come to stay: recommended, met, or looking for us by name more often. */
const knownShares: typeof shares = [
  ['search', 31],
  ['ppc', 21],
  ['direct', 11],
  ['referral', 13],
  ['social', 8],
  ['assistant', 7],
  ['partner', 5],
  ['paid_social', 5],
  ['event', 4],
]

/** Six weeks before the end the landing page of paid search was exchanged: the leak that the funnel should show. */
export function landingChangedAt(world: World): number {
  return world.end - 42 * 24 * hour
}

/** Where a visitor nobody knows comes from. */
export function strangerVia(luck: Chance, language: Language): Via {
  const via = luck.weighted(shares)
  // Search engines are how Korean and Russian readers find a foreign supplier; partners are few there.
  return via === 'partner' && (language === 'ko' || language === 'ru') && luck.hit(0.5) ? 'search' : via
}

/** Where somebody who will tell their name comes from: like strangers, but paid search brings few since the change. */
export function knownVia(world: World, person: Person, at: number): Via {
  const via = person.chance.weighted(knownShares)
  if (via !== 'ppc' || at < landingChangedAt(world)) return via
  return person.chance.hit(0.25) ? 'ppc' : person.chance.pick(['search', 'search', 'direct', 'social', 'referral'])
}

/** The page a paid or unpaid visit begins on. */
export function landingOf(world: World, luck: Chance, via: Via, at: number): PageKind {
  if (via === 'ppc') return at < landingChangedAt(world) ? 'landing' : 'landing_new'
  if (via === 'paid_social') return luck.pick(['landing', 'ebook', 'blog'])
  if (via === 'direct') return luck.pick(['home', 'home', 'product', 'blog'])
  if (via === 'event') return luck.pick(['webinar', 'home', 'demo'])
  if (via === 'referral') return luck.pick(['home', 'compare', 'review', 'product'])
  if (via === 'partner') return 'product'
  return luck.weighted([
    ['blog', 55],
    ['guide', 8],
    ['product', 12],
    ['home', 15],
    ['thought', 5],
    ['compare', 5],
  ])
}

// Light reading: what people open before they have a project. Prices and proofs come when they evaluate.
const trails: readonly (readonly PageKind[])[] = [
  ['blog'],
  ['blog', 'blog'],
  ['home', 'about'],
  ['thought', 'blog'],
  ['product'],
  ['home', 'product'],
  ['guide'],
  ['webinar'],
]

/** Comes `visits` times over the given days; returns after the last of them. */
export function wanders(world: World, person: Person, at: number, visits: number, overDays: number): number {
  const luck = person.chance
  const via = knownVia(world, person, at)
  let moment = officeMoment(luck, person.zone, at, at + 60 * hour)
  const more: PageKind[] = luck.hit(0.5) ? ['product'] : luck.hit(0.5) ? ['blog'] : []
  moment = reads(world, person, moment, { via }, [landingOf(world, luck, via, moment), ...more])
  for (let visit = 1; visit < visits; visit++) {
    const gap = (overDays / visits) * luck.between(0.4, 1.6)
    moment = daysLater(luck, person.zone, moment, gap)
    const next = luck.weighted([
      ['direct', 44],
      ['search', 30],
      ['social', 8],
      ['referral', 6],
      ['assistant', 5],
      ['ppc', 7],
    ] as const)
    moment = reads(world, person, moment, { via: next, device: luck.pick(person.devices) }, luck.pick(trails))
  }
  return moment
}

/** The way from a first visit to a lead: reads, perhaps subscribes, takes gated content and says what they do. */
export function becomesLead(world: World, person: Person, at: number, overDays: number): number {
  const luck = person.chance
  let moment = wanders(world, person, at, luck.int(1, 2), overDays * 0.6)
  if (luck.hit(0.1)) {
    moment = daysLater(luck, person.zone, moment, luck.between(0.5, overDays * 0.2))
    moment = subscribes(world, person, moment, { via: 'direct' }, ['blog'])
  }
  moment = daysLater(luck, person.zone, moment, luck.between(0.2, overDays * 0.2))
  moment = downloads(
    world,
    person,
    moment,
    { via: luck.pick(['search', 'direct', 'social']) },
    luck.pick(['ebook', 'paper', 'guide']),
  )
  if (luck.hit(0.3)) usesPhone(world, person, moment)
  nurtures(world, person, moment)
  return moment
}

/** A lead like most: one or two visits, one piece of gated content, and mails that are seldom opened. */
export function learns(world: World, person: Person, at: number, overDays: number): number {
  const luck = person.chance
  const via = knownVia(world, person, at)
  let moment = officeMoment(luck, person.zone, at, at + 60 * hour)
  const again = luck.hit(0.5) ? luck.pick(['direct', 'search'] as const) : via
  if (again !== via) {
    moment = reads(world, person, moment, { via }, [landingOf(world, luck, via, moment)])
    moment = daysLater(luck, person.zone, moment, luck.between(1, overDays))
  }
  const kind = luck.pick(['ebook', 'paper', 'guide'] as const)
  moment = downloads(world, person, moment, { via: again }, kind)
  nurtures(world, person, moment, { open: 0.3, click: 0.12 })
  return moment
}

/** Opens a mail's link on the phone, on which nobody knew them: the form there joins the two devices. */
export function usesPhone(world: World, person: Person, at: number): number {
  const luck = person.chance
  const phone = device(luck, true, person.language)
  person.devices.push(phone)
  const moment = officeMoment(luck, person.zone, at + hour, at + 60 * hour)
  const campaign = 'your-download'
  const sent = moment - luck.between(4, 40) * minute
  fact(world, person, sent, 'email_sent', { campaign, subject: 'Your download' }, 'mail')
  fact(world, person, moment - 4000, 'email_opened', { campaign }, 'mail')
  fact(world, person, moment - 1500, 'email_clicked', { campaign, url: `${seller.site}/guides/` }, 'mail')
  return downloads(world, person, moment, { via: 'email', campaign, device: phone }, 'guide')
}

/** Digs in: what people do in the weeks when they seriously compare. */
export function evaluates(world: World, person: Person, at: number, overDays: number): number {
  const luck = person.chance
  let moment = at
  const steps = luck.shuffle(evaluation).slice(0, luck.int(2, 4))
  for (const kinds of steps) {
    moment = daysLater(luck, person.zone, moment, (overDays / steps.length) * luck.between(0.5, 1.4))
    const visit = opens(
      world,
      person,
      moment,
      { via: luck.pick(['direct', 'direct', 'search']), device: luck.pick(person.devices) },
      kinds,
    )
    if (kinds.includes('video'))
      does(world, visit, 'video_watched', { video: 'two-minute-tour', seconds: luck.int(40, 120) })
    if (luck.hit(0.06))
      does(world, visit, 'social_shared', {
        network: luck.pick(['linkedin', 'kakao', 'telegram']),
        url: visit.page.path,
      })
    if (luck.hit(0.12))
      does(world, visit, 'search_performed', { query: luck.pick(['sap', 'api', 'price', 'rail', 'гост', '연동']) })
    moment = visit.at
  }
  return moment
}

const evaluation: readonly (readonly PageKind[])[] = [
  ['case', 'case', 'pricing'],
  ['compare', 'pricing'],
  ['product', 'video', 'case'],
  ['security', 'implementation'],
  ['docs', 'docs', 'security'],
  ['review', 'compare', 'case'],
  ['pricing', 'implementation', 'support'],
]
