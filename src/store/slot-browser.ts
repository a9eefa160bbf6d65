import type { JsonObject } from '#core/json.ts'
import { prepared, type Db } from '#store/rows.ts'

/** What is kept of the browser with an id. */
export interface KnownBrowser {
  /** packed state of the person it speaks for (core/fold/pack.ts); null: nothing was folded of them */
  state: string | null
  /** epoch ms: since when it is known */
  since: number
  /** nothing but this browser says who they are */
  alone: boolean
  /** a trusted source said that this browser is this person's: a link that only they have, the team's own server */
  proven: boolean
  /** the traits that this browser sent about itself, in order; only where it is neither alone nor proven */
  told: JsonObject[] | null
}

/**
 * What is known of a browser by its own id, in one statement and by keys alone; null for an id that nobody has. What is
 * sent by a machine says nothing.
 */
export async function findBrowser(db: Db, workspaceId: string, anonymousId: string): Promise<KnownBrowser | null> {
  const { rows } = await db.query<KnownBrowser>(
    prepared(
      `with who as materialized (
         select i.person_id, i.created_at,
           not exists (select from identity o where o.person_id = i.person_id
             and (o.kind <> 'a' or o.value <> i.value)) as alone,
           exists (select from event e where e.workspace_id = $1 and e.anonymous_id = $2 and e.trust = 'secret'
             and (e.email is not null or e.user_id is not null) and e.person_id = i.person_id) as proven
         from identity i where i.workspace_id = $1 and i.kind = 'a' and i.value = $2)
       select f.state, (extract(epoch from w.created_at) * 1000)::double precision as since, w.alone, w.proven,
         case when not w.alone and not w.proven then coalesce(
           (select jsonb_agg(t.traits order by t.time, t.message_id collate "C") from (
             select e.traits, e.time, e.message_id from event e where e.workspace_id = $1 and e.anonymous_id = $2
               and e.traits is not null and e.person_id = w.person_id and e.verdict <> 'machine'
             order by e.time desc, e.message_id collate "C" desc limit 200) t), '[]') end as told
       from who w left join person_fold f on f.workspace_id = $1 and f.person_id = w.person_id`,
      [workspaceId, anonymousId],
    ),
  )
  return rows[0] ?? null
}
