import { gtmQuery, type GtmDocument, type GtmFigures } from '#contract/gtm.ts'
import { ok } from '#contract/problem.ts'
import { periodOf, type CalendarPeriod } from '#core/report/calendar.ts'
import { rateOf } from '#core/report/funnel.ts'
import { difference } from '#core/report/newcombe.ts'
import { dayOf } from '#core/report/period.ts'
import { countFlows, countStanding, countStood, type StageFlow } from '#store/gtm.ts'
import { findTargets } from '#store/gtm-target.ts'
import { resolveGtm } from '#actions/gtm-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** The go-to-market dashboard (FIELD §4): per lifecycle stage what stands there, entered, went on, against target. */
export const readGtm: Verb<GtmDocument> = readVerb({
  permission: 'funnel.read',
  input: gtmQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolveGtm(db, workspaceId, input.period, now)
    if (!resolved.ok) return resolved
    const { zone, model, period, former, current, before, running } = resolved.value
    const flows = await countFlows(db, current)
    const formerFlows = await countFlows(db, before)
    const standing = running ? await countStanding(db, current) : await countStood(db, current, current.to)
    const stood = await countStood(db, before, before.to)
    const targets = await findTargets(db, workspaceId, model.id, [period.key, former.key])
    const targetOf = (key: string, stage: string): number | null =>
      targets.find((target) => target.period === key && target.stage === stage)?.people ?? null
    const today = dayOf(now, zone)
    const last = model.stages.length - 1

    return ok({
      zone,
      now: new Date(now).toISOString(),
      model: model.id,
      name: model.name,
      period: {
        ...saidOf(period, current),
        before: period.before,
        after: running ? null : period.after,
        elapsed: Math.min(1, Math.max(0, (now - current.from) / (current.to - current.from))),
      },
      former: saidOf(former, before),
      today: {
        week: periodOf(today, 'week').key,
        month: periodOf(today, 'month').key,
        quarter: periodOf(today, 'quarter').key,
      },
      rows: model.stages.map(({ id, name, owner, goal, enters, band }, k) => {
        const flow = flows[k] as StageFlow
        const then = formerFlows[k] as StageFlow
        return {
          stage: id,
          name,
          owner,
          goal,
          enters,
          band,
          current: figures(flow, standing.get(id) ?? 0, targetOf(period.key, id), k === last),
          former: figures(then, stood.get(id) ?? 0, targetOf(former.key, id), k === last),
          difference:
            k === last
              ? null
              : difference(
                  { reached: flow.converted, of: flow.entered },
                  { reached: then.converted, of: then.entered },
                ),
        }
      }),
    })
  },
})

function saidOf({ key, kind }: Pick<CalendarPeriod, 'key' | 'kind'>, scope: { from: number; to: number }) {
  return { key, kind, from: new Date(scope.from).toISOString(), to: new Date(scope.to).toISOString() }
}

function figures(flow: StageFlow, people: number, target: number | null, last: boolean): GtmFigures {
  const { entered, converted, moved, median } = flow
  return {
    people,
    entered,
    conversion: last ? null : rateOf(converted, entered),
    time: last ? null : { count: moved, median },
    target,
  }
}
