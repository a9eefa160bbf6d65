import { useState } from 'react'
import { currencies } from '#core/currency.ts'
import { toMajor, toMinor } from '#core/deal/money.ts'
import { knownCurrency } from '#core/import/currencies.ts'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import styles from './deal.module.css'

export interface Amount {
  amountMinor: number
  currency: string
}

interface AmountInputInput {
  label: string
  /** as it stands; null: none yet */
  amountMinor?: number | null
  currency: string | null
  /** null: no sum, or none that can be understood */
  onChange(amount: Amount | null): void
  autoFocus?: boolean
}

/** A sum in major units and its currency, given on as minor units. */
export function AmountInput({ label, amountMinor = null, currency, onChange, autoFocus = false }: AmountInputInput) {
  const workspace = useWorkspace()
  const [code, setCode] = useState(currency ?? workspace.currency)
  const [text, setText] = useState(amountMinor === null ? '' : String(toMajor(amountMinor, code)))
  const tell = (nextText: string, nextCode: string) => {
    const value = Number(nextText.replaceAll(/[\s',]/g, (one) => (one === ',' && decimalComma(nextText) ? '.' : '')))
    const understood =
      nextText.trim() !== '' && Number.isFinite(value) && value >= 0 && knownCurrency(nextCode) === nextCode
    onChange(understood ? { amountMinor: toMinor(value, nextCode), currency: nextCode } : null)
  }
  return (
    <div className={styles.amount}>
      <label className="field">
        {label}
        <input
          className="plain"
          inputMode="decimal"
          autoFocus={autoFocus}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value)
            tell(value, code)
          }}
        />
      </label>
      <label className="field">
        <Say id="deal.currency" />
        <input
          className="plain"
          list="currencies"
          maxLength={3}
          value={code}
          onChange={({ currentTarget: { value } }) => {
            const next = value.toUpperCase()
            setCode(next)
            tell(text, next)
          }}
        />
        <datalist id="currencies">
          {offered.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </label>
    </div>
  )
}

const offered = [...new Set(['USD', 'EUR', 'KRW', 'RUB', 'JPY', 'CNY', 'GBP', 'KZT', ...currencies])]

/** 12,5 is twelve and a half; 12,500 is twelve thousand. */
function decimalComma(text: string): boolean {
  return /^[^.,]*,\d{1,2}$/.test(text.trim())
}
