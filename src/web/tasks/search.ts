import type { TaskKind } from '#core/task/task.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const kinds: readonly string[] = [
  'call',
  'mail',
  'meeting',
  'todo',
  'handoff',
  'contract',
  'proof',
  'referral',
  'rehearsal',
] satisfies TaskKind[]

export interface TodaySearch {
  /** all, or a colleague; absent: one's own */
  who?: string
}

export interface AllSearch {
  /** me, nobody, or a colleague; absent: everybody's */
  who?: string
  kind?: TaskKind
  due?: 'overdue' | 'today' | 'week' | 'later'
  state?: 'closed'
}

export interface NeverSearch {
  days?: number
}

export interface HandoffSearch {
  /** me, or a colleague; absent: everybody's */
  who?: string
  state?: 'answered'
}

export const dues = ['overdue', 'today', 'week', 'later'] as const
export const neverDays = [30, 90, 365] as const

export function readToday({ who }: Record<string, unknown>): TodaySearch {
  return who === 'all' || isId(who) ? { who } : {}
}

export function readAll({ who, kind, due, state }: Record<string, unknown>): AllSearch {
  return {
    ...(who === 'me' || who === 'nobody' || isId(who) ? { who } : {}),
    ...(typeof kind === 'string' && kinds.includes(kind) ? { kind: kind as TaskKind } : {}),
    ...(dues.some((one) => one === due) ? { due: due as (typeof dues)[number] } : {}),
    ...(state === 'closed' ? { state } : {}),
  }
}

export function readNever({ days }: Record<string, unknown>): NeverSearch {
  return neverDays.some((one) => one === days) && days !== 90 ? { days: days as number } : {}
}

export function readHandoffs({ who, state }: Record<string, unknown>): HandoffSearch {
  return { ...(who === 'me' || isId(who) ? { who } : {}), ...(state === 'answered' ? { state } : {}) }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}
