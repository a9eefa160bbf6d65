import { z } from 'zod'
import {
  type EventFacets,
  type EventPage,
  type EventStream,
  type StreamEvent,
  eventId,
  eventStreamQuery,
} from '#contract/events-live.ts'
import { ok, refuse } from '#contract/problem.ts'
import { type StreamRow, findEvent, latestBySource, streamEvents, tallyEvents } from '#store/event-stream.ts'
import { type Verb, readVerb } from '#actions/verb.ts'

/** How many events one look goes through; a rare filter says how far it came, and can be asked to go on. */
const searchWindow = 20_000
const facetWindow = 10_000

/** What comes in, in the order of arrival, newest first. */
export const readEventStream: Verb<EventStream> = readVerb({
  permission: 'event.list',
  input: eventStreamQuery,
  async run({ db, workspaceId, input }) {
    const { before = null, limit, ...filter } = input
    const filtered = Object.values(filter).some((value) => value !== undefined)
    const window = filtered ? searchWindow : limit + 1
    const found = await streamEvents(db, workspaceId, filter, { before, window, limit: limit + 1 })
    const items = found.rows.slice(0, limit)
    const more = found.rows.length > limit ? (items.at(-1)?.id ?? null) : null
    return ok({
      items: items.map(streamView),
      next: more ?? (found.searched === window ? found.last : null),
      searched: { count: found.searched, until: found.until?.toISOString() ?? null },
    })
  },
})

/** What the latest events are made of, for the filters; and the latest of each source. */
export const readEventFacets: Verb<EventFacets> = readVerb({
  permission: 'event.list',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const rows = await tallyEvents(db, workspaceId, facetWindow)
    const of = (column: string) =>
      rows.filter((row) => row.column === column).map(({ value, count }) => ({ value, count }))
    const { count, since, latest } = await latestBySource(db, workspaceId, facetWindow)
    return ok({
      of: count,
      since: since?.toISOString() ?? null,
      names: of('name'),
      sources: of('source'),
      verdicts: of('verdict'),
      channels: of('channel'),
      latest: latest.map((one) => ({ ...one, receivedAt: one.receivedAt.toISOString() })),
    })
  },
})

/** One event with all that is kept of it. */
export const readEvent: Verb<EventPage> = readVerb({
  permission: 'event.list',
  input: eventId,
  async run({ db, workspaceId, input }) {
    const row = await findEvent(db, workspaceId, input.id)
    if (!row)
      return refuse('not_found', 'There is no such event in this workspace; an undone import takes its own away.')
    const { messageId, trust, cookieless, groupId, content, mailKind, lists, props, traits, accountTraits } = row
    return ok({
      ...streamView(row),
      messageId,
      trust,
      keys: { userId: row.userId, anonymousId: row.anonymousId, email: row.email },
      cookieless,
      groupId,
      content,
      mailKind,
      lists,
      props,
      traits,
      accountTraits,
      account: row.accountId === null ? null : { id: row.accountId, name: row.accountName },
      importId: row.importId,
    })
  },
})

function streamView(row: StreamRow): StreamEvent {
  const { id, name, type, source, verdict, verdictReason, channel, object } = row
  return {
    id,
    name,
    type,
    time: row.time.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    source,
    verdict,
    verdictReason,
    channel,
    object,
    person: row.personId === null ? null : { id: row.personId, name: row.personName, email: row.personEmail },
  }
}
