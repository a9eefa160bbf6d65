import type { StoryPart } from '#contract/deal-page.ts'
import type { JsonObject } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

export interface StoryRow {
  id: string
  at: Date
  part: StoryPart
  kind: string
  data: JsonObject
  by: string | null
  person: { id: string; name: string | null } | null
  object: string | null
}

/** The part of the story in which something said of a deal stands. */
const partOf = `case
  when e.kind in ('opened', 'moved', 'recycled', 'signed') then 'stage'
  when e.kind = 'touched' then 'talk'
  when e.kind = 'answered' or (e.kind = 'said' and e.data ->> 'name' = 'question_answered') then 'answer'
  when e.kind = 'noted' then 'note'
  when e.kind = 'said' then 'work'
  else 'change' end`

interface StoryAsked {
  dealId: string
  /** of its group, as their events are filed */
  people: readonly string[]
  /** what they did from then on */
  since: Date
  /** null: all */
  parts: readonly StoryPart[] | null
  after: { at: number; id: string } | null
  limit: number
}

/**
 * What was said and done about a deal and what its people did themselves, newest first. What a deal told its people
 * is left out of theirs; so are machines, and leaving a page.
 */
export async function storyOf(db: Db, workspaceId: string, asked: StoryAsked): Promise<StoryRow[]> {
  const { dealId, people, since, parts, after, limit } = asked
  const { rows } = await db.query<StoryRow>(
    `select s.id, s.at, s.part, s.kind, s.data, s.by, s.object,
            case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person
       from (
         (select e.id, e.at, ${partOf} as part, e.kind, e.data, e.said_by ->> 'by' as by,
                 (e.data ->> 'person')::uuid as person, null::text as object
            from deal_event e
           where e.workspace_id = $1 and e.deal_id = $2 and e.withdrawn_at is null
             and ($5::text[] is null or ${partOf} = any($5))
             and ($6::timestamptz is null or (e.at, e.id) < ($6, $7::uuid))
           order by e.at desc, e.id desc limit $8)
         union all
         (select e.id, e.time, 'people', e.name, e.props, null, e.person_id, e.object
            from event e
           where e.workspace_id = $1 and e.person_id = any($3) and e.time >= $4 and e.verdict = 'human'
             and e.name <> 'page_left' and e.message_id not like 'deal:%'
             and ($5::text[] is null or 'people' = any($5))
             and ($6::timestamptz is null or (e.time, e.id) < ($6, $7::uuid))
           order by e.time desc, e.id desc limit $8)
       ) s left join person p on p.id = s.person and p.workspace_id = $1
      order by s.at desc, s.id desc limit $8`,
    [workspaceId, dealId, people, since, parts, after && new Date(after.at), after?.id ?? null, limit],
  )
  return rows
}

/** How many events of machines stand under their names since then. */
export async function machinesAmong(
  db: Db,
  workspaceId: string,
  people: readonly string[],
  since: Date,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer as count from event
      where workspace_id = $1 and person_id = any($2) and time >= $3 and verdict <> 'human'`,
    [workspaceId, people, since],
  )
  return rows[0]?.count ?? 0
}
