import { isoTime, type Db } from '#store/rows.ts'

export interface ResultSums {
  answered: number
  repeated: number
  spam: number
  /** of those counted */
  says: number
  withWords: number
  /** people whose answer counted */
  people: number
  looks: number
}

/** What became of a survey since a moment (epoch ms). `zone`: in which days of looks are cut. */
export async function sumAnswers(
  db: Db,
  workspaceId: string,
  { surveyId, since, zone }: { surveyId: string; since: number; zone: string },
): Promise<ResultSums> {
  const { rows } = await db.query<ResultSums>(
    `select count(*) filter (where a.state = 'counted')::int as answered,
       count(*) filter (where a.state = 'repeated')::int as repeated,
       count(*) filter (where a.state = 'spam')::int as spam,
       count(*) filter (where a.state = 'counted' and a.says)::int as says,
       count(*) filter (where a.state = 'counted' and a.words is not null)::int as "withWords",
       count(distinct e.person_id) filter (where a.state = 'counted')::int as people,
       (select coalesce(sum(looks), 0)::int from survey_look
         where workspace_id = $1 and survey_id = $2 and day >= ($3::timestamptz at time zone $4)::date) as looks
     from survey_answer a
     left join event e on e.workspace_id = a.workspace_id and e.message_id = 'survey:' || a.id
     where a.workspace_id = $1 and a.survey_id = $2 and a.answered_at >= $3`,
    [workspaceId, surveyId, isoTime(since), zone],
  )
  return rows[0] as ResultSums
}

const splits = {
  week: `to_char(date_trunc('week', answered_at at time zone $4), 'YYYY-MM-DD')`,
  channel: 'channel',
  language: 'language',
  host: 'host',
} as const
export type ResultSplit = keyof typeof splits

export interface ResultGroup {
  /** first day of a week, or the value; null: not told */
  value: string | null
  answered: number
  says: number
  /** how many gave each answer */
  counts: Record<string, number>
}

/** Answers that count, since a moment (epoch ms), by one of their properties: weeks in order, else the most first. */
export async function groupAnswers(
  db: Db,
  workspaceId: string,
  { surveyId, since, zone, by }: { surveyId: string; since: number; zone: string; by: ResultSplit },
): Promise<ResultGroup[]> {
  const { rows } = await db.query<ResultGroup>(
    `with given as (
       select id, ${splits[by]} as value, coalesce(says, false) as says, chosen from survey_answer
       where workspace_id = $1 and survey_id = $2 and answered_at >= $3 and state = 'counted' and $4::text is not null),
     tally as (
       select value, one, count(*)::int as count from given cross join lateral unnest(chosen) one group by 1, 2)
     select g.value, count(*)::int as answered, count(*) filter (where g.says)::int as says,
       coalesce((select jsonb_object_agg(t.one, t.count) from tally t where t.value is not distinct from g.value), '{}') as counts
     from given g group by g.value
     order by ${by === 'week' ? 'g.value' : 'count(*) desc, g.value'} limit 120`,
    [workspaceId, surveyId, isoTime(since), zone],
  )
  return rows
}

export interface AnswerRow {
  id: string
  at: Date
  chosen: string[]
  words: string | null
  says: boolean | null
  language: string
  channel: string | null
  host: string | null
  personId: string | null
  personName: string | null
  personEmail: string | null
}

export interface AnswerPlace {
  at: string
  id: string
}

/** Answers that count, the newest first. `known`: of people we know; `chosen`: that gave this answer. */
export async function listAnswerRows(
  db: Db,
  workspaceId: string,
  surveyId: string,
  asked: { chosen: string | null; known: boolean; words: boolean; after: AnswerPlace | null; limit: number },
): Promise<AnswerRow[]> {
  const { rows } = await db.query<AnswerRow>(
    `select a.id, a.answered_at as at, a.chosen, a.words, a.says, a.language, a.channel, a.host,
       p.id as "personId", p.name as "personName", p.email as "personEmail"
     from survey_answer a
     left join event e on e.workspace_id = a.workspace_id and e.message_id = 'survey:' || a.id
     left join person p on p.workspace_id = a.workspace_id and p.id = e.person_id
     where a.workspace_id = $1 and a.survey_id = $2 and a.state = 'counted'
       and ($3::text is null or $3 = any (a.chosen)) and (not $4 or p.id is not null) and (not $5 or a.words is not null)
       and ($6::timestamptz is null or (a.answered_at, a.id) < ($6, $7::uuid))
     order by a.answered_at desc, a.id desc limit $8`,
    [
      workspaceId,
      surveyId,
      asked.chosen,
      asked.known,
      asked.words,
      asked.after?.at ?? null,
      asked.after?.id ?? null,
      asked.limit,
    ],
  )
  return rows
}

export interface SurveyCounts {
  surveyId: string
  answered: number
  says: number
  people: number
  looks: number
  lastAt: Date | null
}

/** What became of each survey since a moment, for the list. */
export async function countSurveys(
  db: Db,
  workspaceId: string,
  { since, zone }: { since: number; zone: string },
): Promise<SurveyCounts[]> {
  const { rows } = await db.query<SurveyCounts>(
    `select s.id as "surveyId",
       count(a.id) filter (where a.answered_at >= $2)::int as answered,
       count(a.id) filter (where a.answered_at >= $2 and a.says)::int as says,
       count(distinct e.person_id) filter (where a.answered_at >= $2)::int as people,
       (select coalesce(sum(looks), 0)::int from survey_look l
         where l.survey_id = s.id and l.day >= ($2::timestamptz at time zone $3)::date) as looks,
       max(a.answered_at) as "lastAt"
     from survey s
     left join survey_answer a on a.survey_id = s.id and a.state = 'counted'
     left join event e on e.workspace_id = a.workspace_id and e.message_id = 'survey:' || a.id
     where s.workspace_id = $1 and s.retired_at is null group by s.id`,
    [workspaceId, isoTime(since), zone],
  )
  return rows
}
