import { dryRun } from '#actions/icp/dry-run.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { narrowInput, type IcpNarrow } from '#contract/icp.ts'
import { ok } from '#contract/problem.ts'
import { lacks, newlyAsked } from '#core/icp/missing.ts'
import { icpSteps } from '#core/icp/stages.ts'
import { difference } from '#core/report/newcombe.ts'
import { wilson } from '#core/report/wilson.ts'
import { cohortOf } from '#store/icp-people.ts'

/**
 * Another ICP beside the one in force: who fits now and would, and how those in and out of it went on in the past. People
 * of the past are judged by what is known of them today.
 */
export const narrowIcp: Verb<IcpNarrow> = readVerb({
  permission: 'icp.read',
  input: narrowInput,
  async run({ db, workspaceId, input: { when, months }, now }) {
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const asked = newlyAsked(when, blueprint.icp.when)
    const fits = new Map<string, Place>()
    const run = await dryRun(db, workspaceId, { icp: { when } }, null, (id, seen, state) => {
      if (!seen.now && !seen.would) return
      fits.set(id, seen.would ? (seen.now ? 'both' : 'would') : lacks(state, asked) ? 'unknown' : 'now')
    })
    if (!run.ok) return run
    const { effect, nobody, factor } = run.value
    const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
    const steps = icpSteps(blueprint)
    const counts = { now: none(), would: none(), dropped: none() }
    let unknown = 0
    const blank: Place = nobody.would ? (nobody.now ? 'both' : 'would') : 'unknown'
    const since = now - months * month
    for (const one of steps ? await cohortOf(db, workspaceId, blueprint.lifecycle, steps, since) : []) {
      const place = fits.get(one.id) ?? (factor === 1 && (nobody.now || nobody.would) ? blank : undefined)
      if (place === undefined) continue
      if (place !== 'would') count(counts.now, one)
      if (place === 'both' || place === 'would') count(counts.would, one)
      else count(counts.dropped, one)
      if (place === 'unknown') unknown++
    }
    const named = (stage: number) => lifecycle?.stages[stage]?.name ?? { en: '' }
    const against = (part: 'sales' | 'won') =>
      difference(
        { reached: counts.would[part], of: counts.would.people },
        { reached: counts.dropped[part], of: counts.dropped.people },
      )
    return ok({
      effect,
      months,
      steps: steps && { from: named(steps.from), sales: named(steps.sales), won: named(steps.won) },
      now: groupOf(counts.now, factor),
      would: groupOf(counts.would, factor),
      dropped: groupOf(counts.dropped, factor),
      unknown: unknown * factor,
      sales: against('sales'),
      won: against('won'),
    })
  },
})

/** They fit both, only the other one, only the present one: because of a fact, or for want of one. */
type Place = 'both' | 'would' | 'now' | 'unknown'

// a twelfth of a year of 365.25 days
const month = 2_629_800_000

interface Count {
  people: number
  sales: number
  won: number
}

const none = (): Count => ({ people: 0, sales: 0, won: 0 })

function count(counts: Count, { sales, won }: { sales: boolean; won: boolean }): void {
  counts.people++
  if (sales) counts.sales++
  if (won) counts.won++
}

/** Intervals are of those who were looked at; counts stand for everybody. */
function groupOf({ people, sales, won }: Count, factor: number) {
  const share = (reached: number) => {
    const interval = wilson(reached, people)
    return { reached: reached * factor, low: interval?.low ?? null, high: interval?.high ?? null }
  }
  return { people: people * factor, sales: share(sales), won: share(won) }
}
