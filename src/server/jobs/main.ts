import { Logger, parseCronItems, run } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger as Log } from 'pino'
import { foldDue, refoldPending } from '#actions/blueprint-reevaluate.ts'
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
]

/** Starts the background jobs of this process on the product's own pool. */
export async function startJobs({ pool, log }: { pool: Pool; log: Log }): Promise<Jobs> {
  const leaving = new AbortController()
  const runner = await run({
    pgPool: pool,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ jobs: level }, message)
    }),
    parsedCronItems: parseCronItems(schedules),
    taskList: {
      async refold(payload) {
        const { workspaceId } = payload as { workspaceId: string }
        const people = await refoldPending(pool, workspaceId, { signal: leaving.signal })
        log.info({ workspaceId, people }, 'pending people folded')
      },
      async refold_all() {
        for (const workspaceId of await foldedWorkspaces(pool)) {
          await refoldPending(pool, workspaceId, { signal: leaving.signal })
        }
      },
      async due() {
        for (const workspaceId of await dueWorkspaces(pool, Date.now())) await foldDue(pool, workspaceId)
      },
    },
  })
  await runner.addJob('refold_all', {}, { jobKey: 'refold_all' })
  return {
    async stop() {
      leaving.abort()
      await runner.stop()
    },
  }
}
