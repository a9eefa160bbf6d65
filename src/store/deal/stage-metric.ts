import type { PoolClient } from 'pg'
import { parameters, timeSql, type Bind } from '#store/funnel-scope.ts'
import { daysSql, inside, passesSql, type DealProperty, type PassScope, type PipelineShape } from '#store/deal/pass.ts'

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
    enteredSql(scope, pipeline, both, bind, ({ place, rows: entered, kind, days }) => {
      const before = `entered < ${timeSql(span.from)}`
      return `select ${before} as before, ${place} as place, ${kind} as kind, ${days} as days, count(*)::integer as count
        from (${entered}) e group by 1, 3, 4`
    }),
    values,
  )
  return { cells: rows.filter(({ before }) => !before), former: rows.filter(({ before }) => before) }
}

interface Entered {
  place: number
  /** SQL of the passes that entered the stage in the span: entered, came, closed, result, key */
  rows: string
  /** SQL of what came of one, and after how many days */
  kind: string
  days: string
}

/** What `count` makes of those who entered each stage in the span, put together: one plain scan a stage. */
function enteredSql(
  scope: PassScope,
  pipeline: PipelineShape,
  span: Span,
  bind: Bind,
  count: (entered: Entered) => string,
  by: DealProperty | null = null,
): string {
  const own = { ...scope, pipelines: [pipeline] }
  const length = `coalesce(came, closed, ${timeSql(scope.now)}) - entered`
  const days = `date_part('epoch', ${length}) / 86400`
  const kind = `case when came < entered then 'later' when came is not null then 'came' when result = 'lost' then 'lost' else 'open' end`
  const whole = `(case when came < entered then 0 when came is null and result <> 'lost' then floor(${days}) else ceil(${days}) end)::integer`
  return openPlaces(pipeline)
    .map((place) => {
      const later = pipeline.stages.slice(place + 1).map((_, i) => `p.s${place + 2 + i}`)
      // a win by an outcome goes on from any stage
      const won = `case when p.result = 'won' then p.closed_at end`
      const came = `coalesce(${later.length === 0 ? '' : `least(${later.join(', ')}), `}${won})`
      const here = `p.s${place + 1}`
      const rows = passesSql(own, bind, by, {
        more: [`${here} as entered`, `${came} as came`],
        where: `${here} >= ${timeSql(span.from)} and ${here} < ${timeSql(span.to)} and (p.imputed >> ${place}) & 1 = 0
          and p.result <> 'moved'`,
      })
      return `(${count({ place, rows, kind, days: whole })})`
    })
    .join(' union all ')
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
  const ids = pipeline.stages.map(bind)
  const own = openPlaces(pipeline).map((k) => ids[k])
  const placeOf = (stage: string) => `array_position(array[${ids.join(', ')}], ${stage})`
  const passes = scope.only.length > 0 ? passesSql({ ...scope, pipelines: [pipeline] }, bind) : null
  const { rows } = await db.query<StayExit>(
    `select i.stage, case when i.left_at is null then 'open' when ${placeOf('i.left_to')} > ${placeOf('i.stage')} then 'forward'
         when ${placeOf('i.left_to')} is not null then 'back' when i.left_to like 'pipeline:%' then 'pipeline' else 'out' end as exit,
       (case when i.left_at is null then floor(date_part('epoch', ${timeSql(scope.now)} - i.entered_at) / 86400)
         else ceil(date_part('epoch', i.left_at - i.entered_at) / 86400) end)::integer as days, count(*)::integer as count
     from stage_interval i
       ${passes === null ? '' : `join (${passes}) p on p.id = i.subject_id and p.pass = i.pass`}
     where i.workspace_id = ${bind(scope.workspaceId)}::uuid and i.model = ${bind(pipeline.id)} and i.superseded_at is null
       and i.stage in (${own.join(', ')})
       and i.entered_at >= ${timeSql(span.from)} and i.entered_at < ${timeSql(span.to)}
       and (i.left_at is null or i.left_at > i.entered_at)
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
     from (${passesSql({ ...scope, pipelines: [pipeline] }, bind, null, { more: ['p.stage'] })}) p where result = 'open' group by 1`,
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
  const matured = `entered < ${timeSql(scope.now)} - ${daysSql(windowDays)}`
  const { rows: found } = await db.query<GroupStage>(
    enteredSql(
      scope,
      pipeline,
      span,
      bind,
      ({ place, rows }) => {
        const key = by.kind === 'month' ? `extract(month from entered at time zone ${bind(scope.zone)})` : 'key'
        return `select (${key})::text as key, ${place} as place, count(*)::integer as entered,
            (count(*) filter (where ${matured}))::integer as matured,
            (count(*) filter (where ${matured} and came <= entered + ${daysSql(windowDays)}))::integer as came
          from (${rows}) e where (came < entered) is not true group by ${key}`
      },
      by.kind === 'month' ? null : by,
    ),
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
