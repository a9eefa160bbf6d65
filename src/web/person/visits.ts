import type { TimelineEvent } from '#contract/person.ts'

/** Longer than this without a word, and the next page begins a new visit. */
const pause = 30 * 60_000

/** What page views lead to. */
const notableGroups: ReadonlySet<string> = new Set(['request', 'consent', 'talk', 'sales'])
const notableNames: ReadonlySet<string> = new Set([
  'form_submitted',
  'signed_up',
  'survey_answered',
  'content_downloaded',
])

function isNotable({ group, name }: TimelineEvent): boolean {
  return notableGroups.has(group) || notableNames.has(name)
}

/** A visit (pages of one browser with no long pause between them), or one event from elsewhere. */
export type Group =
  | { kind: 'event'; event: TimelineEvent }
  | {
      kind: 'visit'
      /** newest first */
      events: TimelineEvent[]
      /** epoch ms */
      from: number
      to: number
      points: number
      channel: string | null
      landing: string | null
      /** what stands out of page views: requests, forms, consents …, each name once, newest first */
      notable: string[]
    }

/** Groups events, newest first, into visits and single events, in the same order. A visit of one event is that event. */
export function visitsOf(events: readonly TimelineEvent[]): Group[] {
  const groups: TimelineEvent[][] = []
  for (const event of events) {
    const last = groups.at(-1)?.at(-1)
    const joins =
      event.source === 'browser' &&
      last?.source === 'browser' &&
      Date.parse(last.time) - Date.parse(event.time) <= pause
    if (joins) groups.at(-1)?.push(event)
    else groups.push([event])
  }
  return groups.map((list): Group => {
    const [newest] = list
    const oldest = list.at(-1)
    if (!newest || !oldest || list.length === 1) return { kind: 'event', event: newest as TimelineEvent }
    return {
      kind: 'visit',
      events: list,
      from: Date.parse(oldest.time),
      to: Date.parse(newest.time),
      points: list.reduce((sum, event) => sum + event.points, 0),
      channel: list.findLast((event) => event.channel !== null)?.channel ?? null,
      landing: oldest.object,
      notable: [...new Set(list.filter(isNotable).map(({ name }) => name))],
    }
  })
}
