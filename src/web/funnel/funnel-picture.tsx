import type { FunnelComparison, FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Help } from '../ui/help.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { Difference } from './difference.tsx'
import type { OpenPeople } from './funnel-page.tsx'
import styles from './funnel-picture.module.css'
import { useMedian } from './length.ts'
import { fairRate, type Step } from './rates.ts'
import { cornersOf, toneOf, widths, type Tone } from './shape.ts'

interface PictureInput {
  funnel: FunnelDocument
  comparison: FunnelComparison | null
  /** stages that stand for the sale: amber instead of blue */
  sale: readonly string[]
  onOpen: OpenPeople
}

/**
 * The funnel as shapes, one stage each: the number first, then the word, the rate with its interval, the time. A dashed
 * outline shows those who may still come, a solid one the former period drawn from the same start. The figures are the
 * text of a list; the shapes only repeat them.
 */
export function FunnelPicture({ funnel, comparison, sale, onOpen }: PictureInput) {
  const say = useSay()
  const { steps, members } = funnel.total
  const windowed = funnel.window !== null
  const shapes = widths(steps, members)
  const hoped = widths(steps, members, true)
  const former = comparison && widths(comparison.former.total.steps, comparison.former.total.members)
  return (
    <Section
      title={say('funnel.picture')}
      sub={<Key windowed={windowed} compared={comparison !== null} />}
      help="funnel"
    >
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.stage} className={styles.step}>
            <Bar
              step={step}
              name={nameOf(funnel, step.stage)}
              shape={shapes[index] ?? [0, 0]}
              hoped={windowed && step.open > 0 ? (hoped[index] ?? null) : null}
              former={former?.[index] ?? null}
              tone={toneOf(index, steps.length, sale.includes(step.stage))}
              onOpen={() => onOpen(step.stage, 'reached')}
            />
            <Notes funnel={funnel} comparison={comparison} index={index} step={step} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Key({ windowed, compared }: { windowed: boolean; compared: boolean }) {
  return (
    <>
      <Say id={windowed ? 'funnel.key.window' : 'funnel.key'} />
      <Help term="interval" />
      {compared && (
        <>
          {' '}
          <Say id="compare.key" />
        </>
      )}
    </>
  )
}

interface BarInput {
  step: Step
  name: FunnelDocument['name']
  /** upper and lower width in percent of the picture */
  shape: [number, number]
  /** the same with those whose window is still open */
  hoped: [number, number] | null
  /** of the former period */
  former: [number, number] | null
  tone: Tone
  onOpen(): void
}

function Bar({ step, name, shape, hoped, former, tone, onOpen }: BarInput) {
  const say = useSay()
  const format = useFormat()
  return (
    <button type="button" className={styles.bar} onClick={onOpen}>
      <svg viewBox="0 0 100 64" preserveAspectRatio="none" aria-hidden="true">
        {hoped !== null && <polygon className={styles.open} points={cornersOf(hoped, 100, 64)} />}
        <polygon className={styles.shape} points={cornersOf(shape, 100, 64)} style={{ fill: `var(--${tone})` }} />
        {former !== null && <polygon className={styles.former} points={cornersOf(former, 100, 64)} />}
      </svg>
      <span className={styles.count} style={{ color: `var(--on-${tone})` }} aria-hidden="true">
        {format.number(step.reached)}
      </span>
      <span className="hidden">{say('funnel.open', { count: step.reached, stage: format.text(name) })}</span>
    </button>
  )
}

interface NotesInput {
  funnel: FunnelDocument
  comparison: FunnelComparison | null
  index: number
  step: Step
  onOpen: OpenPeople
}

function Notes({ funnel, comparison, index, step, onOpen }: NotesInput) {
  const format = useFormat()
  const median = useMedian()
  const rate = fairRate(step.fromPrevious)
  const time = step.fromPrevious.time?.median ?? null
  const then = comparison?.former.total.steps[index]
  const change = comparison?.steps[index]?.fromPrevious
  return (
    <div className={styles.notes}>
      <span className={styles.word}>{format.text(nameOf(funnel, step.stage))}</span>
      {index > 0 && (
        <span className="small quiet">
          {rate.rate === null || rate.low === null || rate.high === null ? (
            <Say id="funnel.noData" />
          ) : (
            <>
              <Say
                id="funnel.rate"
                values={{
                  rate: (
                    <span key="rate" className={styles.rate}>
                      {format.percent(rate.rate)}
                    </span>
                  ),
                  interval: format.interval(rate.low, rate.high),
                }}
              />
              <span className={styles.scale}>
                <IntervalBar
                  rate={rate.rate}
                  low={rate.low}
                  high={rate.high}
                  former={then ? fairRate(then.fromPrevious).rate : null}
                />
              </span>
            </>
          )}
        </span>
      )}
      {change && index > 0 && (
        <span className="small">
          <Difference change={change} />
        </span>
      )}
      {then && index === 0 && (
        <span className="small quiet">
          <button type="button" className="link" onClick={() => onOpen(step.stage, 'reached', 'all', 'former')}>
            <Say id="compare.before" values={{ count: then.reached }} />
          </button>
        </span>
      )}
      {(time !== null || step.open > 0 || step.faults > 0) && (
        <span className={`small quiet ${styles.facts}`}>
          {time !== null && <span>{median(time)}</span>}
          {step.open > 0 && (
            <button type="button" className="link" onClick={() => onOpen(step.stage, 'open')}>
              <Say id="funnel.stillOpen" values={{ count: step.open }} />
            </button>
          )}
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

export function nameOf(funnel: Pick<FunnelDocument, 'stages'>, stage: string): FunnelDocument['name'] {
  return funnel.stages.find(({ id }) => id === stage)?.name ?? { en: stage }
}
