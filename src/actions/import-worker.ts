import { setTimeout as sleep } from 'node:timers/promises'
import type { TaskProgress, UploadWork } from '#contract/import-task.ts'
import type { Problem } from '#contract/problem.ts'
import type { Json } from '#core/json.ts'
import {
  type TaskKind,
  type TaskRow,
  claimTask,
  endTask,
  releaseTask,
  saveTaskProgress,
  setTaskImport,
} from '#store/import-task.ts'
import { markUploadRemoved } from '#store/import-upload.ts'
import type { Actor } from '#actions/actor.ts'
import type { Flow } from '#actions/flow-types.ts'
import { dryRunImport } from '#actions/import-dry-run.ts'
import { refusedList } from '#actions/import-refused.ts'
import { runImport } from '#actions/import-run.ts'
import { undoImport } from '#actions/import-undo.ts'
import { refusedPath, removeFiles, removeStaleUploads, uploadPath } from '#actions/import-upload.ts'
import type { VerbContext } from '#actions/verb.ts'

export interface WorkerContext extends VerbContext {
  flow: Flow
  uploads: string
}

interface Worker {
  /** stops after the rows under way; the next start goes on */
  stop(): Promise<void>
}

const lookEveryMs = 500
const noteEveryMs = 500
const hour = 3_600_000

/**
 * Does what people asked of their files: one dry run and one run or undoing at a time, so that neither waits for the
 * other. Work lies in the database; several processes share it.
 */
export function startImportWorker(context: WorkerContext, warn: (error: unknown, message: string) => void): Worker {
  const leaving = new AbortController()
  const { signal } = leaving
  const lanes = [lane(['dry_run']), lane(['run', 'undo']), sweep()]

  async function lane(kinds: readonly TaskKind[]): Promise<void> {
    while (!signal.aborted) {
      const did = await takeOne(context, kinds, signal).catch((error: unknown) => {
        warn(error, 'an import task could not be taken up or noted')
        return false
      })
      if (!did) await sleep(lookEveryMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  async function sweep(): Promise<void> {
    while (!signal.aborted) {
      await removeStaleUploads(context).catch((error: unknown) => warn(error, 'old uploads could not be removed'))
      await sleep(hour, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  return {
    async stop() {
      leaving.abort()
      await Promise.all(lanes)
    },
  }
}

/** Takes up one piece of work and does it; false when there is none. */
export async function takeOne(
  context: WorkerContext,
  kinds: readonly TaskKind[],
  leaving: AbortSignal,
): Promise<boolean> {
  const db = await context.pool.connect()
  // a lost connection shows at the next query; without a listener it would end the process
  const ignore = () => {}
  db.on('error', ignore)
  let broken = false
  try {
    const task = await claimTask(db, kinds, clock(context))
    if (!task) return false
    try {
      await perform(context, task, leaving)
    } finally {
      await releaseTask(db, task.id)
    }
    return true
  } catch (error) {
    broken = true
    throw error
  } finally {
    db.off('error', ignore)
    db.release(broken)
  }
}

interface Ended {
  result?: Json
  problem?: Problem
}

async function perform(context: WorkerContext, task: TaskRow, leaving: AbortSignal): Promise<void> {
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, leaving])
  let wish: 'pause' | 'cancel' | null = task.wish
  let progress: TaskProgress | null = task.progress
  const note = async () => {
    wish = (await saveTaskProgress(context.pool, task.id, progress)) ?? wish
    if (wish !== null) stopping.abort()
  }
  if (wish !== null) stopping.abort()
  const over = new AbortController()
  let ended = false
  const noting = (async () => {
    while (!ended) {
      await sleep(noteEveryMs, undefined, { signal: over.signal, ref: false }).catch(() => {})
      if (!ended) await note().catch(() => {})
    }
  })()
  const show = (more: Partial<TaskProgress>) => {
    progress = { ...nothingYet, ...progress, ...more }
  }
  let end: Ended
  try {
    end = await work(context, task, signal, show)
  } catch (error) {
    end = signal.aborted ? {} : { problem: { code: 'internal', message: sentenceOf(error) } }
  } finally {
    ended = true
    over.abort()
    await noting
  }
  await note().catch(() => {})
  const at = clock(context)
  const { pool } = context
  if (end.result !== undefined) {
    await endTask(pool, task.id, { state: 'done', result: end.result, at })
    if (task.kind === 'run') await forget(context, task)
  } else if (wish === 'cancel') {
    await endTask(pool, task.id, { state: 'canceled', at })
    if (task.kind === 'run') await forget(context, task)
  } else if (wish === 'pause') {
    await endTask(pool, task.id, { state: 'paused', at })
  } else if (!leaving.aborted) {
    await endTask(pool, task.id, { state: 'failed', problem: end.problem, at })
  }
  // leaving: it stays `running` and is taken up by the next start
}

const nothingYet: TaskProgress = { bytes: 0, size: 0, read: 0, accepted: 0, duplicate: 0, setAside: 0, people: 0 }

async function work(
  context: WorkerContext,
  task: TaskRow,
  signal: AbortSignal,
  show: (progress: Partial<TaskProgress>) => void,
): Promise<Ended> {
  const actor = task.actor as Actor
  if (task.kind === 'undo') {
    const result = await undoImport(context, actor, { id: task.importId }, (people) => show({ people }))
    if (!result.ok) return result.problem.code === 'gone' ? { result: { people: 0 } } : { problem: result.problem }
    return { result: { people: result.value.people } }
  }
  const { mapping, guess = true, again = false } = task.request as UploadWork
  const { name } = task.request as { name: string }
  const request = { path: uploadPath(context.uploads, task.uploadId ?? ''), name, mapping, guess, again }
  if (task.kind === 'dry_run') {
    const refused = refusedList(refusedPath(context.uploads, task.uploadId ?? ''))
    try {
      const result = await dryRunImport(context, actor, request, (bytes, size) => show({ bytes, size }), {
        signal,
        onRefused: refused.take,
      })
      return result.ok ? { result: result.value as unknown as Json } : { problem: result.problem }
    } finally {
      await refused.end()
    }
  }
  const result = await runImport(context, actor, request, {
    signal,
    onStart: async (_prepared, _resumed, importId) => setTaskImport(context.pool, task.id, importId),
    onProgress: (progress) => show(progress),
  })
  return result.ok ? { result: { importId: result.value.id } } : { problem: result.problem }
}

/** The file's rows are in, or unwanted. */
async function forget({ pool, uploads, now }: WorkerContext, { workspaceId, uploadId }: TaskRow): Promise<void> {
  if (uploadId === null) return
  await removeFiles(uploads, uploadId)
  await markUploadRemoved(pool, workspaceId, uploadId, now ? now() : Date.now())
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function clock({ now }: VerbContext): number {
  return now ? now() : Date.now()
}
