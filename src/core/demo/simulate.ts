import { day } from '#core/demo/calendar.ts'
import { type Company, companies } from '#core/demo/companies.ts'
import { letters } from '#core/demo/mailing.ts'
import { chance } from '#core/demo/random.ts'
import { buys, type Ending } from '#core/demo/stories/buying.ts'
import { companiesKnown } from '#core/demo/stories/company-facts.ts'
import { type Course, lives } from '#core/demo/stories/customers.ts'
import { comesAsFarAs, type Reach } from '#core/demo/stories/leads.ts'
import { oddities } from '#core/demo/stories/oddities.ts'
import { fairVisitors, suspects } from '#core/demo/stories/outbound.ts'
import { partners, privateReaders, readsTwice, smallFirms, spies, students } from '#core/demo/stories/outsiders.ts'
import { crawlers, strangers } from '#core/demo/stories/strangers.ts'
import { newcomers, today } from '#core/demo/stories/today.ts'
import { type DemoItem, type Person, scaled, type World } from '#core/demo/world.ts'

export interface SimulationOptions {
  /** any text; another seed, another half year */
  seed: string
  /** epoch ms: nothing is received after it */
  end: number
  /** IANA zone in which the sample company works */
  zone: string
  /** 1 (some 30,000 items) unless told; 0.05 is enough to see every kind of thing */
  size?: number
}

export const simulatedDays = 182

/**
 * Half a year of a sample company, as its collector received it: in order of arrival, with late and repeated items.
 * The same options give the same items, to the byte. Pure: no clock, no randomness but the seed's.
 */
export function* simulate(options: SimulationOptions): Generator<DemoItem> {
  const { seed, end, zone, size = 1 } = options
  const world: World = {
    seed,
    start: end - simulatedDays * day,
    end,
    zone,
    size,
    out: [],
    taken: new Set(),
    chance: chance(`${seed}:world`),
  }
  const cast = castOf(world)
  companiesKnown(world, new Set([...cast.map(([company]) => company.slug), ...newcomers.map(([slug]) => slug)]))
  const people = cast.flatMap(([company, story]) => tell(world, company, story))
  people.push(...outsideCompanies(world, new Set(cast.map(([company]) => company.slug))))
  letters(world, people)
  strangers(world, scaled(world, 4100))
  crawlers(world, scaled(world, 110))
  oddities(world)
  repeats(world)
  yield* world.out
    .filter((item) => item.receivedAt <= end)
    .sort((a, b) => a.receivedAt - b.receivedAt || byMessage(a, b))
}

type Story =
  | { kind: 'buys'; ending: Ending }
  | { kind: 'reaches'; reach: Reach; count: number; turn: number }
  | { kind: 'customer'; course: Course; count: number }
  | { kind: 'small' | 'competitor' | 'partner' }

// How the half year goes for the companies that were prospects when it began; the rest come as far as a lead.
const endings: readonly (readonly [Ending, number])[] = [
  ['won', 6],
  ['quick', 1],
  ['lost', 4],
  ['lost_then_back', 2],
  ['open', 6],
]
const courses: readonly Course[] = ['renews', 'grows', 'leaves', 'refers', 'renews', 'grows']

/** Who plays, and what: drawn from the seed, with every kind of story in even the smallest world. */
function castOf(world: World): [Company, Story][] {
  const luck = world.chance
  const stories: Story[] = []
  for (const [ending, count] of endings) {
    for (let index = scaled(world, count); index > 0; index--) stories.push({ kind: 'buys', ending })
  }
  const reached = (reach: Reach, full: number): void => {
    for (let index = scaled(world, full); index > 0; index--)
      stories.push({ kind: 'reaches', reach, count: luck.int(2, 5), turn: index })
  }
  reached('sql', 14)
  reached('mql', 19)
  reached('lead', 8)
  reached('reader', 5)
  const prospects = luck.shuffle(companies.filter((company) => company.standing === 'prospect'))
  const cast = stories.slice(0, prospects.length).map((story, index): [Company, Story] => [prospects[index]!, story])
  const counted = {
    customer: scaled(world, 6, 4),
    small: scaled(world, 9),
    competitor: scaled(world, 3, 3),
    partner: scaled(world, 3),
  }
  for (const standing of ['customer', 'small', 'competitor', 'partner'] as const) {
    const those = companies.filter((company) => company.standing === standing).slice(0, counted[standing])
    those.forEach((company, index) => {
      const story: Story =
        standing === 'customer'
          ? { kind: 'customer', course: courses[index % courses.length]!, count: luck.int(4, 7) }
          : { kind: standing }
      cast.push([company, story])
    })
  }
  return cast
}

function tell(world: World, company: Company, story: Story): Person[] {
  switch (story.kind) {
    case 'buys':
      return buys(world, company, story.ending)
    case 'reaches':
      return comesAsFarAs(world, company, story.reach, story.count, story.turn)
    case 'customer':
      return lives(world, company, story.course, story.count)
    case 'small':
      return smallFirms(world, company)
    case 'competitor':
      return spies(world, company)
    case 'partner':
      return partners(world, company, 3)
  }
}

function outsideCompanies(world: World, cast: ReadonlySet<string>): Person[] {
  const people = [
    ...students(world, scaled(world, 42, 6)),
    ...privateReaders(world, scaled(world, 34)),
    ...suspects(world, scaled(world, 110, 12), cast),
    ...fairVisitors(world, scaled(world, 26, 2), cast),
    ...today(world),
  ]
  for (const person of people.filter((each) => each.company !== null).slice(0, scaled(world, 8)))
    readsTwice(world, person)
  return people
}

/** One item in sixty is sent again: the first answer was lost on the way. Same messageId, so it counts once. */
function repeats(world: World): void {
  const luck = chance(`${world.seed}:repeats`)
  const once = world.out.slice()
  for (const item of once) {
    if (luck.hit(1 / 60)) world.out.push({ ...item, receivedAt: item.receivedAt + luck.int(2000, 90_000) })
  }
}

function byMessage(a: DemoItem, b: DemoItem): number {
  const [one, other] = [messageIdOf(a), messageIdOf(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function messageIdOf(item: DemoItem): string {
  const { raw } = item
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) return ''
  const id = raw['messageId']
  return typeof id === 'string' ? id : ''
}
