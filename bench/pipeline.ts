import { parseArgs } from 'node:util'
import { pipelineMetricDocument, pipelineStageDocument } from '#contract/pipeline-metric.ts'
import { pipelineLikelyDocument } from '#contract/pipeline-plan.ts'
import { pipelineVelocityDocument } from '#contract/pipeline-velocity.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { fillDeals } from './deal-fill.ts'
import { member } from './member.ts'
import { machineLine, percentile, timed, type BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const rounds = 12

/**
 * The numbers of a pipeline of 100,000 deals, a tenth of them open, asked of a real server over HTTP: the metrics of all time
 * by owner (`metrics_ms`), velocity, stages, likely deals, and the server's memory. `--deals 20000` is quicker.
 */
export async function run(args: string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args, options: { deals: { type: 'string', default: '100000' } } })
  const deals = Number(values.deals)
  const database = await benchDatabase()
  try {
    const { workspaceId } = await benchWorkspace(database.pool)
    console.log(await machineLine(database.pool))
    await fillDeals(database.pool, workspaceId, { deals, now: Date.now() })
    const signIn = await member(database.pool, workspaceId, 'viewer')
    const server = await benchServer(database.dataDir)
    try {
      const cookie = await signIn(server.address)
      const ask = async (query: string): Promise<unknown> => {
        const answer = await fetch(`${server.address}/api/pipeline/${query}`, { headers: { cookie } })
        if (!answer.ok) throw new Error(await answer.text())
        return answer.json()
      }
      const all = 'metrics?from=2000-01-01&pipeline=sales_pipeline'
      await check(ask, deals, all)
      const measured = {
        metrics: await timed(rounds, () => ask(`${all}&by=owner`)),
        'metrics of a year, one owner': await timed(rounds, () => ask('metrics?only=owner:missing')),
        'metrics by product': await timed(rounds, () => ask(`${all}&by=product`)),
        velocity: await timed(rounds, () => ask('velocity?pipeline=sales_pipeline&by=owner')),
        stages: await timed(rounds, () => ask('stages?pipeline=sales_pipeline&by=owner')),
        likely: await timed(rounds, () => ask('likely?pipeline=sales_pipeline')),
      }
      const rss = server.peakRssMb()
      for (const [name, samples] of Object.entries(measured))
        console.log(
          `${name}: p50 ${percentile(samples, 0.5).toFixed(0)} ms, p95 ${percentile(samples, 0.95).toFixed(0)} ms`,
        )
      console.log(`server’s resident memory, the most: ${rss?.toFixed(0) ?? 'unknown'} MB`)
      return {
        bench: 'pipeline',
        measures: {
          metrics_ms: percentile(measured.metrics, 0.5),
          metrics_p95_ms: percentile(measured.metrics, 0.95),
          velocity_ms: percentile(measured.velocity, 0.5),
          stages_ms: percentile(measured.stages, 0.5),
          likely_ms: percentile(measured.likely, 0.5),
          rss_mb: rss,
        },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

/** Every deal is counted, and the answers are whole, before any is timed. */
async function check(ask: (query: string) => Promise<unknown>, deals: number, all: string): Promise<void> {
  const { total } = pipelineMetricDocument.parse(await ask(all))
  const counted = total.won + total.lost + total.open
  if (counted !== deals || total.open !== Math.floor(deals / 10))
    throw new Error(`${deals} deals, and ${counted} are counted, ${total.open} of them open`)
  pipelineVelocityDocument.parse(await ask('velocity?pipeline=sales_pipeline&by=owner'))
  pipelineStageDocument.parse(await ask('stages?pipeline=sales_pipeline&by=owner'))
  pipelineLikelyDocument.parse(await ask('likely?pipeline=sales_pipeline'))
}
