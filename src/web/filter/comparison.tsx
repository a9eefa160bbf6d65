import type { FieldCondition, Op } from '#core/rule.ts'
import { useModels } from '../app/models.ts'
import { useSay } from '../app/words.tsx'
import { fieldKind, opsFor } from './fields.ts'
import { ValueInput } from './value-input.tsx'

/** A comparison's operator and value. */
export function Comparison({ condition, onChange }: { condition: FieldCondition; onChange(to: FieldCondition): void }) {
  const say = useSay()
  const models = useModels()
  const { field, op } = condition
  if (field === '') return null
  const kind = fieldKind(field, models)
  const setOp = (next: Op) => {
    const list = next === 'in' || next === 'not_in'
    if (next === 'exists' || next === 'missing') return onChange({ field, op: next })
    const { value } = condition
    const fitting = list
      ? Array.isArray(value)
        ? value
        : value === undefined || value === ''
          ? []
          : [value]
      : Array.isArray(value)
        ? (value[0] ?? '')
        : (value ?? '')
    onChange({ field, op: next, value: fitting })
  }
  return (
    <>
      {kind.kind !== 'yesno' && (
        <select
          className="plain"
          aria-label={say('filter.operator')}
          value={op}
          onChange={(event) => setOp(event.currentTarget.value as Op)}
        >
          {opsFor(kind.kind, op).map((one) => (
            <option key={one} value={one}>
              {say(`filter.op.${one}`)}
            </option>
          ))}
        </select>
      )}
      <ValueInput condition={condition} kind={kind} onChange={(value) => onChange({ field, op, value })} />
    </>
  )
}
