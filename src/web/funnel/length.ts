import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'

/** A length of time in words; stages passed at one moment took none to speak of. */
export function useLength(): (ms: number) => string {
  const say = useSay()
  const format = useFormat()
  return (ms) => (Math.abs(ms) < 1000 ? say('funnel.atOnce') : format.duration(ms))
}
