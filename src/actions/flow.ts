import type { Pool } from 'pg'
import { FlowBusy } from '#actions/flow-types.ts'
import type { AcceptOptions, Flow, Incoming, Outcome } from '#actions/flow-types.ts'
import { foldBatch } from '#actions/flow/batch.ts'
import { Histories } from '#actions/flow/history.ts'
import { Lanes } from '#actions/flow/lanes.ts'

/**
 * The path of an event, by name. Each step of a batch is timed; foldBatch (flow/batch.ts) walks them in this order
 * within one transaction:
 *
 * receive      rejected items are set aside with their reason, known messages dropped, the rest locked by its keys
 * classify     the blueprint in force names the content kind; the mail address and its kind become facts
 * identify     finds the person of each event by its keys, by the time of the event (flow/identify.ts)
 * account      finds the company by group or work-mail domain (flow/accounts.ts)
 * fold         journey, scores, stages of each person (core/fold); afresh where events come late
 * effects      hand-offs and the facts that follow, written beside (flow/effects.ts)
 * commit       states, facts, intervals, reaches are written and committed together (flow/write.ts), once for all
 *              requests that came together (flow/lane.ts)
 * acknowledge  each of them is answered
 */
export const steps = ['receive', 'classify', 'identify', 'account', 'fold', 'effects', 'write', 'commit'] as const
export type Step = (typeof steps)[number]

/**
 * Everything a batch reads it reads by key: plans made while tables were small must not turn into scans when they have
 * grown. A large batch is worth planning for its own size; a lone event takes the plan at hand.
 */
const beginning = 'begin; set local enable_seqscan = off'
const beginningLarge = `${beginning}; set local plan_cache_mode = force_custom_plan`
const large = 20

export interface FlowOptions {
  pool: Pool
  /** epoch ms; the wall clock when absent */
  now?: () => number
  /** events that may wait per workspace before FlowBusy */
  queueLimit?: number
  /** milliseconds that a batch may wait for the database before it, and those behind it, are refused; 60,000 */
  patienceMs?: number
  /** told after each commit how many events it held; must be quick, and must not throw */
  onCommitted?: (workspaceId: string, events: number) => void
}

export interface TimedFlow extends Flow {
  /** milliseconds spent in each step since the start, over all batches, and how many batches and events there were */
  times(): { batches: number; events: number; ms: Record<Step, number> }
}

/** The flow of this process. Several processes may run one each: the database keeps them apart by locks. */
export function createFlow({
  pool,
  now = Date.now,
  queueLimit = 50_000,
  patienceMs = 60_000,
  onCommitted,
}: FlowOptions): TimedFlow {
  const histories = new Histories()
  const lanes = new Map<string, Lanes>()
  const total = {
    batches: 0,
    events: 0,
    ms: Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>,
  }
  let stopped = false

  const lanesOf = (workspaceId: string): Lanes => {
    let lane = lanes.get(workspaceId)
    if (lane) return lane
    lane = new Lanes({
      pool,
      limit: queueLimit,
      patienceMs,
      async fold(db, items) {
        let last = performance.now()
        const mark = (step: string) => {
          const at = performance.now()
          total.ms[step as Step] += at - last
          last = at
        }
        const ground = {
          db,
          workspaceId,
          now: now(),
          history: () => histories.of(db, workspaceId),
          begin: () => db.query(items.length > large ? beginningLarge : beginning),
          commit: () => db.query('commit'),
        }
        const outcomes = await foldBatch(ground, items, mark)
        total.batches++
        total.events += items.length
        onCommitted?.(workspaceId, items.length)
        return outcomes
      },
    })
    lanes.set(workspaceId, lane)
    return lane
  }

  return {
    accept(workspaceId: string, items: Incoming[], options?: AcceptOptions): Promise<Outcome[]> {
      if (stopped) return Promise.reject(new FlowBusy(5))
      if (items.length === 0) return Promise.resolve([])
      return lanesOf(workspaceId).accept(items, options)
    },
    depth: () => [...lanes.values()].reduce((sum, lane) => sum + lane.depth, 0),
    times: () => ({ ...total, ms: { ...total.ms } }),
    async stop() {
      stopped = true
      await Promise.all([...lanes.values()].map((lane) => lane.drain()))
    },
  }
}
