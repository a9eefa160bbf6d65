import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { accountApi } from './account-api.ts'

export const accountQuery = queryOptions({
  queryKey: ['my-account'],
  queryFn: ({ signal }) => accountApi.read(signal),
})

/** What was changed is read again. */
export function useAccountChanged(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: accountQuery.queryKey })
}
