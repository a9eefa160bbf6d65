import { browserAgent } from '#core/demo/agents.ts'
import type { Company } from '#core/demo/companies.ts'
import { drawName, type Language, type Name } from '#core/demo/names.ts'
import { type Chance, chance } from '#core/demo/random.ts'
import { drawTitle, type Part } from '#core/demo/titles.ts'
import type { Source, Trust } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'

/** One item as a collector would receive it: a Segment body, the door it came through, and when (epoch ms). */
export interface DemoItem {
  raw: Json
  source: Source
  trust: Trust
  receivedAt: number
}

/** What all stories share. `start` and `end` in epoch ms; `zone` is where the sample company works. */
export interface World {
  seed: string
  start: number
  end: number
  zone: string
  /** 1 is the full cast; less gives a smaller world of the same kind */
  size: number
  out: DemoItem[]
  /** addresses given away: colleagues of the same name would be one person */
  taken: Set<string>
  chance: Chance
}

export interface Device {
  anonymousId: string
  agent: string
  mobile: boolean
  /** the clock of the device is wrong by so many ms */
  skew: number
  /** the visit is counted without any id of the browser's own */
  cookieless: boolean
}

export interface Person {
  key: string
  name: Name
  email: string
  title: string
  part: Part
  company: Company | null
  language: Language
  country: string
  zone: string
  /** the first is the one they use at work */
  devices: Device[]
  /** id in the customer database, from the moment sales knows them */
  userId: string | null
  chance: Chance
  /** messages sent so far: the running part of their messageIds */
  sent: number
  /** when they agreed to be written to, and when they took it back */
  consentedAt: number | null
  withdrawnAt: number | null
}

/** How many of something there are in a world of this size, at least `least`. */
export function scaled(world: World, full: number, least = 1): number {
  return Math.max(least, Math.round(full * world.size))
}

const homes: Record<Language, readonly [country: string, zone: string]> = {
  en: ['GB', 'Europe/London'],
  ko: ['KR', 'Asia/Seoul'],
  ru: ['RU', 'Europe/Moscow'],
  de: ['DE', 'Europe/Berlin'],
  fr: ['FR', 'Europe/Paris'],
  es: ['ES', 'Europe/Madrid'],
  pl: ['PL', 'Europe/Warsaw'],
  ja: ['JP', 'Asia/Tokyo'],
}

/** Somebody who works at a company. */
export function employee(world: World, key: string, company: Company, part: Part): Person {
  const luck = chance(`${world.seed}:person:${key}`)
  let name: Name
  let email: string
  do {
    name = drawName(luck, company.language)
    email = `${name.latin}@${company.domain}`
  } while (world.taken.has(email))
  world.taken.add(email)
  return {
    key,
    name,
    email,
    title: drawTitle(luck, part, company.language),
    part,
    company,
    language: company.language,
    country: company.country,
    zone: company.zone,
    devices: [device(luck, luck.hit(0.16), company.language)],
    userId: null,
    chance: luck,
    sent: 0,
    consentedAt: null,
    withdrawnAt: null,
  }
}

/** Somebody with a free mail address: a student, a private reader. */
export function privatePerson(world: World, key: string, language: Language, part: Part): Person {
  const luck = chance(`${world.seed}:person:${key}`)
  const name = drawName(luck, language)
  const [country, zone] = homes[language]
  return {
    key,
    name,
    email: freeMail(name, key, language),
    title: drawTitle(luck, part, language),
    part,
    company: null,
    language,
    country,
    zone,
    devices: [device(luck, luck.hit(0.45), language)],
    userId: null,
    chance: luck,
    sent: 0,
    consentedAt: null,
    withdrawnAt: null,
  }
}

/** A visitor whose name nobody learns. */
export function stranger(world: World, key: string, language: Language): Person {
  return { ...privatePerson(world, key, language, 'planner'), email: '', title: '' }
}

/**
 * An address at a free mail service that cannot belong to anybody: it has a character that the service does not
 * allow in its names (Gmail and Yandex: an underscore; Naver: a full stop).
 */
export function freeMail(name: Name, key: string, language: Language): string {
  const number = key.replace(/\D/g, '')
  if (language === 'ko') return `${name.latin}.${number}@naver.com`
  if (language === 'ru') return `${name.latin.replace('.', '_')}_${number}@yandex.ru`
  return `${name.latin.replace('.', '_')}_${number}@gmail.com`
}

/** A browser on a desk or, when `mobile`, in a pocket. One clock in thirty is wrong. */
export function device(luck: Chance, mobile: boolean, language: Language): Device {
  const skew = luck.hit(1 / 30) ? Math.round(luck.between(-7_200_000, 240_000)) : 0
  return {
    anonymousId: `${luck.hex(8)}-${luck.hex(4)}-4${luck.hex(3)}-a${luck.hex(3)}-${luck.hex(12)}`,
    agent: browserAgent(luck, mobile, language),
    mobile,
    skew,
    cookieless: false,
  }
}

/** The next messageId of a person: deterministic, so that loading twice counts once. */
export function nextMessageId(person: Person): string {
  person.sent++
  return `demo-${person.key}-${String(person.sent).padStart(4, '0')}`
}

export function put(world: World, source: Source, trust: Trust, receivedAt: number, raw: JsonObject): void {
  world.out.push({ raw, source, trust, receivedAt: Math.round(receivedAt) })
}
