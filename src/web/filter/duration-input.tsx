import { useSay } from '../app/words.tsx'
import styles from './filter.module.css'

const units = ['m', 'h', 'd', 'w'] as const

/** A length of time such as 30d: how many, of what. */
export function DurationInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const say = useSay()
  const unit = value.slice(-1)
  const amount = value.slice(0, -1)
  return (
    <>
      <input
        className={`plain ${styles.short}`}
        type="number"
        min={1}
        max={999999}
        aria-label={say('filter.amount')}
        value={amount}
        onChange={(event) => onChange(`${event.currentTarget.value}${unit}`)}
      />
      <select
        className="plain"
        aria-label={say('filter.unit')}
        value={unit}
        onChange={(event) => onChange(`${amount}${event.currentTarget.value}`)}
      >
        {units.map((one) => (
          <option key={one} value={one}>
            {say(`filter.unit.${one}`)}
          </option>
        ))}
      </select>
    </>
  )
}
