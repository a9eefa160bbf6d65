import { businessDaysBetween } from '#core/task/work-time.ts'

/** What is known of a task when today's queue is put in order. Times in epoch ms. */
export interface Weighed {
  /** 2026-12-25, in the workspace's zone */
  dueDay: string
  /** the moment, where the task has one */
  dueAt: number | null
  promised: boolean
  /** a hand-off that is to be answered by `dueAt` */
  handoff: boolean
  /** in the workspace's currency, minor units; null: no deal, no amount, or no rate */
  value: number | null
  /** of the deal's stage, 0 to 1 */
  chance: number | null
  /** fit and engagement of the person together; null: nobody */
  score: number | null
  /** of the follow-up plan; null: not by plan */
  attempt: number | null
  /** since when it stands open */
  since: number
}

/** What the queue is ordered in. */
export interface Scale {
  /** epoch ms */
  now: number
  /** the day of `now` in the workspace's zone */
  today: string
  holidays: ReadonlySet<string>
  /** value × chance of the middle one of all open deals, minor units; null: none is known */
  usual: number | null
  /** the total at which sales is told */
  threshold: number
}

/** A reason for a place in the queue, with the points it gives. */
export type WorthReason =
  | { code: 'promised_late'; points: number; days: number }
  | { code: 'promised'; points: number }
  | { code: 'answer_late'; points: number }
  | { code: 'answer_by'; points: number }
  | { code: 'soon'; points: number }
  | { code: 'value'; points: number; value: number; chance: number }
  | { code: 'score'; points: number; score: number }
  | { code: 'late'; points: number; days: number }
  | { code: 'first'; points: number }
  | { code: 'waits'; points: number; days: number }

const soonMs = 60 * 60_000
const dayMs = 86_400_000

/**
 * What a task is worth today, and why: the points of its reasons, added up, the greatest first. A promise stands above
 * money, money above warmth, and what waits rises with its age (ours; FIELD: ordered by score, deal value and what was
 * promised).
 */
export function worthOf(task: Weighed, scale: Scale): { worth: number; reasons: WorthReason[] } {
  const reasons = reasonsOf(task, scale).filter(({ points }) => points > 0)
  reasons.sort((a, b) => b.points - a.points)
  return { worth: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}

function reasonsOf(task: Weighed, { now, today, holidays, usual, threshold }: Scale): WorthReason[] {
  const { dueDay, dueAt, promised, handoff, value, chance, score, attempt, since } = task
  const reasons: WorthReason[] = []
  const late = businessDaysBetween(dueDay, today, holidays)
  if (promised && dueDay < today)
    reasons.push({ code: 'promised_late', points: 120 + Math.min(30, 10 * late), days: late })
  else if (promised && dueDay === today) reasons.push({ code: 'promised', points: 100 })
  if (handoff && dueAt !== null) {
    if (dueAt <= now) reasons.push({ code: 'answer_late', points: 90 })
    else if (dueDay <= today) reasons.push({ code: 'answer_by', points: 60 })
  } else if (dueAt !== null && dueAt - now < soonMs && dueDay === today) reasons.push({ code: 'soon', points: 50 })
  if (value !== null && chance !== null && value > 0) {
    const expected = value * chance
    const times = usual !== null && usual > 0 ? expected / usual : 1
    reasons.push({ code: 'value', points: Math.min(80, Math.round(25 * Math.log2(1 + times))), value, chance })
  }
  if (score !== null && score > 0 && threshold > 0)
    reasons.push({ code: 'score', points: Math.min(40, Math.round((20 * score) / threshold)), score })
  if (!promised && !handoff && late > 0) reasons.push({ code: 'late', points: Math.min(40, 5 * late), days: late })
  if (attempt === 1) reasons.push({ code: 'first', points: 20 })
  const days = Math.floor((now - since) / dayMs)
  if (days >= 3) reasons.push({ code: 'waits', points: Math.min(15, days), days })
  return reasons
}

/** The middle of some values (the lower of the two middle ones); null for none. */
export function middle(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
