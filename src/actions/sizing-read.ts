import { learntChances } from '#actions/pipeline/chances.ts'
import { resolvePipelines } from '#actions/pipeline-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pipelineSizingQuery, type PipelineSizingDocument } from '#contract/pipeline-plan.ts'
import { ok } from '#contract/problem.ts'
import { setupAnswers } from '#contract/setup-guide.ts'
import { aalenJohansen } from '#core/report/aalen-johansen.ts'
import { chanceOf } from '#core/report/calibrate.ts'
import { maturityWindow, meanOf } from '#core/report/close-rate.ts'
import { dayOf } from '#core/report/period.ts'
import { openDeals } from '#store/deal/likely.ts'
import { countPasses, winLags } from '#store/deal/metric.ts'
import { activeOwners } from '#store/deal/label.ts'
import { winCells } from '#store/deal/stage-metric.ts'
import { listSetupAnswers } from '#store/setup-guide.ts'

const day = 86_400_000
const quarterDays = 90

/** What sizing begins with: by when how many leads were won, the average deal, leads and reps of now, what stands open. */
export const readSizing: Verb<PipelineSizingDocument> = readVerb({
  permission: 'pipeline.read',
  input: pipelineSizingQuery,
  async run({ db, workspaceId, input, now }) {
    const from = dayOf(now - 730 * day, 'UTC')
    const resolved = await resolvePipelines(
      db,
      workspaceId,
      { ...input, from, window: quarterDays, fewCells: true },
      now,
    )
    if (!resolved.ok) return resolved
    const { scope, span, said, models } = resolved.value
    const cells = await winCells(db, scope, span)
    const curve = aalenJohansen(
      cells.map(({ kind, days, count }) => ({
        time: days,
        came: kind === 'came' ? count : 0,
        competing: kind === 'lost' ? count : 0,
        censored: kind === 'open' ? count : 0,
      })),
    )
    const year = { from: now - 365 * day, to: span.to }
    const recent = { cohort: { from: now - quarterDays * day, to: span.to }, closed: year, windowDays: quarterDays }
    const { total } = await countPasses(db, scope, recent, null)
    let expectedMinor = 0
    for (const [index, pipeline] of scope.pipelines.entries()) {
      const alone = { ...scope, pipelines: [pipeline] }
      const model = models[index] as (typeof models)[number]
      const windowDays = maturityWindow(await winLags(db, alone, now - 730 * day))
      const { stages } = await learntChances(db, { ...alone, only: [] }, { model, pipeline, windowDays, at: now })
      for (const { stage, since, baseMinor } of await openDeals(db, alone, pipeline)) {
        const known = stages.find((one) => one.stage === stage)
        if (known && baseMinor !== null)
          expectedMinor += baseMinor * chanceOf(known, Math.floor((now - since) / day)).chance
      }
    }
    const answers = (await listSetupAnswers(db, workspaceId)).find(({ step }) => step === 'size')?.answers
    const saved = setupAnswers.size.safeParse(answers)
    return ok({
      zone: said.zone,
      currency: said.currency,
      now: said.now,
      pipelines: said.pipelines,
      from: said.from,
      to: said.to,
      today: dayOf(now, said.zone),
      leads: cells.reduce((sum, { count }) => sum + count, 0),
      won: cells.reduce((sum, { kind, count }) => sum + (kind === 'came' ? count : 0), 0),
      curve: curve
        .filter(({ came }, index) => came > 0 && came !== curve[index - 1]?.came)
        .map(({ time, came, low, high }) => ({ days: time, share: came, low, high })),
      averageMinor: meanOf(total.amounts, total.amountSum, total.amountSquares),
      unconverted: total.unconverted,
      reps: await activeOwners(db, workspaceId, now - quarterDays * day),
      leadsPerMonth: (total.qualified * 30) / quarterDays,
      open: total.open,
      expectedMinor,
      saved: saved.success && saved.data.currency === said.currency ? saved.data : null,
    })
  },
})
