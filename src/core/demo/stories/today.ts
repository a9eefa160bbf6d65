import { day, hour, minute } from '#core/demo/calendar.ts'
import { companies } from '#core/demo/companies.ts'
import { fact } from '#core/demo/pen.ts'
import { asksFor, downloads, reads } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import { onlySubscribes } from '#core/demo/stories/leads.ts'
import type { Part } from '#core/demo/titles.ts'
import { evaluates } from '#core/demo/wandering.ts'
import { employee, type Person, type World } from '#core/demo/world.ts'

const newcomers: readonly (readonly [slug: string, part: Part, hoursAgo: number])[] = [
  ['miruon', 'supply', 2.5],
  ['brightquay', 'logistics', 5],
  ['kedrovybereg', 'operations', 9],
  ['hagenbrook', 'it', 14],
  ['rioalto', 'logistics', 19],
]

/** What waits on somebody's desk this morning: requests of the last hours, whatever weekday it is. */
export function today(world: World): Person[] {
  return newcomers.map(([slug, part, hoursAgo], index) => {
    const company = companies.find((each) => each.slug === slug)!
    const person = employee(world, `today-${index + 1}`, company, part)
    const luck = person.chance
    const asked = world.end - hoursAgo * hour
    onlySubscribes(world, person, asked - luck.between(20, 40) * day)
    const read = downloads(world, person, asked - luck.between(4, 9) * day, { via: 'direct' }, 'ebook', ['case'])
    if (index % 2 === 0) evaluates(world, person, read, 2)
    reads(world, person, asked - 30 * minute, { via: 'direct' }, ['home', 'case', 'pricing'])
    asksFor(world, person, asked, { via: 'direct' }, index === 2 ? 'callback_requested' : 'demo_requested')
    if (index === 4) {
      selling.enters(world, person, asked + 2 * hour)
      fact(
        world,
        person,
        asked + 3 * hour,
        'call_logged',
        { direction: 'out', outcome: 'voicemail', seconds: 22, by: 'daria.kolt' },
        'app',
      )
    }
    return person
  })
}
