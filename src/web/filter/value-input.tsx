import { Autocomplete, TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Json } from '#core/json.ts'
import type { FieldCondition } from '#core/rule.ts'
import { Say, useSay } from '../app/words.tsx'
import type { FieldKind } from './fields.ts'
import { useValues } from './filter-api.ts'
import { useLabels } from './labels.ts'

interface ValueInput {
  condition: FieldCondition
  kind: FieldKind
  onChange(value: Json): void
}

/** What a field is compared with: chosen where the values are known, else typed with suggestions from the data. */
export function ValueInput({ condition, kind, onChange }: ValueInput) {
  const say = useSay()
  const labels = useLabels()
  const { field, op, value } = condition
  const label = say('filter.value')
  if (op === 'exists' || op === 'missing') return null
  const many = op === 'in' || op === 'not_in'
  if (kind.kind === 'yesno') {
    return (
      <select
        className="plain"
        aria-label={label}
        value={String(value ?? true)}
        onChange={(event) => onChange(event.currentTarget.value === 'true')}
      >
        <option value="true">{say('filter.yes')}</option>
        <option value="false">{say('filter.no')}</option>
      </select>
    )
  }
  if (kind.kind === 'number') {
    return (
      <input
        className="plain"
        type="number"
        step="any"
        aria-label={label}
        value={typeof value === 'number' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? '' : Number(event.currentTarget.value))}
      />
    )
  }
  if (kind.kind === 'choice' && !many) {
    return (
      <select
        className="plain"
        aria-label={label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{say('filter.choose')}</option>
        {[...new Set([...kind.values, ...(typeof value === 'string' && value !== '' ? [value] : [])])].map((one) => (
          <option key={one} value={one}>
            {labels.value(field, one)}
          </option>
        ))}
      </select>
    )
  }
  if (kind.kind === 'choice') return <Choices condition={condition} values={kind.values} onChange={onChange} />
  return many ? (
    <Texts condition={condition} onChange={onChange} />
  ) : (
    <OneText key={`${field} ${op}`} condition={condition} onChange={onChange} />
  )
}

/** Some of a few: boxes to tick. */
function Choices({
  condition,
  values,
  onChange,
}: {
  condition: FieldCondition
  values: string[]
  onChange(value: Json): void
}) {
  const say = useSay()
  const labels = useLabels()
  const chosen = Array.isArray(condition.value) ? condition.value : []
  return (
    <details className="plain" style={{ position: 'relative' }}>
      <summary>
        {chosen.length === 0
          ? say('filter.choose')
          : chosen.map((one) => labels.value(condition.field, one)).join(', ')}
      </summary>
      <fieldset style={{ border: 0, margin: '6px 0 0', padding: 0, display: 'grid', gap: 4 }}>
        <legend className="hidden">
          <Say id="filter.value" />
        </legend>
        {values.map((one) => (
          <label key={one} style={{ display: 'flex', gap: 8 }}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
              }
            />
            {labels.value(condition.field, one)}
          </label>
        ))}
      </fieldset>
    </details>
  )
}

/** One text, or a number where the data has numbers. */
function OneText({ condition, onChange }: { condition: FieldCondition; onChange(value: Json): void }) {
  const say = useSay()
  const { field, op, value } = condition
  const [typed, setTyped] = useState(value === undefined || value === null ? '' : String(value))
  const [asked] = useDebouncedValue(typed, 150)
  const [open, setOpen] = useState(false)
  const values = useValues(field, asked, open)
  const order = op === 'gte' || op === 'lte' || op === 'gt' || op === 'lt'
  const take = (text: string) => {
    setTyped(text)
    const number = text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null
    const known = values.find((one) => String(one.value) === text)?.value
    onChange(order && number !== null ? number : (known ?? text))
  }
  return (
    <Autocomplete
      size="xs"
      aria-label={say('filter.value')}
      value={typed}
      data={[...new Set(values.map((one) => String(one.value)))]}
      filter={({ options }) => options}
      onFocus={() => setOpen(true)}
      onChange={take}
    />
  )
}

/** Some texts. */
function Texts({ condition, onChange }: { condition: FieldCondition; onChange(value: Json): void }) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 150)
  const [open, setOpen] = useState(false)
  const values = useValues(condition.field, asked, open)
  const chosen = Array.isArray(condition.value) ? condition.value.map(String) : []
  const typeOf = (text: string): Json => values.find((one) => String(one.value) === text)?.value ?? text
  return (
    <TagsInput
      size="xs"
      aria-label={say('filter.values')}
      placeholder={chosen.length === 0 ? say('filter.values.hint') : ''}
      value={chosen}
      searchValue={typed}
      onSearchChange={setTyped}
      data={[...new Set(values.map((one) => String(one.value)))].filter((one) => !chosen.includes(one))}
      onFocus={() => setOpen(true)}
      onChange={(texts) =>
        onChange(
          texts.map((text) => {
            const before = Array.isArray(condition.value) ? condition.value : []
            return before.find((one) => String(one) === text) ?? typeOf(text)
          }),
        )
      }
    />
  )
}
