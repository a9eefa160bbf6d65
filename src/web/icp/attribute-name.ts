import { sizeBands } from '#core/icp/attribute.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'

/** What companies have in common, in words: «Industry: Logistics», «200–999 people». */
export function useAttributeName(): (attribute: { field: string; value: string }) => string {
  const size = useSizeName()
  const labels = useLabels()
  return ({ field, value }) => {
    if (field === 'size') return size(value)
    const name = labels.field(field)
    return value === 'true' ? name : `${name} — ${bare(labels.value(field, value))}`
  }
}

/** Names stand there without the quotes of a sentence. */
export const bare = (text: string): string => text.replace(/^[“«‘']|[”»’']$/g, '')

/** A band of company size by its lower bound. */
export function useSizeName(): (from: string) => string {
  const say = useSay()
  const format = useFormat()
  return (from) => {
    const next = sizeBands.find((bound) => bound > Number(from))
    const low = format.number(Number(from))
    return next === undefined ? say('icp.size.last', { low }) : say('icp.size', { low, high: format.number(next - 1) })
  }
}
