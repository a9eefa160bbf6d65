import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sessionQuery } from '../app/session.ts'

/** Takes a new session in and goes where they wanted to. */
export function useEnter(): (next?: string) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async (next = '/') => {
    client.clear()
    await client.fetchQuery(sessionQuery)
    router.history.push(next)
  }
}
