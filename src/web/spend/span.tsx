import { minorDigits } from '#core/deal/money.ts'
import { Say, useSay } from '../app/words.tsx'
import { useMoney } from '../review/money.ts'

/** A part of a minor unit is nobody's: a cost per action is shown in whole ones, large ones without cents. */
export function useMinor(currency: string): (minor: number) => string {
  const money = useMoney(currency)
  const unit = 10 ** minorDigits(currency)
  return (minor) => money.full(minor >= 100 * unit ? Math.round(minor / unit) * unit : Math.round(minor))
}

interface SpanInput {
  of: { minor: number | null; low: number | null; high: number | null }
  currency: string
}

/** The 95 % interval of a cost per action, or that too few completed to say. */
export function Span({ of, currency }: SpanInput) {
  const say = useSay()
  const minor = useMinor(currency)
  if (of.minor === null) return null
  if (of.low === null) return <Say id="spend.few" />
  return (
    <>
      <span className="hidden">{say('figure.interval')} </span>
      {of.high === null ? (
        <Say id="spend.from" values={{ low: minor(of.low) }} />
      ) : (
        `${minor(of.low)} – ${minor(of.high)}`
      )}
    </>
  )
}
