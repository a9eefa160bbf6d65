import type { FieldCondition, Op } from '#core/rule.ts'
import { compareSql } from '#store/segment/compare.ts'
import type { Bind, Operand, YesOp } from '#store/segment/compare.ts'

const opposite: Partial<Record<Op, YesOp>> = {
  is_not: 'is',
  not_in: 'in',
  not_contains: 'contains',
  missing: 'exists',
}

/** A comparison as `wanted`. What is asked for positively stays bare, so that an index can answer it. */
export function leafSql(operand: Operand, { op, value }: FieldCondition, wanted: boolean, bind: Bind): string {
  const yes = opposite[op]
  const sql = compareSql(operand, yes ?? (op as YesOp), value, bind)
  return wanted === (yes === undefined) ? sql : `(${sql}) is not true`
}
