import { ok, refuse } from '#contract/problem.ts'
import { sourceQuery, type SourceDocument, type SourceRow } from '#contract/source.ts'
import { rateOf } from '#core/report/funnel.ts'
import { countCookieless, countSources, type CountedSource } from '#store/source.ts'
import { resolveFunnel } from '#actions/funnel-scope.ts'
import { spendBeside } from '#actions/spend/beside.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/**
 * Where people came from: those whose first touch lies in the period, by channel, campaign or landing page of it, and
 * how many of them reached each stage of the lifecycle.
 */
export const listSources: Verb<SourceDocument> = readVerb({
  permission: 'funnel.read',
  input: sourceQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolveFunnel(db, workspaceId, { ...input, pass: 'first' }, now)
    if (!resolved.ok) return resolved
    const { scope, said } = resolved.value
    if (scope.subject !== 'person') {
      return refuse('conflict', `The lifecycle ${scope.model} counts ${scope.subject}s; sources are of people.`)
    }
    const counted = await countSources(db, scope)
    const beside = await spendBeside(
      db,
      scope,
      said.zone,
      counted.map(({ value }) => value),
    )
    const row = rowOf(scope.stages, scope.window !== null)
    const shown = counted.map((one) => {
      const spendMinor = beside?.of(one.value) ?? null
      return { ...row(one.kind === 'value' ? `=${one.value}` : one.kind, one), spendMinor }
    })
    const wholeCohort = input.only === undefined
    return ok({
      zone: said.zone,
      from: said.from,
      to: said.to,
      now: said.now,
      window: said.window,
      by: input.by,
      only: said.only,
      model: said.model,
      stages: said.stages,
      total: {
        ...row('all', sumOf(counted, scope.stages.length)),
        kind: 'all',
        spendMinor: beside?.spend.minor ?? null,
      },
      rows: shown,
      folded: counted.find(({ kind }) => kind === 'other')?.values ?? 0,
      spend: beside?.spend ?? null,
      // a filter asks about people, and a visit without a cookie is nobody's
      cookieless: wholeCohort ? await countCookieless(db, workspaceId, scope.from, scope.to ?? scope.now) : [],
    })
  },
})

function rowOf(stages: readonly string[], windowed: boolean) {
  return (
    key: string,
    { kind, value, people, closed, visitors, known, tagged, reached, reachedClosed }: CountedSource,
  ): Omit<SourceRow, 'spendMinor'> => ({
    key,
    kind,
    value,
    people,
    visitors,
    known,
    tagged,
    open: people - closed,
    steps: stages.slice(1).map((stage, k) => ({
      stage,
      reached: reached[k + 1] as number,
      rate: windowed ? rateOf(reachedClosed[k + 1] as number, closed) : rateOf(reached[k + 1] as number, people),
    })),
  })
}

function sumOf(counted: readonly CountedSource[], stages: number): CountedSource {
  const sum = (read: (one: CountedSource) => number): number => counted.reduce((all, one) => all + read(one), 0)
  const steps = Array.from({ length: stages }, (_, k) => k)
  return {
    kind: 'other',
    value: null,
    values: sum(({ values }) => values),
    people: sum(({ people }) => people),
    closed: sum(({ closed }) => closed),
    visitors: sum(({ visitors }) => visitors),
    known: sum(({ known }) => known),
    tagged: sum(({ tagged }) => tagged),
    reached: steps.map((k) => sum(({ reached }) => reached[k] ?? 0)),
    reachedClosed: steps.map((k) => sum(({ reachedClosed }) => reachedClosed[k] ?? 0)),
  }
}
