import { emptySlotVariant, slotVariantKeys, type SlotVariant, type SlotVariantKey } from '#core/slot/document.ts'
import { Say, useSay } from '../app/words.tsx'
import { Line } from '../pages/fields.tsx'
import styles from '../pages/pages.module.css'

interface VariantsInput {
  variants: readonly SlotVariant[]
  chosen: SlotVariantKey
  onChoose(key: SlotVariantKey): void
  onChange(variants: SlotVariant[], place: string): void
}

/** The variants in the order in which they are asked: the first that fits is shown. */
export function SlotVariants({ variants, chosen, onChoose, onChange }: VariantsInput) {
  const say = useSay()
  const index = variants.findIndex(({ key }) => key === chosen)
  const current = variants[index]
  const renamed = (next: readonly SlotVariant[]): SlotVariant[] =>
    next.map((variant, at) => ({ ...variant, key: slotVariantKeys[at] as SlotVariantKey }))
  const add = (): void => {
    const key = slotVariantKeys[variants.length]
    if (key === undefined) return
    onChange([...variants, emptySlotVariant(key)], `variant ${key}`)
    onChoose(key)
  }
  const remove = (): void => {
    onChange(renamed(variants.filter(({ key }) => key !== chosen)), `remove variant ${chosen}`)
    onChoose('a')
  }
  const move = (to: number): void => {
    if (current === undefined) return
    const next = variants.filter(({ key }) => key !== chosen)
    next.splice(to, 0, current)
    onChange(renamed(next), `move variant ${chosen}`)
    onChoose(slotVariantKeys[to] as SlotVariantKey)
  }
  return (
    <div className={styles.variants}>
      <div className={styles.widths} role="group" aria-label={say('slots.variants')}>
        {variants.map(({ key, name }) => (
          <button key={key} type="button" aria-pressed={key === chosen} onClick={() => onChoose(key)}>
            {key.toUpperCase()}
            {name !== '' && <span className="quiet"> {name}</span>}
          </button>
        ))}
        {variants.length < slotVariantKeys.length && (
          <button type="button" onClick={add}>
            + <Say id="slots.variant.add" />
          </button>
        )}
      </div>
      {current && (
        <div className={styles.variant}>
          <Line
            label={say('slots.variant.name', { key: current.key.toUpperCase() })}
            hint={say('slots.variant.order')}
            value={current.name}
            onChange={(name) =>
              onChange(
                variants.map((variant) => (variant.key === current.key ? { ...variant, name } : variant)),
                `variant name ${current.key}`,
              )
            }
          />
          <span className={styles.row}>
            <button
              type="button"
              className={styles.tool}
              disabled={index === 0}
              aria-label={say('slots.variant.earlier', { key: current.key.toUpperCase() })}
              onClick={() => move(index - 1)}
            >
              ←
            </button>
            <button
              type="button"
              className={styles.tool}
              disabled={index === variants.length - 1}
              aria-label={say('slots.variant.later', { key: current.key.toUpperCase() })}
              onClick={() => move(index + 1)}
            >
              →
            </button>
            <button
              type="button"
              className={styles.tool}
              disabled={variants.length === 1}
              aria-label={say('slots.variant.remove', { key: current.key.toUpperCase() })}
              onClick={remove}
            >
              ✕
            </button>
          </span>
        </div>
      )}
    </div>
  )
}
