import type { Blueprint } from '#core/blueprint.ts'
import { readField } from '#core/rule/fields.ts'
import { durationMs } from '#core/rule.ts'
import type { Condition, CountCondition, FieldCondition } from '#core/rule.ts'

/** Upper bounds of what scores can be; Infinity where nothing limits them. */
export interface Reach {
  fit: number
  engagement: number
}

/**
 * The most points anybody can have. Fit: all positive rules together. Engagement: each rule at its cap in every period,
 * which tends to cap / (1 − 2^(−period / half-life)), or its points if it counts once.
 */
export function scoreReach(blueprint: Blueprint): Reach {
  const fit = blueprint.scores.fit.rules.reduce((sum, rule) => sum + Math.max(0, rule.points), 0)
  let halfLife: number
  try {
    halfLife = durationMs(blueprint.scores.engagement.halfLife)
  } catch {
    return { fit, engagement: Infinity }
  }
  const perPeriod = (points: number, period: '1d' | '1w') => points / (1 - 2 ** (-durationMs(period) / halfLife))
  let engagement = 0
  for (const { points, repeat, cap } of blueprint.scores.engagement.rules) {
    if (points <= 0) continue
    if (repeat === 'once') engagement += Math.min(points, cap?.points ?? points)
    else if (cap) engagement += perPeriod(cap.points, cap.per === 'day' ? '1d' : '1w')
    else if (repeat === 'once_per_day') engagement += perPeriod(points, '1d')
    else engagement = Infinity
  }
  return { fit, engagement }
}

/** true: always holds; false: never can; null: depends. */
export type Truth = boolean | null

/** What can be said of a condition without looking at anybody. */
export function truthOf(condition: Condition, reach: Reach): Truth {
  if ('all' in condition) return allOf(condition.all, reach)
  if ('any' in condition) {
    const parts = condition.any.map((part) => truthOf(part, reach))
    return parts.includes(true) ? true : parts.every((part) => part === false) ? false : null
  }
  if ('not' in condition) {
    const inner = truthOf(condition.not, reach)
    return inner === null ? null : !inner
  }
  if ('count' in condition) return truthOfCount(condition)
  if ('field' in condition) return truthOfField(condition, reach)
  return null
}

function allOf(parts: Condition[], reach: Reach): Truth {
  const truths = parts.map((part) => truthOf(part, reach))
  if (truths.includes(false) || contradicts(parts)) return false
  return truths.every((truth) => truth === true) ? true : null
}

/** One field is asked to be two different things, or to be there and missing. Facts with several values aside. */
function contradicts(parts: Condition[]): boolean {
  const fields = parts.filter((part): part is FieldCondition => 'field' in part)
  const wanted = new Map<string, string>()
  for (const { field, op, value } of fields) {
    if (op === 'missing' && fields.some((other) => other.field === field && needsValue(other))) return true
    const { scope } = readField(field)
    if (op !== 'is' || scope === 'person' || scope === 'account') continue
    const text = JSON.stringify(value)
    if ((wanted.get(field) ?? text) !== text) return true
    wanted.set(field, text)
  }
  return false
}

function needsValue({ op }: FieldCondition): boolean {
  return op !== 'missing' && op !== 'is_not' && op !== 'not_in' && op !== 'not_contains'
}

function truthOfCount({ op, value }: CountCondition): Truth {
  if (op === 'gte' && value === 0) return true
  if (op === 'lt' && value === 0) return false
  return null
}

function truthOfField({ field, op, value }: FieldCondition, reach: Reach): Truth {
  if (op === 'in' && Array.isArray(value) && value.length === 0) return false
  if (op === 'not_in' && Array.isArray(value) && value.length === 0) return true
  if (typeof value !== 'number') return null
  const most = mostOf(field, reach)
  if (most === null) return null
  if (op === 'gt' && value >= most) return false
  if ((op === 'gte' || op === 'is') && value > most) return false
  return null
}

function mostOf(field: string, reach: Reach): number | null {
  if (field === 'score.fit') return reach.fit
  if (field === 'score.engagement' || field === 'pass.engagement') return reach.engagement
  if (field === 'score.total') return reach.fit + reach.engagement
  return null
}

/** Whether whoever meets the condition has, on every way through it, met a comparison that passes `test`. */
export function demands(condition: Condition, test: (comparison: FieldCondition) => boolean): boolean {
  if ('all' in condition) return condition.all.some((part) => demands(part, test))
  if ('any' in condition) return condition.any.length > 0 && condition.any.every((part) => demands(part, test))
  return 'field' in condition && test(condition)
}
