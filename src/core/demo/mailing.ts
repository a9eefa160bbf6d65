import { proxyAgents, scannerAgents } from '#core/demo/agents.ts'
import { arrive } from '#core/demo/arrivals.ts'
import { day, daysLater, hour, inOfficeHours, minute, officeMoment, wallClock } from '#core/demo/calendar.ts'
import { fact, leave } from '#core/demo/pen.ts'
import { chance } from '#core/demo/random.ts'
import { opens, reads } from '#core/demo/reading.ts'
import { consentPurpose, type PageKind, seller } from '#core/demo/site.ts'
import { device, type Person, type World } from '#core/demo/world.ts'
import type { JsonObject } from '#core/json.ts'

// Mail in both directions, and the machines that read it first.

/** Companies whose mail gateway follows every link before the reader does. */
const guarded = new Set(['brightquay', 'hagenbrook', 'oldferry', 'miruon', 'foxglove', 'zarechmash', 'sundrift'])

/** One mail to one person; what is clicked is read on the site. Returns when they were done with it, or the sending. */
export function writes(
  world: World,
  person: Person,
  at: number,
  campaign: string,
  pull: Pull,
  kinds: readonly PageKind[],
): number {
  fact(world, person, at, 'email_sent', { campaign, subject: subjects[campaign] ?? campaign }, 'mail')
  if (person.company !== null && guarded.has(person.company.slug)) scans(world, person, at + 2000, campaign)
  if (!person.chance.hit(pull.open)) return at
  let moment = officeMoment(person.chance, person.zone, at + 5 * minute, at + 40 * hour)
  fact(world, person, moment, 'email_opened', opening(person, campaign), 'mail')
  if (!person.chance.hit(pull.click)) return moment
  moment += 25_000
  fact(world, person, moment, 'email_clicked', { campaign, url: `${seller.site}/` }, 'mail')
  const onPhone = person.devices.find((each) => each.mobile)
  const used = onPhone !== undefined && person.chance.hit(0.4) ? onPhone : person.devices[0]!
  return reads(world, person, moment + 1500, { via: 'email', campaign, device: used }, kinds)
}

/** A quarter of all openings is a proxy's that fetches the pictures: nobody can say whether a person looked. */
function opening(person: Person, campaign: string): JsonObject {
  return person.chance.hit(0.25) ? { campaign, userAgent: person.chance.pick(proxyAgents) } : { campaign }
}

/** How likely a mail is opened, and once opened clicked. */
export interface Pull {
  open: number
  click: number
}

const subjects: Record<string, string> = {
  'monthly-letter': 'Three things shippers asked us this month',
  'nurture-1': 'Where demurrage comes from',
  'nurture-2': 'How others did it in 90 days',
  'nurture-3': 'What it costs, and what it saves',
  'cold-mail-otif': 'OTIF penalties at companies like yours',
  'product-news': 'New: geofence alerts',
}

/** The three mails that follow a download, days apart. */
export function nurtures(world: World, person: Person, at: number, some?: Pull): number {
  if (person.consentedAt === null) return at
  const pull = some ?? { open: person.chance.between(0.35, 0.75), click: person.chance.between(0.2, 0.5) }
  let moment = daysLater(person.chance, world.zone, at, person.chance.between(1.5, 3))
  const steps = [
    ['nurture-1', ['blog', 'thought']],
    ['nurture-2', ['case', 'ebook']],
    ['nurture-3', ['compare', 'pricing']],
  ] as const
  for (const [campaign, kinds] of steps) {
    writes(world, person, moment, campaign, pull, person.chance.hit(0.5) ? kinds : [kinds[0]])
    moment = daysLater(person.chance, world.zone, moment, person.chance.between(4, 7))
  }
  return moment
}

/** A mail written by hand: delivered, opened, and answered or not. */
export function writesByHand(world: World, person: Person, at: number, campaign: string, answered: boolean): number {
  const moment = inOfficeHours(person.chance, world.zone, at)
  fact(world, person, moment, 'email_sent', { campaign, subject: subjects[campaign] ?? campaign }, 'mail')
  fact(world, person, moment + 4000, 'email_delivered', { campaign }, 'mail')
  if (!answered && person.chance.hit(0.5)) return moment
  const read = officeMoment(person.chance, person.zone, moment + 10 * minute, moment + 30 * hour)
  fact(world, person, read, 'email_opened', { campaign }, 'mail')
  if (!answered) return read
  const reply = read + person.chance.between(4, 90) * minute
  fact(world, person, reply, 'email_replied', { campaign }, 'mail')
  return reply
}

/** The letter, every second Tuesday, to everybody who agreed to it and has not taken that back. */
export function letters(world: World, people: readonly Person[]): void {
  const luck = chance(`${world.seed}:letters`)
  const first = tuesdayAtTen(world)
  const bounced = new Set<string>()
  for (let issue = 0; first + issue * 14 * day < world.end; issue++) {
    const at = first + issue * 14 * day
    const campaign = issue % 4 === 3 ? 'product-news' : 'monthly-letter'
    for (const person of people) {
      if (person.consentedAt === null || person.consentedAt > at || bounced.has(person.key)) continue
      if (person.withdrawnAt !== null && person.withdrawnAt <= at) continue
      const sending = at + luck.between(0, 20) * minute
      if (luck.hit(0.004)) {
        fact(world, person, sending, 'email_sent', { campaign, subject: subjects[campaign]! }, 'mail')
        fact(world, person, sending + 9000, 'email_bounced', { campaign, kind: 'hard' }, 'mail')
        bounced.add(person.key)
        continue
      }
      const read = writes(world, person, sending, campaign, { open: 0.36, click: 0.2 }, luck.pick(letterReads))
      if (read > sending && luck.hit(0.03)) withdraws(world, person, read + 20_000, luck.hit(0.12))
    }
  }
}

function tuesdayAtTen(world: World): number {
  let at = world.start + 2 * day
  while (wallClock(at, world.zone).weekday !== 1) at += day
  return Math.floor(at + (10 - wallClock(at, world.zone).hour) * hour)
}

const letterReads: readonly (readonly PageKind[])[] = [
  ['blog'],
  ['blog', 'case'],
  ['news'],
  ['thought'],
  ['blog', 'product'],
  ['webinar'],
]

/** Takes consent back by the link in a mail; some press the spam button as well. */
function withdraws(world: World, person: Person, at: number, spam: boolean): void {
  if (person.withdrawnAt !== null) return
  person.withdrawnAt = at
  fact(world, person, at, 'consent_withdrawn', { purpose: consentPurpose, source: 'unsubscribe' }, 'mail')
  if (spam) fact(world, person, at + 3000, 'email_complained', { campaign: 'monthly-letter' }, 'mail')
}

/** A gateway opens every link of the mail within seconds, as a browser of its own. */
function scans(world: World, person: Person, at: number, campaign: string): void {
  const luck = person.chance
  const gateway = { ...device(luck, false, person.language), agent: luck.pick(scannerAgents), skew: 0 }
  const arrival = arrive(luck, 'email', person.language, campaign)
  // The mail service saw the same two seconds after sending.
  const properties = { campaign, url: `${seller.site}/`, userAgent: gateway.agent, secondsSinceSent: 2 }
  fact(world, person, at, 'email_clicked', properties, 'mail')
  for (const kind of ['home', 'blog', 'pricing', 'demo'] as const) {
    const visit = opens(world, person, at + luck.between(0, 4000), { via: arrival, device: gateway }, [kind])
    if (kind === 'demo' && luck.hit(0.3)) leave(world, visit)
  }
}
