import { stayReasons, type StayReason } from '#core/retention/rule.ts'
import { isoTime, type Db } from '#store/rows.ts'

// whoever is known by an address or a user id, and gave no sign since
const silent = `l.workspace_id = $1 and l.last_span <= $2::timestamptz at time zone 'UTC'
  and coalesce(f.last_at, p.created_at) < $2 and p.merged_into is null
  and (p.email is not null or exists (select from identity i where i.person_id = p.id and i.kind <> 'a'))`
const from = `person_list l join person_fold f on f.person_id = l.person_id join person p on p.id = l.person_id`

/** Why they stay all the same; null: they go. */
const stays = `case
  when exists (select from jsonb_each(p.consent) c where c.value ->> 'state' = 'granted') then 'consent'
  when exists (select from deal_person x where x.person_id = p.id)
    or exists (select from proposal x where x.workspace_id = p.workspace_id and x.person_id = p.id) then 'deal'
  when exists (select from task x where x.person_id = p.id and x.state = 'open')
    or exists (select from effect x where x.person_id = p.id and x.state = 'open')
    or exists (select from meeting_person x join meeting m on m.id = x.meeting_id
      where x.person_id = p.id and m.starts_at > $2) then 'work'
  when exists (select from account a where a.id = p.account_id and a.facts ->> 'relationship' = 'customer')
    then 'customer' end`

/** How many would go, and how many stay and why: of those without a sign since `cutoff` (epoch ms). */
export async function countInactive(
  db: Db,
  workspaceId: string,
  cutoff: number,
): Promise<{ people: number; stay: { why: StayReason; count: number }[] }> {
  const { rows } = await db.query<{ why: StayReason | null; count: number }>(
    `select ${stays} as why, count(*) as count from ${from} where ${silent} group by 1`,
    [workspaceId, isoTime(cutoff)],
  )
  const counts = new Map(rows.map(({ why, count }) => [why, Number(count)]))
  return {
    people: counts.get(null) ?? 0,
    stay: stayReasons.flatMap((why) => (counts.has(why) ? [{ why, count: counts.get(why) ?? 0 }] : [])),
  }
}

// a withdrawal, or leave us alone, however it was said
const refused = `exists (select from jsonb_each(p.consent) c where c.value ->> 'state' = 'withdrawn')
  or p.facts ->> 'doNotContact' = 'true' or p.lists ? 'do_not_contact'
  or exists (select from exclusion x where x.workspace_id = p.workspace_id and x.kind = 'do_not_contact'
    and x.subject = 'person' and x.value = p.id::text and x.removed_at is null)`

export interface InactivePerson {
  id: string
  /** they said no: that must outlive them */
  refused: boolean
}

/** Those who go, the longest silent first, at most `limit`; with `id`, that person if they still do. */
export async function inactivePeople(
  db: Db,
  workspaceId: string,
  { cutoff, limit, id = null }: { cutoff: number; limit: number; id?: string | null },
): Promise<InactivePerson[]> {
  const { rows } = await db.query<InactivePerson>(
    `select p.id, (${refused}) as refused from ${from}
      where ${silent} and ($4::uuid is null or p.id = $4) and ${stays} is null
      order by l.last_span, l.person_id limit $3`,
    [workspaceId, isoTime(cutoff), limit, id],
  )
  return rows
}
