import type { ReactNode } from 'react'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import styles from './figure.module.css'
import { Help } from './help.tsx'

interface FigureInput {
  label: ReactNode
  /** the number, formatted by useFormat() */
  value: ReactNode
  /** beside it in the quieter tone: a day, of 96 */
  unit?: ReactNode
  /** under it: the interval, the comparison, the reason */
  note?: ReactNode
  help?: Term
}

/** One number: the word, the number, what must be said beside it. Several stand in `Figures`. */
export function Figure({ label, value, unit, note, help }: FigureInput) {
  return (
    <div className={styles.figure}>
      <dt>
        {label}
        {help !== undefined && <Help term={help} />}
      </dt>
      <dd className={styles.value}>
        {value}
        {unit !== undefined && <span className={styles.unit}> {unit}</span>}
      </dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  )
}

/** A row of figures that wraps; on small screens two in a row. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

/** The 95 % interval of a rate (both ends between 0 and 1), in the quieter tone. Nothing without an interval. */
export function Interval({ low, high }: { low: number | null; high: number | null }) {
  const say = useSay()
  const format = useFormat()
  if (low === null || high === null) return null
  return (
    <span className={styles.interval}>
      <span className="hidden">{say('figure.interval')} </span>
      {format.interval(low, high)}
    </span>
  )
}

/** A rate between 0 and 1 with its interval; says so where there is not enough data. */
export function Rate({ rate, low, high }: { rate: number | null; low: number | null; high: number | null }) {
  const say = useSay()
  const format = useFormat()
  if (rate === null) return <span className="quiet">{say('figure.none')}</span>
  return (
    <>
      {format.percent(rate)} <Interval low={low} high={high} />
    </>
  )
}

interface ChangeInput {
  now: number
  before: number
  /** which way is good news; `none` keeps it in ink */
  good?: 'up' | 'down' | 'none'
  /** a difference in numbers with what it counts, where shares stand beside it */
  unit?: (difference: number) => string
}

const fewest = 20

/**
 * How much a count or a sum changed against the period before: an arrow and the share (the difference itself where there
 * were few), never by colour alone.
 */
export function Change({ now, before, good = 'none', unit }: ChangeInput) {
  const say = useSay()
  const format = useFormat()
  if (now === before) return <span className="quiet">{say('figure.same')}</span>
  const up = now > before
  const tone = good === 'none' ? 'plain' : (good === 'up') === up ? 'good' : 'bad'
  // a share of a few says nothing: give the number itself
  const difference = Math.abs(now - before)
  const count = unit ? unit(difference) : format.number(difference)
  const size = before < fewest ? count : format.share(difference / before)
  return (
    <span className={styles.change} data-tone={tone}>
      <span aria-hidden="true">{up ? '▲' : '▼'} </span>
      <span className="hidden">{say(up ? 'figure.up' : 'figure.down')} </span>
      {size}
    </span>
  )
}

interface BarInput {
  /** 0 to 1 */
  share: number
  tone?: 'people-1' | 'people-2' | 'people-3' | 'people-4' | 'sale' | 'account' | 'heat' | 'machine'
}

/** A share as a bar; only repeats the number that stands beside it. */
export function Bar({ share, tone = 'people-3' }: BarInput) {
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`
  const background = tone === 'machine' ? 'var(--hatch)' : `var(--${tone})`
  return (
    <span className={styles.bar} aria-hidden="true">
      <span style={{ width, background }} />
    </span>
  )
}
