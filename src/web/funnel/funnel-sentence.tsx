import type { FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { fairRate, weakestStep } from './rates.ts'

/** The page in two sentences: who came, how many got through, and where the fewest go on. */
export function FunnelSentence({ funnel }: { funnel: FunnelDocument }) {
  const format = useFormat()
  const { steps, members } = funnel.total
  const last = steps.at(-1)
  const first = steps[0]
  if (!first || !last || first === last) return null
  const name = (stage: string) => {
    const found = funnel.stages.find(({ id }) => id === stage)
    return found ? format.text(found.name) : stage
  }
  const rate = fairRate(last.fromFirst)
  const weakest = weakestStep(steps)
  const weakestRate = weakest && fairRate(weakest.to.fromPrevious)
  return (
    <p>
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
      {weakest && weakestRate?.rate !== null && weakestRate?.rate !== undefined && (
        <Say
          id="funnel.sentence.weakest"
          values={{
            from: name(weakest.from.stage),
            to: name(weakest.to.stage),
            rate: format.percent(weakestRate.rate),
          }}
        />
      )}
    </p>
  )
}
