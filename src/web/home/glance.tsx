import { Link } from '@tanstack/react-router'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Interval } from '../ui/figure.tsx'
import styles from './glance.module.css'
import type { GlanceStep } from './glance-steps.ts'

/** The lifecycle as the upper half of an hourglass: each part is its people, what goes on stands beside it. */
export function Glance({ steps, period }: { steps: readonly GlanceStep[]; period: string }) {
  const most = steps[0]?.reached ?? 0
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={step.stage} className={styles.step}>
          <Part
            step={step}
            period={period}
            tone={index === steps.length - 1 ? 'sale' : toneOf(index, steps.length - 1)}
            upper={width(step.reached, most)}
            lower={width((steps[index + 1] ?? step).reached, most)}
          />
          <Notes step={step} />
        </li>
      ))}
    </ol>
  )
}

type Tone = 'sale' | 'people-1' | 'people-2' | 'people-3' | 'people-4'

interface PartInput {
  step: GlanceStep
  period: string
  tone: Tone
  /** widths of its edges, in percent of the picture */
  upper: number
  lower: number
}

function Part({ step, period, tone, upper, lower }: PartInput) {
  const say = useSay()
  const format = useFormat()
  const name = format.text(step.name)
  const inset = (edge: number) => (100 - edge) / 2
  const shape = `polygon(${inset(upper)}% 0, ${100 - inset(upper)}% 0, ${100 - inset(lower)}% 100%, ${inset(lower)}% 100%)`
  return (
    <Link to="/funnel" search={{ period, stage: step.stage, state: 'reached' }} className={styles.part}>
      <span className={styles.shape} style={{ clipPath: shape, background: `var(--${tone})` }} aria-hidden="true" />
      <span className={styles.count} style={{ color: `var(--on-${tone})` }} aria-hidden="true">
        {format.short(step.reached)}
      </span>
      <span className="hidden">{say('home.glance.open', { count: step.reached, stage: name })}</span>
    </Link>
  )
}

function Notes({ step }: { step: GlanceStep }) {
  const format = useFormat()
  const { rate, former, verdict, missing } = step
  const leaks = missing > 0
  return (
    <div className={styles.notes}>
      <span className={styles.name}>{format.text(step.name)}</span>
      {rate !== null && (
        <span className={styles.rate}>
          <span className={leaks ? styles.leak : undefined}>
            {rate.rate === null ? '–' : format.percent(rate.rate)}
            {leaks && <span aria-hidden="true"> ▼</span>}
            {verdict === 'up' && <span aria-hidden="true"> ▲</span>}
          </span>{' '}
          <Interval low={rate.low} high={rate.high} />
        </span>
      )}
      {former !== null && verdict !== 'too_few' && (
        <span className={styles.was}>
          <Say
            id={leaks ? 'home.glance.leak' : verdict === 'up' ? 'home.glance.up' : 'home.glance.was'}
            values={{ rate: format.percent(former), count: missing }}
          />
        </span>
      )}
    </div>
  )
}

/** Blue from many to few. */
function toneOf(index: number, count: number): Tone {
  const tones = ['people-1', 'people-2', 'people-3', 'people-4'] as const
  return tones[Math.min(3, Math.floor((index * 4) / Math.max(1, count)))] ?? 'people-4'
}

/** By the square root, so that 18,240 to 31 keeps a readable neck; the numbers carry the proportion. */
function width(count: number, most: number): number {
  const narrowest = 20
  return most === 0 ? narrowest : narrowest + (100 - narrowest) * Math.sqrt(Math.min(1, count / most))
}
