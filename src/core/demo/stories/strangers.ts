import { crawlerAgents } from '#core/demo/agents.ts'
import { daysLater, day, officeMoment } from '#core/demo/calendar.ts'
import type { Language } from '#core/demo/names.ts'
import { does, leave } from '#core/demo/pen.ts'
import { chance } from '#core/demo/random.ts'
import { opens } from '#core/demo/reading.ts'
import type { PageKind } from '#core/demo/site.ts'
import { landingChangedAt, landingOf, strangerVia } from '#core/demo/wandering.ts'
import { stranger, type World } from '#core/demo/world.ts'

// Visitors who never say who they are, and programs.

const languages: readonly (readonly [Language, number])[] = [
  ['en', 38],
  ['ko', 22],
  ['ru', 15],
  ['de', 12],
  ['fr', 5],
  ['es', 3],
  ['pl', 3],
  ['ja', 2],
]

const onward: readonly (readonly [PageKind, number])[] = [
  ['product', 26],
  ['blog', 24],
  ['home', 10],
  ['pricing', 12],
  ['case', 10],
  ['about', 5],
  ['careers', 4],
  ['compare', 4],
  ['video', 3],
  ['contact', 2],
]

/** Anonymous visitors; there are nearly twice as many at the end as at the beginning. */
export function strangers(world: World, count: number): void {
  const luck = chance(`${world.seed}:strangers`)
  for (let index = 0; index < count; index++) {
    const language = luck.weighted(languages)
    const person = stranger(world, `visitor-${index + 1}`, language)
    const device = person.devices[0]!
    device.cookieless = luck.hit(0.04)
    // More of them later: the density grows in a line from 0.7 to 1.3.
    const share = luck.hit(0.7) ? luck.next() : Math.sqrt(luck.next())
    const from = world.start + share * (world.end - world.start - 2 * day)
    let at = officeMoment(luck, person.zone, from, Math.min(from + 3 * day, world.end))
    const visits = luck.weighted([
      [1, 83],
      [2, 11],
      [3, 4],
      [4, 2],
    ] as const)
    for (let visit = 0; visit < visits && at < world.end; visit++) {
      at = looksIn(world, person, at, visit === 0 ? strangerVia(luck, language) : luck.hit(0.6) ? 'direct' : 'search')
      at = daysLater(luck, person.zone, at, luck.around(6, 0.9))
    }
  }
}

function looksIn(
  world: World,
  person: ReturnType<typeof stranger>,
  at: number,
  via: ReturnType<typeof strangerVia>,
): number {
  const luck = person.chance
  const landing = landingOf(world, luck, via, at)
  const bounces = landing === 'landing_new' ? 0.74 : landing === 'landing' ? 0.5 : 0.56
  const kinds: PageKind[] = [landing]
  if (!luck.hit(bounces))
    for (
      let page = luck.weighted([
        [1, 50],
        [2, 27],
        [3, 13],
        [5, 10],
      ] as const);
      page > 0;
      page--
    )
      kinds.push(luck.weighted(onward))
  const visit = opens(world, person, at, { via }, kinds)
  // Forms begun and left: the new landing page asks nine things.
  if (kinds.length === 1 && landing.startsWith('landing') && luck.hit(at < landingChangedAt(world) ? 0.08 : 0.16)) {
    does(world, visit, 'form_viewed', { form: 'demo' })
    does(world, visit, 'form_started', { form: 'demo' })
  }
  if (luck.hit(0.03)) does(world, visit, 'outbound_clicked', { url: 'https://www.linkedin.com/' })
  leave(world, visit)
  return visit.at
}

/** Search engines, auditors and headless browsers walk through the site, several pages in a second or two. */
export function crawlers(world: World, count: number): void {
  const luck = chance(`${world.seed}:crawlers`)
  for (let index = 0; index < count; index++) {
    const program = stranger(world, `crawler-${index + 1}`, 'en')
    program.devices[0]!.agent = luck.pick(crawlerAgents)
    program.devices[0]!.mobile = false
    program.devices[0]!.skew = 0
    let at = luck.between(world.start, world.end)
    for (let page = luck.int(1, 6); page > 0; page--) {
      opens(world, program, at, { via: 'direct' }, [luck.pick(['home', 'blog', 'product', 'case', 'pricing', 'docs'])])
      at += luck.between(200, 1500)
    }
  }
}
