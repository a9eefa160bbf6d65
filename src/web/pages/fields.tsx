import { Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Say, useSay } from '../app/words.tsx'
import styles from './pages.module.css'

interface TextFieldInput {
  label: string
  value: string
  onChange(value: string): void
  hint?: string | undefined
  error?: string | null
  most?: number
}

/** What is said of a field stands under it, so that fields side by side stand on one line. */
const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

export function Line({ label, value, onChange, hint, error = null, most = 300 }: TextFieldInput) {
  return (
    <TextInput
      label={label}
      value={value}
      maxLength={most}
      inputWrapperOrder={order}
      {...(hint === undefined ? {} : { description: hint })}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function Area({ label, value, onChange, hint, error = null, most = 8000 }: TextFieldInput) {
  return (
    <Textarea
      label={label}
      value={value}
      maxLength={most}
      inputWrapperOrder={order}
      autosize
      minRows={2}
      maxRows={14}
      {...(hint === undefined ? {} : { description: hint })}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface ItemsInput<Item> {
  label: string
  items: readonly Item[]
  /** a new one, to begin with */
  fresh(): Item
  onChange(items: Item[]): void
  children(item: Item, set: (change: Partial<Item>) => void, index: number): ReactNode
  most: number
}

/** A list of things of a block: each can go up, down, and away. */
export function Items<Item>({ label, items, fresh, onChange, children, most }: ItemsInput<Item>) {
  const say = useSay()
  const swap = (index: number, other: number): void => {
    const next = [...items]
    const [one, two] = [next[index], next[other]]
    if (one === undefined || two === undefined) return
    next[index] = two
    next[other] = one
    onChange(next)
  }
  return (
    <fieldset className={styles.items}>
      <legend>{label}</legend>
      {items.map((item, index) => (
        // the place in the list is all that names it
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.item}>
          <div className={styles.itemFields}>
            {children(
              item,
              (change) => onChange(items.map((one, at) => (at === index ? { ...one, ...change } : one))),
              index,
            )}
          </div>
          <span className={styles.itemTools}>
            <button
              type="button"
              className={styles.tool}
              disabled={index === 0}
              aria-label={say('pages.item.up', { number: index + 1 })}
              onClick={() => swap(index, index - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              className={styles.tool}
              disabled={index === items.length - 1}
              aria-label={say('pages.item.down', { number: index + 1 })}
              onClick={() => swap(index, index + 1)}
            >
              ↓
            </button>
            <button
              type="button"
              className={styles.tool}
              aria-label={say('pages.item.remove', { number: index + 1 })}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            >
              ✕
            </button>
          </span>
        </div>
      ))}
      {items.length < most && (
        <button type="button" className="link small" onClick={() => onChange([...items, fresh()])}>
          <Say id="pages.item.add" />
        </button>
      )}
    </fieldset>
  )
}
