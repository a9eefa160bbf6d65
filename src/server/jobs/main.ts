import { setTimeout as sleep } from 'node:timers/promises'
import { type JobHelpers, Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger as Log } from 'pino'
import { recoverSubmissions } from '#actions/form-clear.ts'
import { recoverAnswers } from '#actions/survey/count.ts'
import { nameCompanies } from '#actions/account-name-look.ts'
import { keepAudiences } from '#actions/audience-export.ts'
import { foldDue, refoldPending } from '#actions/blueprint-reevaluate.ts'
import { countContentLifts } from '#actions/content-lift.ts'
import { forgetOldRequests } from '#actions/consent/forget.ts'
import { findDuplicates } from '#actions/duplicate-find.ts'
import { deliverMail, forgetOldMail } from '#actions/mail-deliver.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { writeDigests } from '#actions/notify-digest.ts'
import { mailForms } from '#actions/notify-forms.ts'
import { forgetOldNotifications, notifyAll } from '#actions/notify-feed.ts'
import { applyRetention, type RetentionRest } from '#actions/retention-keep.ts'
import { forgetOldPlaces } from '#actions/person-erase-places.ts'
import { carryOutErasures, type ErasingContext } from '#actions/person-erase-run.ts'
import { wipeFreedSpace } from '#actions/wipe.ts'
import type { Notifier } from '#server/live/notifier.ts'
import { dueWorkspaces, foldedWorkspaces } from '#store/pending.ts'
import { patientPool } from './patient-pool.ts'

export interface Jobs {
  stop(): Promise<void>
}

export interface JobsInput {
  pool: Pool
  log: Log
  /** how mail leaves */
  mail: MailDoor
  /** told of what jobs change */
  live: Notifier
  /** the address people type: where links of mails lead */
  address: string
  /** where people may stand outside the database: files to be imported, logs of ours */
  files?: Pick<ErasingContext, 'uploads' | 'logs'>
  /** whether events are coming in just now: what can wait leaves the machine to them */
  busy?: () => boolean
}

/** All schedules of the product, on one page. */
const schedules = {
  fold: [
    // time-based rules: those whose next moment has come
    { task: 'due', match: '* * * * *', options: { backfillPeriod: 0 }, identifier: 'due' },
    // whoever is pending and was not taken up (a stop in the middle, an import beside a stopped server)
    { task: 'refold_all', match: '*/10 * * * *', options: { backfillPeriod: 0 }, identifier: 'refold_all' },
    // erasures that a stop interrupted
    { task: 'erase', match: '*/10 * * * *', options: { backfillPeriod: 0, jobKey: 'erase' }, identifier: 'erase' },
    // forms and answers that were kept when the server stopped before the flow heard of them
    { task: 'forms', match: '*/5 * * * *', options: { backfillPeriod: 0, jobKey: 'forms' }, identifier: 'forms' },
    // what is older than the periods that workspaces set
    { task: 'retain', match: '33 3 * * *', options: { backfillPeriod: 43_200_000 }, identifier: 'retain' },
    // what was deleted goes from the database's files too
    { task: 'wipe', match: '41 4 * * *', options: { backfillPeriod: 0, jobKey: 'wipe' }, identifier: 'wipe' },
  ],
  tell: [
    // mails whose next attempt has come, or that were written beside a stopped server
    { task: 'mail', match: '* * * * *', options: { backfillPeriod: 0, jobKey: 'mail' }, identifier: 'mail' },
    // hand-offs, who became hot, ended imports, events set aside: into the bell
    { task: 'notify', match: '* * * * *', options: { backfillPeriod: 0, jobKey: 'notify' }, identifier: 'notify' },
    // zones begin their days at quarters of an hour
    { task: 'digest', match: '*/15 * * * *', options: { backfillPeriod: 0 }, identifier: 'digest' },
    // what companies are called by their own people
    { task: 'call', match: '* * * * *', options: { backfillPeriod: 0, jobKey: 'call' }, identifier: 'call' },
    // whoever is new or changed, against those they might be
    { task: 'compare', match: '* * * * *', options: { backfillPeriod: 0, jobKey: 'compare' }, identifier: 'compare' },
    // what those who went on had read
    { task: 'lift', match: '47 2 * * *', options: { backfillPeriod: 86_400_000 }, identifier: 'lift' },
    // who came and left, and the files that are due
    { task: 'audiences', match: '*/10 * * * *', options: { backfillPeriod: 0 }, identifier: 'audiences' },
    { task: 'forget', match: '17 3 * * *', options: { backfillPeriod: 0 }, identifier: 'forget' },
  ],
}

