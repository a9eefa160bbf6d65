import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { requestJob } from '#actions/job-request.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { wipeInput, type WipeState } from '#contract/privacy.ts'
import type { Db } from '#store/rows.ts'
import {
  askWipe,
  beginWipe,
  dropOldLog,
  endWipe,
  erasedSince,
  holdWipe,
  letWipe,
  readWipe,
  rewriteTable,
  wipedTables,
  wipeRuns,
  type LeftTable,
} from '#store/wipe.ts'

// what a small machine with a plain disk writes a second, indexes built anew with it
const bytesASecond = 20_000_000
/** at night no table is locked for longer, in seconds; whoever asks for it at once is told how long it takes */
const nightSeconds = 60
const tries = 3

export interface WipeContext {
  pool: Pool
  now?: () => number
  signal?: AbortSignal
  /** between two tries of a table that somebody is at, in ms */
  pauseMs?: number
}

/** How things stand with freed space of the database's files. */
export const wipeState: Verb<WipeState> = readVerb({
  permission: 'erasure.carry_out',
  input: wipeInput,
  async run({ db, workspaceId }) {
    return ok(await stateOf(db, workspaceId))
  },
})

/** Has freed space written over now instead of by night, tables that take long too. */
export const askForWipe: Verb<WipeState> = writeVerb({
  permission: 'erasure.carry_out',
  input: wipeInput,
  async run({ db, workspaceId, actor, now }) {
    await askWipe(db, now, actorName(actor))
    await requestJob(db, 'wipe', {}, 'wipe')
    return ok(await stateOf(db, workspaceId))
  },
  audit: () => ({ verb: 'erasure.wipe' }),
})

/** `needed` speaks of the workspace's own erasures: of others it is told nothing. */
async function stateOf(db: Db, workspaceId: string): Promise<WipeState> {
  const { askedAt, cleanSince, logCleanSince, leftOver } = await readWipe(db)
  const seconds = (await wipedTables(db)).map(({ bytes }) => bytes / bytesASecond)
  return {
    state: (await wipeRuns(db)) ? 'running' : askedAt !== null ? 'asked' : 'idle',
    needed: await erasedSince(db, workspaceId, cleanSince),
    cleanSince: cleanSince?.toISOString() ?? null,
    logCleanSince: logCleanSince?.toISOString() ?? null,
    left: [...new Set(leftOver.map(({ reason }) => reason))].toSorted(),
    seconds: Math.ceil(seconds.reduce((sum, one) => sum + one, 0)),
    longest: Math.ceil(Math.max(0, ...seconds)),
  }
}

/**
 * Where anybody was erased since the last time, or somebody asked for it, writes every table anew and lets the write-ahead
 * log go, so that neither holds what was deleted. Gives whether it did anything; a table that could not be had is left for
 * the next time, and the files count as clean only when none was.
 */
export async function wipeFreedSpace({ pool, now = Date.now, signal, pauseMs = 2000 }: WipeContext): Promise<boolean> {
  const db = await pool.connect()
  let broken: Error | undefined
  try {
    if (!(await holdWipe(db))) return false
    try {
      const { askedAt, cleanSince, startedAt } = await readWipe(db)
      // begun and not ended: a stop came between
      const asked = askedAt !== null
      if (!asked && startedAt === null && !(await erasedSince(db, null, cleanSince))) return false
      const since = now()
      await beginWipe(db, since)
      const leftOver: LeftTable[] = []
      for (const { table, bytes } of await wipedTables(db)) {
        if (signal?.aborted) return true
        const reason =
          !asked && bytes / bytesASecond > nightSeconds ? 'large' : await rewrite(db, table, pauseMs, signal)
        if (reason !== null) leftOver.push({ table, reason })
      }
      const clean = leftOver.length === 0
      const logClean = (await dropOldLog(pool)) && clean
      await endWipe(db, { clean: clean ? since : null, logClean: logClean ? since : null, leftOver })
      return true
    } finally {
      await letWipe(db)
    }
  } catch (error) {
    broken = error as Error
    throw error
  } finally {
    db.release(broken)
  }
}

async function rewrite(
  db: PoolClient,
  table: string,
  pauseMs: number,
  signal: AbortSignal | undefined,
): Promise<LeftTable['reason'] | null> {
  for (let left = tries; ; left--) {
    const reason = await rewriteTable(db, table)
    if (reason !== 'busy' || left <= 1 || signal?.aborted) return reason
    await sleep(pauseMs, undefined, { ref: false })
  }
}
