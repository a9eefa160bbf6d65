import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { awarenessQuery, type AwarenessDocument, type AwarenessPart } from '#contract/signal.ts'
import { startOfDay } from '#core/report/period.ts'
import type { SurveyMeasure } from '#core/survey/document.ts'
import { shareOf } from '#core/survey/results.ts'
import { readNetwork, signalKinds } from '#core/signal/signal.ts'
import {
  countMeasuring,
  factsByWeek,
  socialActs,
  sumTraffic,
  trafficByWeek,
  type TrafficCounts,
} from '#store/awareness.ts'
import type { Db } from '#store/rows.ts'
import { signalsByNetwork, signalsByWeek } from '#store/signal.ts'
import { findWorkspace } from '#store/workspace.ts'

/**
 * What says whether we and the problem are known: who came, what surveys answer to the two facts, likes and shares as
 * networks count them and of people whom we know, week by week and beside the weeks before.
 */
export const readAwareness: Verb<AwarenessDocument> = readVerb({
  permission: 'capture.read',
  input: awarenessQuery,
  async run({ db, workspaceId, input, now }) {
    const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
    const end = today.subtract({ days: today.dayOfWeek - 1 }).add({ weeks: 1 })
    const start = end.subtract({ weeks: input.weeks })
    const former = start.subtract({ weeks: input.weeks })
    const [from, to, since] = [start.toString(), end.toString(), former.toString()]
    const all = await weeksOf(db, workspaceId, { from: since, to, zone })
    const weeks = Array.from({ length: input.weeks }, (_, n) => start.add({ weeks: n }).toString())
    // the running week is not over: the full ones are held against as many before them
    const full = weeks.slice(0, -1)
    const before = full.map((_, n) => start.subtract({ weeks: full.length - n }).toString())
    const running = weeks.at(-1) as string
    const span = (a: string, b: string) => ({ from: startOfDay(a, zone), to: startOfDay(b, zone), zone })
    const measuring = await countMeasuring(db, workspaceId)
    return ok({
      zone,
      from,
      to,
      total: partOf(all, weeks, await sumTraffic(db, workspaceId, span(from, to))),
      full: partOf(all, full, await sumTraffic(db, workspaceId, span(from, running))),
      before: partOf(all, before, await sumTraffic(db, workspaceId, span(before[0] ?? from, from))),
      comparable: comparableOf(all, new Set(before.slice(0, Math.ceil(before.length / 4)))),
      weeks: weeks.map((week) => ({ week, ...partOf(all, [week], all.traffic.get(week) ?? nobody) })),
      networks: networksOf(all, new Set(weeks), await signalsByNetwork(db, workspaceId, from, to)),
      surveys: { knowsUs: measuring.knows_us ?? 0, knowsProblem: measuring.knows_problem ?? 0 },
    })
  },
})

/** Whether something was counted in the first quarter of the weeks before. */
function comparableOf({ traffic, counted }: Weeks, early: ReadonlySet<string>): AwarenessDocument['comparable'] {
  const some = (kind: 'like' | 'share'): boolean =>
    counted.some((row) => row.kind === kind && row.count > 0 && early.has(row.week))
  return {
    traffic: [...early].some((week) => (traffic.get(week)?.views ?? 0) > 0),
    like: some('like'),
    share: some('share'),
  }
}

const nobody: TrafficCounts = { visitors: 0, visits: 0, views: 0 }

interface Weeks {
  traffic: Map<string, TrafficCounts>
  facts: Awaited<ReturnType<typeof factsByWeek>>
  counted: Awaited<ReturnType<typeof signalsByWeek>>
  acts: Awaited<ReturnType<typeof socialActs>>
}

async function weeksOf(
  db: Db,
  workspaceId: string,
  { from, to, zone }: { from: string; to: string; zone: string },
): Promise<Weeks> {
  const span = { from: startOfDay(from, zone), to: startOfDay(to, zone), zone }
  const traffic = await trafficByWeek(db, workspaceId, span)
  return {
    traffic: new Map(traffic.map(({ week, ...counts }) => [week, counts])),
    facts: await factsByWeek(db, workspaceId, span),
    counted: await signalsByWeek(db, workspaceId, from, to),
    acts: await socialActs(db, workspaceId, span),
  }
}

/** The sums of some weeks. Visitors of several weeks are not those of each added up: they are given. */
function partOf({ facts, counted, acts }: Weeks, weeks: readonly string[], traffic: TrafficCounts): AwarenessPart {
  const within = new Set(weeks)
  const fact = (measure: SurveyMeasure): AwarenessPart['knowsUs'] => {
    const rows = facts.filter((row) => row.measure === measure && within.has(row.week))
    const answered = rows.reduce((sum, row) => sum + row.answered, 0)
    const says = rows.reduce((sum, row) => sum + row.says, 0)
    return { answered, says, share: shareOf(says, answered) }
  }
  return {
    traffic: { visitors: traffic.visitors, visits: traffic.visits, views: traffic.views },
    knowsUs: fact('knows_us'),
    knowsProblem: fact('knows_problem'),
    counted: kindsOf(counted.filter(({ week }) => within.has(week))),
    people: actsOf(acts.filter(({ week }) => within.has(week))),
  }
}

function networksOf(
  { acts }: Weeks,
  weeks: ReadonlySet<string>,
  counted: Awaited<ReturnType<typeof signalsByNetwork>>,
): AwarenessDocument['networks'] {
  const own = acts.filter(({ week }) => weeks.has(week)).map((row) => ({ ...row, network: readNetwork(row.network) }))
  const names = [...new Set([...counted, ...own].map(({ network }) => network))]
  const rows = names.map((network) => ({
    network,
    counted: kindsOf(counted.filter((row) => row.network === network)),
    people: actsOf(own.filter((row) => row.network === network)),
  }))
  const weight = ({ counted: of, people }: (typeof rows)[number]): number =>
    of.like + of.share + of.comment + of.mention + people.liked + people.shared
  return rows.toSorted((a, b) => weight(b) - weight(a) || (a.network < b.network ? -1 : 1))
}

function kindsOf(rows: readonly { kind: string; count: number }[]): AwarenessPart['counted'] {
  const sums = signalKinds.map((kind): [string, number] => [
    kind,
    rows.reduce((sum, row) => sum + (row.kind === kind ? row.count : 0), 0),
  ])
  return Object.fromEntries(sums) as AwarenessPart['counted']
}

function actsOf(rows: readonly { liked: number; shared: number }[]): AwarenessPart['people'] {
  return {
    liked: rows.reduce((sum, { liked }) => sum + liked, 0),
    shared: rows.reduce((sum, { shared }) => sum + shared, 0),
  }
}
