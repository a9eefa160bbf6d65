import { variantKeys, type PageVariant, type VariantKey } from '#core/page/document.ts'
import { Say, useSay } from '../app/words.tsx'
import { Line } from './fields.tsx'
import styles from './pages.module.css'

interface VariantsInput {
  variants: readonly PageVariant[]
  chosen: VariantKey
  onChoose(key: VariantKey): void
  onChange(variants: PageVariant[], place: string): void
}

/** The variants of a page beside each other; a new one begins as a copy of the one in view. */
export function Variants({ variants, chosen, onChoose, onChange }: VariantsInput) {
  const say = useSay()
  const index = Math.max(
    0,
    variants.findIndex(({ key }) => key === chosen),
  )
  const current = variants[index] as PageVariant
  const add = (): void => {
    const key = variantKeys[variants.length]
    if (key === undefined) return
    onChange([...variants, { ...current, key, name: '' }], `variant ${key}`)
    onChoose(key)
  }
  const remove = (): void => {
    const rest = variants.filter(({ key }) => key !== current.key)
    onChange(
      rest.map((variant, at) => ({ ...variant, key: variantKeys[at] as VariantKey })),
      `remove variant ${current.key}`,
    )
    onChoose('a')
  }
  return (
    <div className={styles.variants}>
      <div className={styles.widths} role="group" aria-label={say('pages.variants')}>
        {variants.map(({ key, name }) => (
          <button key={key} type="button" aria-pressed={key === current.key} onClick={() => onChoose(key)}>
            {key.toUpperCase()}
            {name !== '' && <span className="quiet"> {name}</span>}
          </button>
        ))}
        {variants.length < variantKeys.length && (
          <button type="button" onClick={add}>
            + <Say id="pages.variant.add" />
          </button>
        )}
      </div>
      {variants.length > 1 && (
        <div className={styles.variant}>
          <Line
            label={say('pages.variant.name', { key: current.key.toUpperCase() })}
            hint={say(index === 0 ? 'pages.variant.first' : 'pages.variant.other')}
            value={current.name}
            onChange={(name) =>
              onChange(
                variants.map((variant) => (variant.key === current.key ? { ...variant, name } : variant)),
                `variant name ${current.key}`,
              )
            }
          />
          <button type="button" className="link small" onClick={remove}>
            <Say id="pages.variant.remove" values={{ key: current.key.toUpperCase() }} />
          </button>
        </div>
      )}
    </div>
  )
}
