import type { SurveyMeasure } from '#core/survey/document.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** A period: from a moment (epoch ms) until another, that one left out. Weeks begin on Monday in the zone. */
export interface AwarenessSpan {
  from: number
  to: number
  zone: string
}

export interface TrafficCounts {
  visitors: number
  visits: number
  views: number
}

const counted = `count(distinct person_id)::int as visitors,
  count(distinct anonymous_id) filter (where cookieless)::int as visits, count(*)::int as views`
const seen = `event where workspace_id = $1 and name = 'page_viewed' and verdict = 'human' and time >= $2 and time < $3`

/** Who saw a page: people, visits without a cookie, pages; machines left out. */
export async function sumTraffic(db: Db, workspaceId: string, { from, to }: AwarenessSpan): Promise<TrafficCounts> {
  const { rows } = await db.query<TrafficCounts>(`select ${counted} from ${seen}`, [
    workspaceId,
    isoTime(from),
    isoTime(to),
  ])
  return rows[0] as TrafficCounts
}

export async function trafficByWeek(
  db: Db,
  workspaceId: string,
  { from, to, zone }: AwarenessSpan,
): Promise<(TrafficCounts & { week: string })[]> {
  const { rows } = await db.query<TrafficCounts & { week: string }>(
    `select to_char(date_trunc('week', time at time zone $4), 'YYYY-MM-DD') as week, ${counted} from ${seen} group by 1`,
    [workspaceId, isoTime(from), isoTime(to), zone],
  )
  return rows
}

/** Answers of the surveys that ask for a fact, by weeks. */
export async function factsByWeek(
  db: Db,
  workspaceId: string,
  { from, to, zone }: AwarenessSpan,
): Promise<{ week: string; measure: SurveyMeasure; answered: number; says: number }[]> {
  const { rows } = await db.query<{ week: string; measure: SurveyMeasure; answered: number; says: number }>(
    `select to_char(date_trunc('week', a.answered_at at time zone $4), 'YYYY-MM-DD') as week,
       s.document ->> 'measure' as measure, count(*)::int as answered, count(*) filter (where a.says)::int as says
     from survey s join survey_answer a on a.survey_id = s.id
     where s.workspace_id = $1 and a.state = 'counted' and a.says is not null and a.answered_at >= $2 and a.answered_at < $3
     group by 1, 2`,
    [workspaceId, isoTime(from), isoTime(to), zone],
  )
  return rows
}

/** What people whom we know did on networks, by weeks and network. */
export async function socialActs(
  db: Db,
  workspaceId: string,
  { from, to, zone }: AwarenessSpan,
): Promise<{ week: string; network: string; liked: number; shared: number }[]> {
  const { rows } = await db.query<{ week: string; network: string; liked: number; shared: number }>(
    `select to_char(date_trunc('week', time at time zone $4), 'YYYY-MM-DD') as week, coalesce(props ->> 'network', '') as network,
       count(*) filter (where name = 'social_liked')::int as liked,
       count(*) filter (where name = 'social_shared')::int as shared
     from event
     where workspace_id = $1 and name in ('social_liked', 'social_shared') and person_id is not null
       and verdict = 'human' and time >= $2 and time < $3
     group by 1, 2`,
    [workspaceId, isoTime(from), isoTime(to), zone],
  )
  return rows
}

/** How many surveys that are in use ask for each fact. */
export async function countMeasuring(db: Db, workspaceId: string): Promise<Partial<Record<SurveyMeasure, number>>> {
  const { rows } = await db.query<{ measure: SurveyMeasure; count: number }>(
    `select document ->> 'measure' as measure, count(*)::int as count from survey
     where workspace_id = $1 and retired_at is null and opened_at is not null group by 1`,
    [workspaceId],
  )
  return Object.fromEntries(rows.map(({ measure, count }) => [measure, count]))
}
