import type { Arrival } from '#core/demo/arrivals.ts'
import { hour, minute } from '#core/demo/calendar.ts'
import { type Page, seller } from '#core/demo/site.ts'
import { type Device, nextMessageId, type Person, put, type World } from '#core/demo/world.ts'
import type { Source } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'

// How things are said: every body of the simulation is written here, in the words of the Segment HTTP API.

const locales: Record<Person['language'], string> = {
  en: 'en-GB',
  ko: 'ko-KR',
  ru: 'ru-RU',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  pl: 'pl-PL',
  ja: 'ja-JP',
}

/** A visit in progress: the page one is on, and until when what is said waits for a connection. */
export interface Visit {
  person: Person
  device: Device
  arrival: Arrival
  at: number
  page: Page
  /** offline until then: everything said before is received only afterwards */
  offlineUntil: number
}

/** Opens the site on a page at a moment. Returns the visit, standing on that page. */
export function land(
  world: World,
  person: Person,
  at: number,
  arrival: Arrival,
  page: Page,
  device = person.devices[0]!,
): Visit {
  const late = device.mobile && person.chance.hit(0.07)
  const offlineUntil = late ? at + person.chance.between(40 * minute, 44 * hour) : 0
  const visit: Visit = { person, device, arrival, at: Math.round(at), page, offlineUntil }
  show(world, visit, page, arrival.referrer, arrival.search)
  return visit
}

/** Reads the page one is on and says for how long, then opens the next. */
export function turn(world: World, visit: Visit, page: Page): void {
  leave(world, visit)
  const referrer = seller.site + visit.page.path
  visit.page = page
  show(world, visit, page, referrer, '')
}

/** Reads the page one is on; the script reports the time when the page is hidden, which some browsers never tell. */
export function leave(world: World, visit: Visit): void {
  const luck = visit.person.chance
  const seconds = Math.max(2, Math.round(luck.around(visit.page.seconds * 0.8, 0.7)))
  visit.at += seconds * 1000
  if (seconds < 6 || luck.hit(0.2)) return
  const scroll = Math.min(100, Math.round(luck.between(25, 60) + (50 * seconds) / visit.page.seconds))
  does(world, visit, 'page_left', { path: visit.page.path, seconds, scroll })
}

/** Something done on the page: a track call of the page's script. */
export function does(world: World, visit: Visit, event: string, properties: JsonObject = {}): void {
  say(world, visit, { type: 'track', event, properties })
  visit.at += 400
}

/** What a form tells about the person: an identify call of the page's script. */
export function tells(world: World, visit: Visit, traits: JsonObject): void {
  say(world, visit, { type: 'identify', traits })
  visit.at += 200
}

/** A fact that a trusted system reports about a person known by mail address, and by user id once sales has them. */
export function fact(
  world: World,
  person: Person,
  at: number,
  event: string,
  properties: JsonObject,
  source: Source = 'server',
  receivedAt?: number,
): void {
  const body: JsonObject = {
    type: 'track',
    messageId: nextMessageId(person),
    event,
    properties,
    context: { traits: { email: person.email } },
    timestamp: iso(at),
  }
  if (person.userId !== null) body.userId = person.userId
  put(world, source, 'secret', receivedAt ?? at + person.chance.between(200, 3000), body)
}

/** Facts about a person that a trusted system knows (identify). */
export function profile(
  world: World,
  person: Person,
  at: number,
  traits: JsonObject,
  source: Source = 'server',
  receivedAt?: number,
): void {
  const body: JsonObject = {
    type: 'identify',
    messageId: nextMessageId(person),
    traits: { email: person.email, ...traits },
    timestamp: iso(at),
  }
  if (person.userId !== null) body.userId = person.userId
  put(world, source, 'secret', receivedAt ?? at + person.chance.between(200, 3000), body)
}

function show(world: World, visit: Visit, page: Page, referrer: string, search: string): void {
  const seen: JsonObject = {
    path: page.path,
    url: seller.site + encodeURI(page.path) + search,
    title: page.title,
    referrer,
    search,
  }
  say(world, visit, { type: 'page', properties: seen }, search)
  visit.at += 300
}

function say(world: World, visit: Visit, words: JsonObject, search = ''): void {
  const { person, device, page, arrival } = visit
  const received = Math.max(visit.at + person.chance.between(60, 900), visit.offlineUntil)
  const sent = received - person.chance.between(30, 60)
  const context: JsonObject = {
    userAgent: device.agent,
    locale: locales[person.language],
    timezone: person.zone,
    page: { path: page.path, url: seller.site + encodeURI(page.path) + search, title: page.title, search },
    library: { name: 'hourglass', version: '1' },
  }
  if (device.cookieless) context.cookieless = true
  if (arrival.campaign !== null && search !== '') context.campaign = campaignOf(arrival.campaign)
  put(world, 'browser', 'public', received, {
    ...words,
    messageId: nextMessageId(person),
    anonymousId: device.anonymousId,
    context,
    timestamp: iso(visit.at + device.skew),
    sentAt: iso(sent + device.skew),
  })
}

function campaignOf(campaign: NonNullable<Arrival['campaign']>): JsonObject {
  return Object.fromEntries(Object.entries(campaign).filter(([, value]) => value !== ''))
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
