import type { Program } from '#core/fold/program.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface Colleague {
  id: string
  name: string | null
  title: string | null
  /** points at the moment asked for */
  engagement: number
  lastAt: string | null
}

/** Who else of a company is known: how many, and the most engaged of them at `now` (epoch ms). */
export async function colleaguesOf(
  db: Db,
  workspaceId: string,
  accountId: string,
  { without, now, most, program }: { without: string; now: number; most: number; program: Pick<Program, 'halfLife'> },
): Promise<{ count: number; others: Colleague[] }> {
  const { rows } = await db.query<{
    id: string
    name: string | null
    title: string | null
    engagement: number | null
    lastAt: Date | null
    count: number
  }>(
    `select p.id, coalesce(p.name, p.email) as name, p.facts ->> 'title' as title, f.engagement, f.last_at as "lastAt",
            count(*) over ()::integer as count
       from person p left join person_fold f on f.person_id = p.id
      where p.workspace_id = $1 and p.account_id = $2 and p.id <> $3 and p.merged_into is null
      order by f.engagement desc nulls last, p.id limit $4`,
    [workspaceId, accountId, without, most],
  )
  return {
    count: rows[0]?.count ?? 0,
    others: rows.map(({ id, name, title, engagement, lastAt }) => ({
      id,
      name,
      title,
      engagement: roundPoints(scoreAt(engagement, now, program.halfLife)),
      lastAt: isoTime(lastAt?.getTime()),
    })),
  }
}
