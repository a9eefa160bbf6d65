import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'

/** A length of time in words; stages passed at one moment took none to speak of. */
export function useLength(): (ms: number) => string {
  const say = useSay()
  const format = useFormat()
  return (ms) => (isAtOnce(ms) ? say('funnel.atOnce') : format.duration(ms))
}

/** The median time of a step as a phrase. */
export function useMedian(): (ms: number) => string {
  const say = useSay()
  const format = useFormat()
  return (ms) => (isAtOnce(ms) ? say('funnel.median.atOnce') : say('funnel.median', { time: format.duration(ms) }))
}

function isAtOnce(ms: number): boolean {
  return Math.abs(ms) < 1000
}
