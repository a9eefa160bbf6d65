import { addDuration, emptyDurations, noDurations, type Durations } from '#core/report/durations.ts'

/** How a cohort funnel is counted (docs/concepts/funnel.md). Times and lengths in milliseconds. */
export interface Frame {
  /** number of stages of the model, 1 … 12 */
  stages: number
  /** how long after the entry a step still counts, the last moment included; null: for ever */
  window: number | null
  /** what happened after this moment does not count; null: all does */
  until: number | null
  /** the moment of asking: a window that ends at it or later is open */
  now: number
  /** keep the times themselves, for medians */
  medians: boolean
}

/** One subject's pass. */
export interface Member {
  /** first evidence of each stage in epoch ms; what is imputed has the first later stage's; NaN: not reached */
  at: ArrayLike<number>
  /** bit k set: stage k (from 0) has no evidence of its own */
  imputed: number
}

/** Members who are alike in all that is counted, and reached their stages in order. */
export interface Cell {
  members: number
  /** their window has closed, or there is none */
  closed: boolean
  /** stages reached within the window, at least 1 */
  depth: number
  imputed: number
  /** sum over the members of (time of stage k − time of stage 0) in ms, for every k < depth */
  sums: readonly number[]
}

export interface TimeTally {
  count: number
  sum: number
  /** how many run backwards */
  negative: number
  durations: Durations | null
}

export interface StepTally {
  reached: number
  /** of those whose window has closed */
  reachedClosed: number
  /** reached without evidence of its own */
  skipped: number
  /** the evidence of this stage is earlier than that of an earlier stage */
  faults: number
  fromFirst: TimeTally
  fromPrevious: TimeTally
}

export interface Tally {
  members: number
  closed: number
  /** members with a fault at any step */
  faults: number
  steps: StepTally[]
}

export function emptyTally(frame: Frame): Tally {
  const time = (): TimeTally => ({
    count: 0,
    sum: 0,
    negative: 0,
    durations: frame.medians ? noDurations() : null,
  })
  const steps = Array.from({ length: frame.stages }, (_, k): StepTally => {
    const fromPrevious = time()
    return {
      reached: 0,
      reachedClosed: 0,
      skipped: 0,
      faults: 0,
      // from the first is from the previous at the second stage: counted once
      fromFirst: k === 1 ? fromPrevious : time(),
      fromPrevious,
    }
  })
  return { members: 0, closed: 0, faults: 0, steps }
}

/** Gives the memory of the times back, once their medians are known. */
export function dropTimes({ steps }: Tally): void {
  for (const { fromFirst, fromPrevious } of steps) {
    if (fromFirst.durations) emptyDurations(fromFirst.durations)
    if (fromPrevious.durations) emptyDurations(fromPrevious.durations)
  }
}

/** Whether a member who entered at that time can no longer reach anything within the window. */
export function isClosed(frame: Frame, enteredAt: number): boolean {
  return frame.window === null || enteredAt + frame.window < frame.now
}

/**
 * Counts one member. A stage is reached when it or any later one has a time within the window. Its own time counts when
 * there is evidence, within the window; a member reached without that has skipped it.
 */
export function addMember(tally: Tally, frame: Frame, { at, imputed }: Member): void {
  const start = at[0] as number
  const limit = Math.min(frame.window === null ? Infinity : start + frame.window, frame.until ?? Infinity)
  const closed = isClosed(frame, start)
  tally.members++
  if (closed) tally.closed++
  let depth = frame.stages
  while (depth > 1 && !((at[depth - 1] as number) <= limit)) depth--
  let latest = -Infinity
  let previous = Number.NaN
  let faulty = false
  for (let k = 0; k < depth; k++) {
    const step = tally.steps[k] as StepTally
    step.reached++
    if (closed) step.reachedClosed++
    const time = (imputed >> k) & 1 || !((at[k] as number) <= limit) ? Number.NaN : (at[k] as number)
    if (Number.isNaN(time)) step.skipped++
    else {
      if (time < latest) {
        step.faults++
        faulty = true
      } else latest = time
      if (k > 0) {
        if (k > 1 && !(imputed & 1)) addTime(step.fromFirst, time - start)
        if (!Number.isNaN(previous)) addTime(step.fromPrevious, time - previous)
      }
    }
    previous = time
  }
  if (faulty) tally.faults++
}

function addTime(tally: TimeTally, value: number): void {
  tally.count++
  tally.sum += value
  if (value < 0) tally.negative++
  if (tally.durations) addDuration(tally.durations, value)
}

/** Counts members who are alike, in order and so without faults. Gives no medians. */
export function addCell(tally: Tally, { members, closed, depth, imputed, sums }: Cell): void {
  tally.members += members
  if (closed) tally.closed += members
  for (let k = 0; k < depth; k++) {
    const step = tally.steps[k] as StepTally
    step.reached += members
    if (closed) step.reachedClosed += members
    if ((imputed >> k) & 1) {
      step.skipped += members
      continue
    }
    if (k === 0) continue
    if (k > 1 && !(imputed & 1)) {
      step.fromFirst.count += members
      step.fromFirst.sum += sums[k] as number
    }
    if (!((imputed >> (k - 1)) & 1)) {
      step.fromPrevious.count += members
      step.fromPrevious.sum += (sums[k] as number) - (sums[k - 1] as number)
    }
  }
}
