import type { ReactNode } from 'react'
import type { PipelineMean, PipelineRate } from '#contract/pipeline-metric.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Interval } from '../ui/figure.tsx'

/** A count that opens its deals; nothing to open at zero. */
export function Opens({ count, name, onOpen }: { count: number; name?: string; onOpen(): void }) {
  const say = useSay()
  const format = useFormat()
  if (count === 0) return <>{format.number(0)}</>
  return (
    <button
      type="button"
      className="link"
      aria-label={say('pipeline.open.deals', { count, name: name ?? '' })}
      onClick={onOpen}
    >
      {format.number(count)}
    </button>
  )
}

/** Words about a number of deals that open them; nothing to open at zero. */
export function OpensWords({ count, children, onOpen }: { count: number; children: ReactNode; onOpen(): void }) {
  if (count === 0) return children
  return (
    <button type="button" className="link" onClick={onOpen}>
      {children}
    </button>
  )
}

/** Not enough data, said where the number would stand. */
export function None() {
  return (
    <span className="quiet">
      <Say id="figure.none" />
    </span>
  )
}

/** A rate with its interval, and of how many. */
export function RateCell({ rate, onOpen, small = false }: { rate: PipelineRate; onOpen?(): void; small?: boolean }) {
  const format = useFormat()
  if (rate.rate === null) return <None />
  const of = <Say id="pipeline.of" values={{ won: format.number(rate.won), of: format.number(rate.of) }} />
  return (
    <>
      {format.percent(rate.rate)} {!small && <Interval low={rate.low} high={rate.high} />}
      <div className="small quiet">
        {onOpen && rate.won > 0 ? (
          <button type="button" className="link" onClick={onOpen}>
            {of}
          </button>
        ) : (
          of
        )}
      </div>
    </>
  )
}

/** A mean with its interval. */
export function Mean({ mean, show }: { mean: PipelineMean; show(value: number): string }) {
  if (mean.mean === null) return <None />
  return <>{show(mean.mean)}</>
}

/** The interval of a mean and of how many, or that there are too few for one. */
export function MeanNote({ mean, show }: { mean: PipelineMean; show(value: number): string }): ReactNode {
  if (mean.mean === null) return null
  if (mean.low === null || mean.high === null) return <Say id="pipeline.mean.few" values={{ count: mean.count }} />
  return <Say id="pipeline.mean.of" values={{ count: mean.count, low: show(mean.low), high: show(mean.high) }} />
}
