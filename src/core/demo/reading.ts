import { type Arrival, arrive, type Via } from '#core/demo/arrivals.ts'
import { does, land, leave, tells, turn, type Visit } from '#core/demo/pen.ts'
import {
  consentPurpose,
  consentWordings,
  type Page,
  type PageKind,
  pagesOf,
  secondWordingAt,
  seller,
} from '#core/demo/site.ts'
import type { Device, Person, World } from '#core/demo/world.ts'
import type { JsonObject } from '#core/json.ts'

// What people do on the site. Every function takes the moment it begins and returns the moment it ended.

export interface Coming {
  via: Via | Arrival
  device?: Device
  /** name of the mail or event campaign that brought them */
  campaign?: string
}

/** Opens the first page of the list and turns to the others in order. */
export function reads(world: World, person: Person, at: number, coming: Coming, kinds: readonly PageKind[]): number {
  const visit = opens(world, person, at, coming, kinds)
  leave(world, visit)
  return visit.at
}

/** The same, staying on the last page. */
export function opens(world: World, person: Person, at: number, coming: Coming, kinds: readonly PageKind[]): Visit {
  const [first = 'home', ...rest] = kinds
  const arrival =
    typeof coming.via === 'string' ? arrive(person.chance, coming.via, person.language, coming.campaign) : coming.via
  const visit = land(world, person, at, arrival, choose(person, first), coming.device ?? person.devices[0]!)
  for (const kind of rest) turn(world, visit, choose(person, kind))
  return visit
}

function choose(person: Person, kind: PageKind): Page {
  return person.chance.pick(pagesOf(kind, person.language))
}

/** Subscribes to the letter: an address, a first name, and the words agreed to. */
export function subscribes(
  world: World,
  person: Person,
  at: number,
  coming: Coming,
  kinds: readonly PageKind[],
): number {
  const visit = opens(world, person, at, coming, kinds)
  does(world, visit, 'form_viewed', { form: 'newsletter' })
  submits(world, visit, 'newsletter', { firstName: person.name.given }, {}, true)
  leave(world, visit)
  return visit.at
}

const gated = { ebook: 'ebook', paper: 'white_paper', guide: 'guide' } as const

/** Takes a gated asset; the form asks the job title and the company. */
export function downloads(
  world: World,
  person: Person,
  at: number,
  coming: Coming,
  kind: keyof typeof gated,
  before: readonly PageKind[] = [],
): number {
  const visit = opens(world, person, at, coming, [...before, kind])
  visit.at += 12_000
  submits(world, visit, gated[kind], workTraits(person), { asset: visit.page.path }, person.chance.hit(0.86))
  does(world, visit, 'content_downloaded', { path: visit.page.path, asset: visit.page.title })
  leave(world, visit)
  return visit.at
}

/** Registers for a webinar on its page. */
export function registers(world: World, person: Person, at: number, coming: Coming, event: string): number {
  const visit = opens(world, person, at, coming, ['webinar'])
  submits(world, visit, 'webinar', workTraits(person), { event }, person.chance.hit(0.8))
  does(world, visit, 'event_registered', { event })
  leave(world, visit)
  return visit.at
}

const asks = {
  demo_requested: ['demo', 'demo'],
  callback_requested: ['contact', 'callback'],
  quote_requested: ['pricing', 'quote'],
  sample_requested: ['product', 'sample_report'],
  trial_started: ['trial', 'trial'],
  price_asked: ['pricing', 'price_question'],
  implementation_asked: ['implementation', 'implementation'],
  support_asked: ['support', 'support_terms'],
  proof_requested: ['security', 'security_proof'],
} as const satisfies Record<string, readonly [PageKind, string]>

export type Ask = keyof typeof asks

/**
 * Asks for something by a form: a demo, a call, a quote, a price, a proof … `agrees`: ticks the box in any case; most do
 * anyway.
 */
export function asksFor(
  world: World,
  person: Person,
  at: number,
  coming: Coming,
  ask: Ask,
  before: readonly PageKind[] = [],
  agrees = false,
): number {
  const [kind, form] = asks[ask]
  const visit = opens(world, person, at, coming, [...before, kind])
  if (ask === 'demo_requested') does(world, visit, 'cta_clicked', { cta: 'request_demo', path: visit.page.path })
  visit.at += 20_000
  const ticked = person.consentedAt === null && person.chance.hit(0.93)
  submits(world, visit, form, workTraits(person), {}, agrees || ticked)
  does(world, visit, ask, ask === 'proof_requested' ? { proof: 'iso_27001' } : {})
  leave(world, visit)
  return visit.at
}

/**
 * Sends a form: who it is, consent where it is given, then the submission with what else was asked. Consent comes first,
 * as the box is ticked before the button is pressed.
 */
function submits(
  world: World,
  visit: Visit,
  form: string,
  fields: JsonObject,
  properties: JsonObject,
  consent: boolean,
): void {
  const { person } = visit
  does(world, visit, 'form_started', { form })
  visit.at += Math.round(person.chance.around(28_000, 0.5))
  tells(world, visit, { email: person.email, firstName: person.name.given })
  if (consent && person.consentedAt === null) {
    person.consentedAt = visit.at
    const version = visit.at < secondWordingAt(world) ? 1 : 2
    const words = consentWordings[version - 1] ?? consentWordings[0]
    does(world, visit, 'consent_granted', {
      purpose: consentPurpose,
      wording: `${consentPurpose}.${version}`,
      text: words[person.language] ?? words.en,
      language: person.language,
      source: `form:${form}`,
      proof: { address: '198.51.100.0/24', agent: visit.device.agent, page: `${seller.site}${visit.page.path}` },
    })
  }
  does(world, visit, 'form_submitted', { form, path: visit.page.path, ...properties, fields })
}

/** What a gated form asks. People spell their own details in their own way. */
function workTraits(person: Person): JsonObject {
  const traits: JsonObject = {
    firstName: person.name.given,
    lastName: person.name.family,
    name: person.name.full,
    title: person.title,
    country: person.country,
  }
  if (person.company !== null) traits.company = person.company.name
  return traits
}