// how long people are compared at a time, so that the rest of the time is others'
const compareMs = 4000
// and how long old data is removed at a time
const retainMs = 4000
// of the time that a comparison took, before the next: while nothing else goes on, and while events come in
const restOf = { quiet: 0.5, busy: 20 }

// what the end of a job could not be told of in this time is taken up by the next start
const patienceMs = 10_000

/**
 * Starts the background jobs of this process on the product's own pool, and keeps them running: a worker that gives up,
 * because the database was away for long, is followed by another. Folding and telling are apart, so that neither a
 * re-evaluation of everybody nor a mail server that hangs holds the other up.
 */
export async function startJobs(input: JobsInput): Promise<Jobs> {
  const fold = await keepRunning(input, (signal) => launch(input, 'fold', foldTasks(input, signal), 'refold_all'))
  try {
    const tell = await keepRunning(input, (signal) => launch(input, 'tell', tellTasks(input, signal), 'mail'))
    return {
      async stop() {
        await Promise.all([fold.stop(), tell.stop()])
      },
    }
  } catch (error) {
    await fold.stop()
    throw error
  }
}

type Tasks = Record<string, (payload: unknown, helpers: Pick<JobHelpers, 'addJob'>) => Promise<void>>

function foldTasks({ pool, log, live, address, busy, files = {} }: JobsInput, signal: AbortSignal): Tasks {
  return {
    async refold(payload) {
      const { workspaceId } = payload as { workspaceId: string }
      const people = await refoldPending(pool, workspaceId, {
        signal,
        onProgress: () => live.touch(workspaceId, 'event', 'blueprint'),
      })
      log.info({ workspaceId, people }, 'pending people folded')
    },
    async refold_all() {
      for (const workspaceId of await foldedWorkspaces(pool)) {
        const people = await refoldPending(pool, workspaceId, { signal })
        if (people > 0) live.touch(workspaceId, 'event', 'blueprint')
      }
    },
    async forms() {
      const counted = await recoverSubmissions(pool, { base: address, now: Date.now(), signal })
      if (counted > 0) log.info({ counted }, 'submissions of forms counted after a stop')
      const answers = await recoverAnswers(pool, { now: Date.now(), signal })
      if (answers > 0) log.info({ answers }, 'answers of surveys counted after a stop')
    },
    async erase() {
      const people = await carryOutErasures({
        pool,
        signal,
        ...files,
        onProgress: (workspaceId) => live.touch(workspaceId, 'event', 'erasure'),
      })
      if (people > 0) log.info({ people }, 'people erased')
    },
    async retain(payload, { addJob }) {
      const { rest: from } = payload as { rest?: RetentionRest }
      const { workspaces, rest } = await applyRetention(pool, {
        ...(from ? { from } : {}),
        budgetMs: retainMs,
        signal,
        files,
        rest: (tookMs) => sleep(tookMs * (busy?.() === true ? restOf.busy : restOf.quiet)),
        onError: (err, workspaceId) => log.warn({ err, workspaceId }, 'a retention period could not be applied'),
      })
      for (const workspaceId of workspaces) live.touch(workspaceId, 'retention')
      // what is due comes between
      if (rest !== null) await addJob('retain', { rest }, { jobKey: 'retain', runAt: new Date(Date.now() + retainMs) })
    },
    async wipe() {
      if (!(await wipeFreedSpace({ pool, signal }))) return
      log.info('freed space of the database was written over')
      for (const workspaceId of await foldedWorkspaces(pool)) live.touch(workspaceId, 'erasure')
    },
    async due() {
      for (const workspaceId of await dueWorkspaces(pool, Date.now())) {
        if ((await foldDue(pool, workspaceId)) > 0) live.touch(workspaceId, 'event')
      }
    },
  }
}

