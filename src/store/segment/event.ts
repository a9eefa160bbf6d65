import { compileCompare } from '#core/rule/compare.ts'
import type { EventCondition, FieldCondition } from '#core/rule.ts'
import { readField } from '#core/rule/fields.ts'
import { isFieldCondition } from '#core/rule/walk.ts'
import { foldedKey } from '#store/event.ts'
import type { Bind, Operand } from '#store/segment/compare.ts'
import { leafSql } from '#store/segment/leaf.ts'

/** A condition on the event `e`, a human one; true when it is as `wanted`. */
export function eventSql(condition: EventCondition, wanted: boolean, bind: Bind): string {
  if ('all' in condition) return join(condition.all as EventCondition[], wanted ? 'and' : 'or', wanted, bind)
  if ('any' in condition) return join(condition.any as EventCondition[], wanted ? 'or' : 'and', wanted, bind)
  if ('not' in condition) return eventSql(condition.not as EventCondition, !wanted, bind)
  if (!isFieldCondition(condition)) return String(wanted)
  if (condition.field === 'event.verdict') {
    return String(compileCompare(condition.op, condition.value)('human') === wanted)
  }
  return leafSql(operandOf(condition, bind), condition, wanted, bind)
}

function join(parts: EventCondition[], word: 'and' | 'or', wanted: boolean, bind: Bind): string {
  if (parts.length === 0) return String(word === 'and')
  return `(${parts.map((part) => eventSql(part, wanted, bind)).join(` ${word} `)})`
}

function operandOf({ field }: FieldCondition, bind: Bind): Operand {
  const { scope, name } = readField(field)
  if (scope === 'props') {
    const folded = bind(foldedKey(name), 'text')
    return { kind: 'json', sql: `coalesce(e.folded -> ${folded}, e.props -> ${bind(name, 'text')})` }
  }
  const column = columns[field]
  if (column === undefined) throw new RangeError(`no field of an event: ${field}`)
  return { kind: 'text', sql: column }
}

const columns: Record<string, string> = {
  'event.name': `coalesce(e.folded ->> '$name', e.name)`,
  'event.object': `coalesce(e.folded ->> '$object', e.object)`,
  'event.content': `coalesce(e.folded ->> '$content', e.content)`,
  'event.channel': `coalesce(e.folded ->> '$channel', e.channel)`,
  'event.source': 'e.source',
}
