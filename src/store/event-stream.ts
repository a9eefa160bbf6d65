import type { Db } from '#store/rows.ts'
import type { JsonObject } from '#core/json.ts'

export interface StreamFilter {
  name?: string | undefined
  source?: string | undefined
  verdict?: string | undefined
  channel?: string | undefined
}

export interface StreamRow {
  id: string
  name: string
  type: string
  time: Date
  receivedAt: Date
  source: string
  verdict: string
  verdictReason: string | null
  channel: string | null
  object: string | null
  personId: string | null
  personName: string | null
  personEmail: string | null
}

const shown = `e.id, e.name, e.type, e.time, e.received_at as "receivedAt", e.source, e.verdict,
  e.verdict_reason as "verdictReason", e.channel, e.object, p.id as "personId",
  p.facts->>'name' as "personName", p.facts->>'email' as "personEmail"`

/**
 * Events in the order of arrival (ids are UUIDv7), newest first, before `before`. Looks through at most `window` of them,
 * so that a rare filter on a long history answers in bounded time: `last` is where a next look goes on.
 */
export async function streamEvents(
  db: Db,
  workspaceId: string,
  filter: StreamFilter,
  { before, window, limit }: { before: string | null; window: number; limit: number },
): Promise<{ rows: StreamRow[]; searched: number; last: string | null; until: Date | null }> {
  const { rows } = await db.query<StreamRow & { searched: number; last: string | null; until: Date | null }>(
    `with looked as materialized (
       select id, name, source, verdict, channel, received_at from event
        where workspace_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3),
     found as (
       select id from looked
        where ($4::text is null or name = $4) and ($5::text is null or source = $5)
          and ($6::text is null or verdict = $6) and ($7::text is null or channel = $7)
        order by id desc limit $8),
     edge as (select id, received_at from looked order by id limit 1)
     select (select count(*) from looked)::double precision as searched, (select id from edge) as last,
            (select received_at from edge) as until, ${shown}
       from (select 1) as always
       left join found f on true
       left join event e on e.id = f.id
       left join person p on p.id = e.person_id
      order by f.id desc nulls last`,
    [
      workspaceId,
      before,
      window,
      filter.name ?? null,
      filter.source ?? null,
      filter.verdict ?? null,
      filter.channel ?? null,
      limit,
    ],
  )
  const [first] = rows
  return {
    rows: rows.filter((row) => row.id !== null),
    searched: first?.searched ?? 0,
    last: first?.last ?? null,
    until: first?.until ?? null,
  }
}

/** What the latest `window` events are made of: counts by column, the commonest first. */
export async function tallyEvents(
  db: Db,
  workspaceId: string,
  window: number,
): Promise<{ column: 'name' | 'source' | 'verdict' | 'channel'; value: string; count: number }[]> {
  const { rows } = await db.query(
    `with looked as materialized (
       select name, source, verdict, channel from event where workspace_id = $1 order by id desc limit $2),
     told as (
       select 'name' as column, name as value from looked
       union all select 'source', source from looked
       union all select 'verdict', verdict from looked
       union all select 'channel', channel from looked where channel is not null)
     select "column", value, count(*)::double precision as count from told
      group by "column", value order by count(*) desc, value limit 300`,
    [workspaceId, window],
  )
  return rows
}

/** The latest event of each source among the latest `window`, and when the oldest of those came. */
export async function latestBySource(
  db: Db,
  workspaceId: string,
  window: number,
): Promise<{
  count: number
  since: Date | null
  latest: { source: string; name: string; object: string | null; receivedAt: Date }[]
}> {
  const { rows } = await db.query<{
    source: string | null
    name: string
    object: string | null
    receivedAt: Date
    since: Date | null
    count: number
  }>(
    `with looked as materialized (
       select id, source, name, object, received_at from event where workspace_id = $1 order by id desc limit $2)
     select l.*, (select min(received_at) from looked) as since, (select count(*) from looked)::double precision as count
       from (select 1) as always
       left join (select distinct on (source) source, name, object, received_at as "receivedAt"
                    from looked order by source, id desc) l on true`,
    [workspaceId, window],
  )
  return {
    count: rows[0]?.count ?? 0,
    since: rows[0]?.since ?? null,
    latest: rows.flatMap(({ source, name, object, receivedAt }) =>
      source === null ? [] : [{ source, name, object, receivedAt }],
    ),
  }
}

export interface EventRow extends StreamRow {
  messageId: string
  trust: string
  userId: string | null
  anonymousId: string | null
  email: string | null
  cookieless: boolean
  groupId: string | null
  content: string | null
  mailKind: string | null
  lists: number
  props: JsonObject
  traits: JsonObject | null
  accountTraits: JsonObject | null
  accountId: string | null
  accountName: string | null
  importId: string | null
}

export async function findEvent(db: Db, workspaceId: string, id: string): Promise<EventRow | null> {
  const { rows } = await db.query<EventRow>(
    `select ${shown}, e.message_id as "messageId", e.trust, e.user_id as "userId", e.anonymous_id as "anonymousId", e.email,
            e.cookieless, e.group_id as "groupId", e.content, e.mail_kind as "mailKind", e.lists, e.props, e.traits,
            e.account_traits as "accountTraits", a.id as "accountId", a.name as "accountName", e.import_id as "importId"
       from event e
       left join person p on p.id = e.person_id
       left join account a on a.id = e.account_id
      where e.workspace_id = $1 and e.id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}
