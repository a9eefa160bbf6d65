import { readVerb, type Verb } from '#actions/verb.ts'
import { personId, type TimelineSummary } from '#contract/person.ts'
import { ok, refuse } from '#contract/problem.ts'
import { eventGroup, eventGroups } from '#core/event-group.ts'
import { findPerson, tallyEvents } from '#store/person-read.ts'

/** What somebody's timeline may be filtered by, counted; and what machines did in their name, by reason. */
export const summarisePersonEvents: Verb<TimelineSummary> = readVerb({
  permission: 'person.read',
  input: personId,
  async run({ db, workspaceId, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const groups = new Map<string, number>()
    const channels = new Map<string, number>()
    const machines = new Map<string, TimelineSummary['machines'][number]>()
    let human = 0
    for (const { name, channel, verdict, verdictReason: reason, count } of await tallyEvents(
      db,
      workspaceId,
      person.id,
    )) {
      if (verdict !== 'human') {
        const key = `${verdict} ${reason}`
        machines.set(key, { verdict, reason, count: (machines.get(key)?.count ?? 0) + count })
        continue
      }
      human += count
      const group = eventGroup(name)
      groups.set(group, (groups.get(group) ?? 0) + count)
      if (channel !== null) channels.set(channel, (channels.get(channel) ?? 0) + count)
    }
    return ok({
      human,
      groups: eventGroups.flatMap((group) => {
        const count = groups.get(group)
        return count === undefined ? [] : [{ group, count }]
      }),
      channels: [...channels]
        .map(([channel, count]) => ({ channel, count }))
        .toSorted((a, b) => b.count - a.count || (a.channel < b.channel ? -1 : 1)),
      machines: [...machines.values()].toSorted((a, b) => b.count - a.count),
    })
  },
})