function tellTasks({ pool, log, mail, live, address, busy }: JobsInput, signal: AbortSignal): Tasks {
  return {
    async mail() {
      await deliverMail(pool, mail, {
        signal,
        onAttempt(workspaceId, { outcome, code, answer, server, tookMs }) {
          if (outcome !== 'sent') log.warn({ workspaceId, outcome, code, answer, server, tookMs }, 'a mail did not go')
          if (workspaceId !== null) live.touch(workspaceId, 'mail')
        },
      })
    },
    async notify() {
      const told = await notifyAll(pool, Date.now(), {
        signal,
        onError: (err) => log.warn({ err }, 'a notification could not be made'),
      })
      for (const workspaceId of told) live.touch(workspaceId, 'notification')
      await mailForms(pool, mail, { now: Date.now(), address, signal })
    },
    async digest() {
      await writeDigests(pool, mail, { now: Date.now(), address, signal })
    },
    async call() {
      for (const workspaceId of await nameCompanies(pool, signal)) live.touch(workspaceId, 'person')
    },
    async compare(_payload, { addJob }) {
      const rest = (tookMs: number) => sleep(tookMs * (busy?.() === true ? restOf.busy : restOf.quiet))
      const { workspaces, more } = await findDuplicates(pool, { budgetMs: compareMs, signal, rest })
      for (const workspaceId of workspaces) live.touch(workspaceId, 'duplicate')
      // mails and the bell come between
      if (more) await addJob('compare', {}, { jobKey: 'compare', runAt: new Date(Date.now() + 2 * compareMs) })
    },
    async lift() {
      for (const workspaceId of await countContentLifts(pool, Date.now(), signal)) live.touch(workspaceId, 'content')
    },
    async audiences() {
      for (const workspaceId of await keepAudiences(pool)) live.touch(workspaceId, 'audience')
    },
    async forget() {
      await forgetOldMail(pool, Date.now())
      await forgetOldNotifications(pool, Date.now())
      await forgetOldRequests(pool, Date.now())
      await forgetOldPlaces(pool, Date.now())
    },
  }
}

async function keepRunning({ log }: JobsInput, start: (signal: AbortSignal) => Promise<Runner>): Promise<Jobs> {
  const leaving = new AbortController()
  const { signal } = leaving
  let runner = await start(signal)
  const watched = (async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) => log.warn({ err: error }, 'the jobs ended'))
      for (let wait = 1000; !signal.aborted; wait = Math.min(wait * 2, 30_000)) {
        await sleep(wait, undefined, { signal }).catch(() => {})
        if (signal.aborted) break
        const next = await start(signal).catch((error: unknown) => {
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

/** `first` is a task to begin with: what was left by a stop in the middle. */
async function launch(
  { pool, log }: JobsInput,
  name: keyof typeof schedules,
  taskList: Tasks,
  first: string,
): Promise<Runner> {
  const runner = await run({
    pgPool: patientPool(pool),
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 2000,
    // the end of a job is told again and again while the database is away; without a delay, even of nothing, the worker
    // tells it once, and what comes of it is nobody's to catch
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ jobs: level }, message)
    }),
    parsedCronItems: parseCronItems(schedules[name]),
    taskList,
  })
  try {
    await runner.addJob(first, {}, { jobKey: first })
    return runner
  } catch (error) {
    await runner.stop().catch(() => {})
    throw error
  }
}
