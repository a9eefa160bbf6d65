import { useSay } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'
import { isOwn } from './columns.ts'

/** What a column is called. */
export function useColumnName(): (column: string) => string {
  const say = useSay()
  const labels = useLabels()
  return (column) => {
    if (column === 'person') return say('people.person')
    if (column === 'first.at') return say('people.firstSeen')
    return isOwn(column) ? say(`people.column.${column}`) : labels.field(column)
  }
}
