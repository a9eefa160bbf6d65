import type { LiftSample } from '#core/slot/lift.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface LiftScope {
  slotId: string
  version: number
  /** names of events that count as success */
  conversions: readonly string[]
  /** how long after it was first in view, in days */
  days: number
  /** epoch ms */
  asOf: number
}

/** What was counted of a variant's group. */
export interface LiftCount {
  variant: string
  arm: 'shown' | 'control'
  seen: number
  closed: number
  closedConverted: number
  /** of those in the sample over all variants, and in that of their own */
  wholeClosed: number
  wholeConverted: number
  eachClosed: number
  eachConverted: number
  /** were in view of both groups; they count with the first */
  crossed: number
}

/**
 * Who was in view of a version, each once with the first time, by human events of those whose browser may be known;
 * `converted_at`: the first success within the days after it. `whole` and `each`: how many first visitors of a group the
 * reading rests on, over all variants and of each.
 */
export async function countLift(
  db: Db,
  workspaceId: string,
  { slotId, version, conversions, days, asOf }: LiftScope,
  { whole, each }: { whole: LiftSample; each: LiftSample },
): Promise<LiftCount[]> {
  const { rows } = await db.query<LiftCount>(
    `with seen as (
       select person_id, min(time) as at,
         (array_agg(props ->> 'variant' order by time, message_id))[1] as variant,
         (array_agg(props ->> 'arm' order by time, message_id))[1] as arm,
         count(distinct props ->> 'arm') > 1 as crossed
       from event
       where workspace_id = $1 and name = 'slot_shown' and props ->> 'slot' is not null and props ->> 'slot' = $2
         and props ->> 'version' = $3 and props ->> 'arm' in ('shown', 'control') and verdict = 'human'
         and person_id is not null
       group by 1),
     visitor as (
       select s.*, s.at + make_interval(days => $5) <= $6::timestamptz as closed,
         exists (select from event c where c.workspace_id = $1 and c.person_id = s.person_id and c.name = any($4)
           and c.verdict = 'human' and c.time >= s.at and c.time < s.at + make_interval(days => $5)) as converted,
         row_number() over (partition by arm order by at, person_id)
           <= case arm when 'shown' then $7::integer else $8::integer end as in_whole,
         row_number() over (partition by arm, variant order by at, person_id)
           <= case arm when 'shown' then $9::integer else $10::integer end as in_each
       from seen s)
     select variant, arm, count(*)::integer as seen, count(*) filter (where closed)::integer as closed,
       count(*) filter (where closed and converted)::integer as "closedConverted",
       count(*) filter (where closed and in_whole)::integer as "wholeClosed",
       count(*) filter (where closed and in_whole and converted)::integer as "wholeConverted",
       count(*) filter (where closed and in_each)::integer as "eachClosed",
       count(*) filter (where closed and in_each and converted)::integer as "eachConverted",
       count(*) filter (where crossed)::integer as crossed
     from visitor where variant is not null group by variant, arm order by variant, arm`,
    [
      workspaceId,
      slotId,
      String(version),
      conversions,
      days,
      isoTime(asOf),
      whole.shown,
      whole.control,
      each.shown,
      each.control,
    ],
  )
  return rows
}

/** Of each of these slots' versions in force: how many were in view of a variant, and of how many it was held back. */
export async function countSeen(
  db: Db,
  workspaceId: string,
  slots: readonly { id: string; version: number }[],
  since: number,
): Promise<Map<string, { shown: number; control: number }>> {
  if (slots.length === 0) return new Map()
  const { rows } = await db.query<{ slot: string; shown: number; control: number }>(
    `select e.props ->> 'slot' as slot,
       count(distinct person_id) filter (where e.props ->> 'arm' = 'shown')::integer as shown,
       count(distinct person_id) filter (where e.props ->> 'arm' = 'control')::integer as control
     from unnest($2::text[], $3::text[]) as s(id, version) join event e on e.workspace_id = $1 and e.name = 'slot_shown'
       and e.props ->> 'slot' is not null and e.props ->> 'slot' = s.id and e.props ->> 'version' = s.version
       and e.time >= $4::timestamptz and e.verdict = 'human' and e.person_id is not null
     group by 1`,
    [workspaceId, slots.map(({ id }) => id), slots.map(({ version }) => String(version)), isoTime(since)],
  )
  return new Map(rows.map(({ slot, shown, control }) => [slot, { shown, control }]))
}
