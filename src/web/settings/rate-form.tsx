import { Button, Textarea, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { readRateText, type RateLine } from '#core/rate-text.ts'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect } from '../entry/zone-currency.tsx'
import styles from './settings.module.css'

interface RateFormInput {
  /** to begin with */
  currency: string
  /** of the workspace */
  base: string
  busy: boolean
  /** `done` once they are kept */
  onPut(rates: RateLine[], done: () => void): void
}

/** One rate, several pasted at once, or a CSV of them. */
export function RateForm({ currency: first, base, busy, onPut }: RateFormInput) {
  const say = useSay()
  const [currency, setCurrency] = useState(first)
  const [day, setDay] = useState('')
  const [rate, setRate] = useState('')
  const [pasted, setPasted] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const takeText = (text: string) => {
    const { rates, wrong } = readRateText(text)
    const own = rates.filter((one) => one.currency !== base)
    if (wrong.length > 0 || own.length === 0) {
      setPasted(text)
      setSaid(
        wrong.length > 0
          ? say('rates.wrong', { count: wrong.length, lines: wrong.slice(0, 12).join(', ') })
          : say('rates.nothing'),
      )
      return
    }
    setSaid(null)
    onPut(own, () => setPasted(''))
  }
  return (
    <>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          onPut([{ currency, day, rate: String(Number(rate)) }], () => setRate(''))
        }}
      >
        <CurrencySelect value={currency} onChange={setCurrency} />
        <TextInput
          type="date"
          required
          label={say('rates.day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          type="number"
          required
          min={0}
          step="any"
          label={say('rates.rate.of', { currency, base })}
          value={rate}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          <Say id="rates.add.do" />
        </Button>
      </form>
      <form
        style={{ marginTop: 20, maxWidth: 560 }}
        onSubmit={(event) => {
          event.preventDefault()
          takeText(pasted)
        }}
      >
        <Textarea
          label={say('rates.paste')}
          description={say('rates.paste.about')}
          placeholder={'USD 2026-01-01 1385.5\nEUR 2026-01-01 1510'}
          autosize
          minRows={3}
          maxRows={12}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <div className={styles.row} style={{ marginTop: 10 }}>
          <Button type="submit" variant="default" disabled={pasted.trim() === ''} loading={busy}>
            <Say id="rates.paste.do" />
          </Button>
          <input
            ref={chooser}
            type="file"
            className="hidden"
            aria-label={say('rates.file')}
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              event.currentTarget.value = ''
              if (file && file.size > 2_000_000) setSaid(say('rates.nothing'))
              else if (file) void file.text().then(takeText)
            }}
          />
          <Button variant="default" onClick={() => chooser.current?.click()}>
            <Say id="rates.file" />
          </Button>
        </div>
      </form>
      {said !== null && (
        <p role="alert" className="small" style={{ marginTop: 8 }}>
          {said}
        </p>
      )}
    </>
  )
}
