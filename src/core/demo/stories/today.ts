import { day, hour, minute } from '#core/demo/calendar.ts'
import { companies } from '#core/demo/companies.ts'
import { fact } from '#core/demo/pen.ts'
import { asksFor, reads } from '#core/demo/reading.ts'
import * as selling from '#core/demo/selling.ts'
import type { Part } from '#core/demo/titles.ts'
import { wanders } from '#core/demo/wandering.ts'
import { employee, type Person, type World } from '#core/demo/world.ts'

export const newcomers: readonly (readonly [
  slug: string,
  part: Part,
  hoursAgo: number,
  course: 'waits' | 'called' | 'accepted',
])[] = [
  ['miruon', 'supply', 2.5, 'waits'],
  ['brightquay', 'logistics', 5, 'waits'],
  ['kedrovybereg', 'operations', 9, 'waits'],
  // a customer's new colleague: for the account's owner, not for an SDR
  ['pinehollow', 'planner', 11, 'waits'],
  ['hagenbrook', 'it', 14, 'waits'],
  ['rioalto', 'logistics', 19, 'called'],
  ['foxglove', 'operations', 21, 'accepted'],
  ['ghatline', 'supply', 23, 'accepted'],
]

/** What waits on somebody's desk this morning: requests of the last hours, whatever weekday it is. */
export function today(world: World): Person[] {
  return newcomers.map(([slug, part, hoursAgo, course], index) => {
    const company = companies.find((each) => each.slug === slug)!
    const person = employee(world, `today-${index + 1}`, company, part)
    const luck = person.chance
    const asked = world.end - hoursAgo * hour
    const first = asked - luck.between(3, 20) * day
    if (index % 2 === 0) wanders(world, person, first, 1, 1)
    reads(world, person, asked - 30 * minute, { via: luck.pick(['search', 'direct']) }, ['home', 'case', 'pricing'])
    // luck depends on the minute the half year ends; what waits this morning must not
    asksFor(world, person, asked, { via: 'direct' }, index === 2 ? 'callback_requested' : 'demo_requested', [], true)
    if (course === 'waits') return person
    selling.enters(world, person, asked + 50 * minute)
    const outcome = course === 'called' ? 'voicemail' : 'talked'
    const call = { direction: 'out', outcome, seconds: course === 'called' ? 22 : 760, by: 'daria.kolt' }
    fact(world, person, asked + hour, 'call_logged', call, 'app')
    if (course === 'accepted') fact(world, person, asked + 80 * minute, 'lead_accepted', { by: 'daria.kolt' }, 'app')
    return person
  })
}
