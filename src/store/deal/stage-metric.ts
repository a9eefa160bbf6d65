import type { PoolClient } from 'pg'
import { parameters, timeSql, type Bind } from '#store/funnel-scope.ts'
import {
  daysSql,
  inside,
  passesSql,
  propertySql,
  type DealProperty,
  type PassScope,
  type PipelineShape,
} from '#store/deal/pass.ts'

interface Span {
  from: number
  to: number
}

/** Of those who entered a stage in the span: what came, after how many days (rounded up; down while open). */
export interface ConversionCell {
  /** from 0 */
  place: number
  /** went on to a later stage or the win, was lost, is open in it or an earlier stage; later: had been further before */
  kind: 'came' | 'lost' | 'open' | 'later'
  days: number
  count: number
}

/** What became of those who entered each stage that is not the win, for Aalen–Johansen. One pipeline. */
export async function conversionCells(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  span: Span,
): Promise<ConversionCell[]> {
  const { cells } = await conversionsAndFormer(db, scope, pipeline, {
    span,
    former: { from: span.from, to: span.from },
  })
  return cells
}

/** The same beside that of the span `former`, which ends where the other begins, by one scan. */
export async function conversionsAndFormer(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  { span, former }: { span: Span; former: Span },
): Promise<{ cells: ConversionCell[]; former: ConversionCell[] }> {
  const { bind, values } = parameters()
  const both = { from: former.from, to: span.to }
  const { rows } = await db.query<ConversionCell & { before: boolean }>(
    `select entered < ${timeSql(span.from)} as before, place, kind, days, count(*)::integer as count
       from (${enteredSql(scope, pipeline, both, bind)}) e group by 1, 2, 3, 4`,
    values,
  )
  return { cells: rows.filter(({ before }) => !before), former: rows.filter(({ before }) => before) }
}

/** One row a pass and stage entered in the span. */
function enteredSql(scope: PassScope, pipeline: PipelineShape, span: Span, bind: Bind, keySql?: string): string {
  const passes = passesSql({ ...scope, pipelines: [pipeline] }, bind, keySql, { stages: true })
  const rows = openPlaces(pipeline).map((k) => {
    const later = pipeline.stages.slice(k + 1).map((_, i) => `s${k + 2 + i}`)
    const next = later.length === 0 ? 'null::timestamptz' : `least(${later.join(', ')})`
    const here = inside(`s${k + 1}`, span)
    // a win by an outcome goes on from any stage
    return `(${k}, case when ${here} and (imputed >> ${k}) & 1 = 0 then s${k + 1} end,
      coalesce(${next}, case when result = 'won' then closed end))`
  })
  const days = `date_part('epoch', coalesce(came, closed, ${timeSql(scope.now)}) - entered) / 86400`
  const kind = `case when came < entered then 'later' when came is not null then 'came' when result = 'lost' then 'lost' else 'open' end`
  return `select key, place, entered, came, closed, ${kind} as kind,
      (case when ${kind} = 'later' then 0 when ${kind} = 'open' then floor(${days}) else ceil(${days}) end)::integer as days
    from (select * from (${passes}) q where result <> 'moved' offset 0) p
      cross join lateral (values ${rows.join(', ')}) as stays(place, entered, came)
    where entered is not null`
}

/** Stages before the win: nobody converts out of the others. */
export function openPlaces({ stages, win }: PipelineShape): number[] {
  return stages.flatMap((_, k) => (k < (win ?? Infinity) ? [k] : []))
}

/** How stays in a stage that began in the span ended, after how many days (rounded up; down while they last). */
export interface StayExit {
  stage: string
  /** forward, back, lost or won by an outcome, to another pipeline, still there */
  exit: 'forward' | 'back' | 'out' | 'pipeline' | 'open'
  days: number
  count: number
}

