import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { useWordFor } from '../app/words.tsx'
import { purposesQuery } from './consent-api.ts'

/** What a purpose is called in this workspace; one that nobody wrote down is called as it came. */
export function usePurposeName(): (id: string) => string {
  const workspace = useWorkspace()
  const format = useFormat()
  const wordFor = useWordFor()
  const may = useMay('consent.read')
  const { data } = useQuery({ ...purposesQuery(workspace.id), enabled: may })
  return (id) => {
    const purpose = data?.purposes.find((one) => one.id === id)
    return purpose ? format.text(purpose.name) : wordFor('purpose', id)
  }
}
