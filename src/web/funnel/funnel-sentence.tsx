import type { FunnelComparison, FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { usePoints } from './difference.tsx'
import { nameOf } from './funnel-picture.tsx'
import { fairRate, greatestChange, weakestStep } from './rates.ts'

interface SentenceInput {
  funnel: FunnelDocument
  comparison: FunnelComparison | null
}

/** The page in two sentences: who came and got through; what changed, or where the fewest go on. */
export function FunnelSentence({ funnel, comparison }: SentenceInput) {
  const format = useFormat()
  const { steps, members } = funnel.total
  const last = steps.at(-1)
  const first = steps[0]
  if (!first || !last || first === last) return null
  const name = (stage: string) => format.text(nameOf(funnel, stage))
  const rate = fairRate(last.fromFirst)
  return (
    <>
      <Say
        id="funnel.sentence"
        values={{
          members,
          first: name(first.stage),
          last: name(last.stage),
          reached: last.reached,
          rate: rate.rate === null ? '–' : format.percent(rate.rate),
        }}
      />{' '}
      {comparison ? <Changed comparison={comparison} /> : <Weakest funnel={funnel} />}
    </>
  )
}

function Changed({ comparison }: { comparison: FunnelComparison }) {
  const format = useFormat()
  const points = usePoints()
  const found = greatestChange(comparison.steps)
  if (!found) {
    const enough = comparison.steps.some(({ fromPrevious }, index) => index > 0 && fromPrevious.verdict === 'unclear')
    return <Say id={enough ? 'compare.sentence.none' : 'compare.sentence.tooFew'} />
  }
  return (
    <Say
      id={found.change.verdict === 'up' ? 'compare.sentence.up' : 'compare.sentence.down'}
      values={{
        stage: format.text(nameOf(comparison.current, found.stage)),
        points: points(found.change.difference ?? 0),
      }}
    />
  )
}

function Weakest({ funnel }: { funnel: FunnelDocument }) {
  const format = useFormat()
  const weakest = weakestStep(funnel.total.steps)
  const rate = weakest && fairRate(weakest.to.fromPrevious).rate
  if (!weakest || rate === null) return null
  const name = (stage: string) => format.text(nameOf(funnel, stage))
  return (
    <Say
      id="funnel.sentence.weakest"
      values={{ from: name(weakest.from.stage), to: name(weakest.to.stage), rate: format.percent(rate) }}
    />
  )
}