/** Stays of some length in each stage, for Kaplan–Meier; those passed at once are left out. One pipeline. */
export async function stayExits(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  span: Span,
): Promise<StayExit[]> {
  const { bind, values } = parameters()
  const stages = openPlaces(pipeline).map((k) => pipeline.stages[k] as string)
  const model = bind(pipeline.id)
  const filtered = scope.only.length > 0
  const passes = filtered ? passesSql({ ...scope, pipelines: [pipeline] }, bind) : ''
  const { rows } = await db.query<StayExit>(
    `select stage, exit, days, count(*)::integer as count from (
       select i.stage,
         case when i.left_at is null then 'open' when i.left_to like 'pipeline:%' then 'pipeline'
           when array_position(s.ids, i.left_to) is null then 'out'
           when array_position(s.ids, i.left_to) > array_position(s.ids, i.stage) then 'forward' else 'back' end as exit,
         (case when i.left_at is null then floor(date_part('epoch', ${timeSql(scope.now)} - i.entered_at) / 86400)
           else ceil(date_part('epoch', i.left_at - i.entered_at) / 86400) end)::integer as days
       from stage_interval i cross join (select ${bind(JSON.stringify(pipeline.stages))}::jsonb as list) l
         cross join lateral (select array(select jsonb_array_elements_text(l.list)) as ids) s
       where i.workspace_id = ${bind(scope.workspaceId)}::uuid and i.model = ${model} and i.superseded_at is null
         and i.stage in (${stages.map(bind).join(', ')}) and ${inside('i.entered_at', span)}
         and (i.left_at is null or i.left_at > i.entered_at)
         ${filtered ? `and (i.subject_id, i.pass) in (select id, pass from (${passes}) q)` : ''}) e
     group by 1, 2, 3`,
    values,
  )
  return rows
}

/** What stands open in each stage now. */
export interface Standing {
  stage: string
  count: number
  sumMinor: number
  unconverted: number
  withoutAmount: number
}

export async function standingIn(db: PoolClient, scope: PassScope, pipeline: PipelineShape): Promise<Standing[]> {
  const { bind, values } = parameters()
  const { rows } = await db.query<Standing>(
    `select stage, count(*)::integer as count, coalesce(sum(base_minor), 0)::float8 as "sumMinor",
       (count(*) filter (where base_minor is null and amount_minor is not null))::integer as unconverted,
       (count(*) filter (where amount_minor is null))::integer as "withoutAmount"
     from (${passesSql({ ...scope, pipelines: [pipeline] }, bind, undefined, { more: ', d.stage' })}) p where result = 'open' group by 1`,
    values,
  )
  return rows
}

/** How far those of one group got from one stage, of those whose window is over. */
export interface GroupStage {
  key: string | null
  place: number
  entered: number
  matured: number
  /** of the matured, went on within the window */
  came: number
}

/** Conversion of each stage by a property of the deal, or by the month (1 … 12) in which the stage was entered. */
export async function conversionsBy(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  span: Span,
  { by, windowDays }: { by: DealProperty | { kind: 'month' }; windowDays: number },
): Promise<GroupStage[]> {
  const { bind, values } = parameters()
  const rows = enteredSql(scope, pipeline, span, bind, by.kind === 'month' ? undefined : propertySql(by, bind))
  const key = by.kind === 'month' ? `extract(month from entered at time zone ${bind(scope.zone)})::text` : 'key'
  const matured = `entered < ${timeSql(scope.now)} - ${daysSql(windowDays)}`
  const { rows: found } = await db.query<GroupStage>(
    `select ${key} as key, place, count(*)::integer as entered, (count(*) filter (where ${matured}))::integer as matured,
       (count(*) filter (where ${matured} and kind = 'came' and came <= entered + ${daysSql(windowDays)}))::integer as came
     from (${rows}) e where kind <> 'later' group by 1, 2`,
    values,
  )
  return found
}

/** What became of leads from the day they were qualified in the span on: won, lost, or open still. */
export async function winCells(
  db: PoolClient,
  scope: PassScope,
  span: Span,
): Promise<{ kind: 'came' | 'lost' | 'open'; days: number; count: number }[]> {
  const { bind, values } = parameters()
  const days = `date_part('epoch', coalesce(closed, ${timeSql(scope.now)}) - qualified) / 86400`
  const { rows } = await db.query<{ kind: 'came' | 'lost' | 'open'; days: number; count: number }>(
    `select case result when 'won' then 'came' else result end as kind,
       (case when result = 'open' then floor(${days}) else ceil(${days}) end)::integer as days, count(*)::integer as count
     from (${passesSql(scope, bind)}) p where result <> 'moved' and ${inside('qualified', span)} group by 1, 2`,
    values,
  )
  return rows
}
