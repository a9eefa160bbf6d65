import type { FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import type { OpenPeople } from './funnel-page.tsx'
import styles from './funnel-picture.module.css'
import { fairRate } from './rates.ts'

interface PictureInput {
  funnel: FunnelDocument
  /** stages that stand for the sale: amber instead of blue */
  sale: readonly string[]
  onOpen: OpenPeople
}

/**
 * The funnel as shapes, one stage each: the number first, then the word, the rate and its interval, the time. A dashed
 * outline shows those who may still come. The figures are the text of a list; the shapes only repeat them.
 */
export function FunnelPicture({ funnel, sale, onOpen }: PictureInput) {
  const say = useSay()
  const { steps, members } = funnel.total
  const windowed = funnel.window !== null
  return (
    <section className="card" aria-label={say('funnel.picture')}>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.stage} className={styles.step}>
            <Bar
              step={step}
              name={nameOf(funnel, step.stage)}
              top={width(step.reached, members)}
              bottom={width((steps[index + 1] ?? step).reached, members)}
              hoped={windowed && step.open > 0 ? [hope(step, members), hope(steps[index + 1] ?? step, members)] : null}
              tone={sale.includes(step.stage) ? 'sale' : tone(index, steps.length)}
              onOpen={() => onOpen(step.stage, 'reached')}
            />
            <Notes funnel={funnel} step={step} first={index === 0} onOpen={onOpen} />
          </li>
        ))}
      </ol>
      <p className={`quiet small ${styles.key}`}>
        <Say id={windowed ? 'funnel.key.window' : 'funnel.key'} />
      </p>
    </section>
  )
}

type Step = FunnelDocument['total']['steps'][number]

interface BarInput {
  step: Step
  name: FunnelDocument['name']
  /** widths in percent of the picture */
  top: number
  bottom: number
  /** the same with those whose window is still open */
  hoped: [top: number, bottom: number] | null
  tone: Tone
  onOpen(): void
}

function Bar({ step, name, top, bottom, hoped, tone: colour, onOpen }: BarInput) {
  const say = useSay()
  const format = useFormat()
  const points = (upper: number, lower: number) =>
    [
      [50 - upper / 2, 0],
      [50 + upper / 2, 0],
      [50 + lower / 2, 64],
      [50 - lower / 2, 64],
    ]
      .map((point) => point.join(','))
      .join(' ')
  return (
    <button
      type="button"
      className={styles.bar}
      onClick={onOpen}
      aria-label={say('funnel.open', { count: step.reached, stage: format.text(name) })}
    >
      <svg viewBox="0 0 100 64" preserveAspectRatio="none" aria-hidden="true">
        {hoped !== null && <polygon className={styles.open} points={points(hoped[0], hoped[1])} />}
        <polygon className={styles.shape} points={points(top, bottom)} style={{ fill: `var(--${colour})` }} />
      </svg>
      <span className={styles.count} style={{ color: `var(--on-${colour})` }}>
        {format.number(step.reached)}
      </span>
    </button>
  )
}

interface NotesInput {
  funnel: FunnelDocument
  step: Step
  first: boolean
  onOpen: OpenPeople
}

function Notes({ funnel, step, first, onOpen }: NotesInput) {
  const format = useFormat()
  const rate = fairRate(step.fromPrevious)
  const time = step.fromPrevious.time?.median ?? null
  return (
    <div className={styles.notes}>
      <span className={styles.word}>{format.text(nameOf(funnel, step.stage))}</span>
      {!first && (
        <span className="small quiet">
          {rate.rate === null || rate.low === null || rate.high === null ? (
            <Say id="funnel.noData" />
          ) : (
            <Say
              id="funnel.rate"
              values={{
                rate: (
                  <span key="rate" className={styles.rate} style={{ color: 'var(--ink)', fontSize: 14 }}>
                    {format.percent(rate.rate)}
                  </span>
                ),
                interval: format.interval(rate.low, rate.high),
              }}
            />
          )}
          {time !== null && (
            <>
              {' · '}
              <Say id="funnel.median" values={{ time: format.duration(time) }} />
            </>
          )}
        </span>
      )}
      {(step.open > 0 || step.faults > 0) && (
        <span className="small quiet">
          {step.open > 0 && (
            <button type="button" className="link" onClick={() => onOpen(step.stage, 'open')}>
              <Say id="funnel.stillOpen" values={{ count: step.open }} />
            </button>
          )}
          {step.open > 0 && step.faults > 0 && ' · '}
          {step.faults > 0 && (
            <button type="button" className="link" onClick={() => onOpen(step.stage, 'fault')}>
              <Say id="funnel.faults" values={{ count: step.faults }} />
            </button>
          )}
        </span>
      )}
    </div>
  )
}

type Tone = 'sale' | 'people-1' | 'people-2' | 'people-3' | 'people-4'

/** Blue from many to few. */
function tone(index: number, count: number): Tone {
  const steps = ['people-1', 'people-2', 'people-3', 'people-4'] as const
  return steps[Math.min(3, Math.floor((index * 4) / Math.max(1, count - 1)))] ?? 'people-4'
}

/** By the square root, so that a funnel of 18,240 to 31 keeps a readable neck; the numbers carry the proportion. */
function width(count: number, members: number): number {
  const narrowest = 16
  if (members === 0) return narrowest
  return narrowest + (100 - narrowest) * Math.sqrt(Math.min(1, count / members))
}

function hope(step: Step, members: number): number {
  return width(step.reached + step.open, members)
}

export function nameOf(funnel: FunnelDocument, stage: string): FunnelDocument['name'] {
  return funnel.stages.find(({ id }) => id === stage)?.name ?? { en: stage }
}
