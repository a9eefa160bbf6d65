import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger as Log } from 'pino'
import { foldDue, refoldPending } from '#actions/blueprint-reevaluate.ts'
import { lookAtSegments } from '#actions/segment-look.ts'
import { dueWorkspaces, foldedWorkspaces } from '#store/pending.ts'

export interface Jobs {
  stop(): Promise<void>
}

/** All schedules of the product, on one page. */
const schedules = [
  // time-based rules: those whose next moment has come
  { task: 'due', match: '* * * * *', options: { backfillPeriod: 0 }, identifier: 'due' },
  // whoever is pending and was not taken up (a stop in the middle, an import beside a stopped server)
  { task: 'refold_all', match: '*/10 * * * *', options: { backfillPeriod: 0 }, identifier: 'refold_all' },
  // who came into each saved segment and who left it
  { task: 'segments', match: '*/10 * * * *', options: { backfillPeriod: 0 }, identifier: 'segments' },
]

// what the end of a job could not be told of in this time is taken up by the next start
const patienceMs = 10_000

/**
 * Starts the background jobs of this process on the product's own pool, and keeps them running: a worker that gives up,
 * because the database was away for long, is followed by another.
 */
export async function startJobs({ pool, log }: { pool: Pool; log: Log }): Promise<Jobs> {
  const leaving = new AbortController()
  const { signal } = leaving
  let runner = await launch(pool, log, signal)
  const watched = (async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) => log.warn({ err: error }, 'the jobs ended'))
      for (let wait = 1000; !signal.aborted; wait = Math.min(wait * 2, 30_000)) {
        await sleep(wait, undefined, { signal }).catch(() => {})
        if (signal.aborted) break
        const next = await launch(pool, log, signal).catch((error: unknown) => {
          log.warn({ err: error }, 'the jobs could not be started again yet')
        })
        if (!next) continue
        runner = next
        break
      }
      if (signal.aborted) return
    }
  })()
  return {
    async stop() {
      leaving.abort()
      // it refuses when it has ended by itself, and waits for a database that may be away
      await Promise.race([runner.stop().catch(() => {}), sleep(patienceMs, undefined, { ref: false })])
      await Promise.race([watched, sleep(patienceMs, undefined, { ref: false })])
    },
  }
}

async function launch(pool: Pool, log: Log, signal: AbortSignal): Promise<Runner> {
  const runner = await run({
    pgPool: pool,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 2000,
    // the end of a job is told again and again while the database is away; without a delay, even of nothing, the worker
    // tells it once, and what comes of it is nobody's to catch
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ jobs: level }, message)
    }),
    parsedCronItems: parseCronItems(schedules),
    taskList: {
      async refold(payload) {
        const { workspaceId } = payload as { workspaceId: string }
        const people = await refoldPending(pool, workspaceId, { signal })
        log.info({ workspaceId, people }, 'pending people folded')
      },
      async refold_all() {
        for (const workspaceId of await foldedWorkspaces(pool)) await refoldPending(pool, workspaceId, { signal })
      },
      async segments() {
        await lookAtSegments(pool)
      },
      async due() {
        for (const workspaceId of await dueWorkspaces(pool, Date.now())) await foldDue(pool, workspaceId)
      },
    },
  })
  try {
    await runner.addJob('refold_all', {}, { jobKey: 'refold_all' })
    return runner
  } catch (error) {
    await runner.stop().catch(() => {})
    throw error
  }
}
