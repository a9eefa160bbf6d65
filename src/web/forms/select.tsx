import type { ReactNode } from 'react'

interface SelectInput<Value extends string> {
  label: ReactNode
  about?: ReactNode
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange(value: Value): void
}

/** One of several, with what it means under it. */
export function Select<Value extends string>({ label, about, value, options, onChange }: SelectInput<Value>) {
  return (
    <label className="field">
      {label}
      <select
        className="plain"
        value={value}
        onChange={(event) => {
          const chosen = options.find((one) => one.value === event.currentTarget.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
      {about !== undefined && <span className="quiet small">{about}</span>}
    </label>
  )
}

export function Tick({
  label,
  checked,
  onChange,
}: {
  label: ReactNode
  checked: boolean
  onChange(on: boolean): void
}) {
  return (
    <label>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} /> {label}
    </label>
  )
}
