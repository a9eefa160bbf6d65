import type { TaskKind } from '#core/task/task.ts'

/** One attempt of the follow-up plan: what to try, so many business days after the one before. */
export interface PlanStep {
  kind: Extract<TaskKind, 'call' | 'mail'>
  /** business days after the attempt before; of the first: after the hand-over */
  gap: number
}

/** Hours of work within which a hand-off is to be answered, by team. */
export type AnswerWithin = Record<'sdr' | 'sales' | 'success' | 'account_owner', number>

/** How a team follows up, and by when it answers what was handed to it. */
export interface FollowUp {
  plan: PlanStep[]
  within: AnswerWithin
  /** the working day, hours of the workspace's zone */
  from: number
  until: number
}

/** Eight attempts (FIELD: closing takes eight on average, most sellers give up after two) in three weeks. */
export const defaultFollowUp: FollowUp = {
  plan: [
    { kind: 'call', gap: 0 },
    { kind: 'mail', gap: 1 },
    { kind: 'call', gap: 1 },
    { kind: 'call', gap: 2 },
    { kind: 'mail', gap: 2 },
    { kind: 'call', gap: 3 },
    { kind: 'call', gap: 3 },
    { kind: 'mail', gap: 4 },
  ],
  within: { sdr: 4, sales: 8, success: 16, account_owner: 8 },
  from: 9,
  until: 18,
}

export interface NextAttempt {
  /** counted from 1 */
  attempt: number
  kind: PlanStep['kind']
  /** business days from now */
  gap: number
}

/** The attempt after so many; null when the plan is used up. */
export function nextAttempt(plan: readonly PlanStep[], done: number): NextAttempt | null {
  const step = plan[done]
  return step ? { attempt: done + 1, ...step } : null
}
