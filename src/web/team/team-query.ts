import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useWorkspace } from '../app/session.ts'
import { teamApi } from './team-api.ts'

export function teamQuery(workspaceId: string) {
  return queryOptions({ queryKey: ['team', workspaceId], queryFn: ({ signal }) => teamApi.read(signal) })
}

/** What was changed is read again. */
export function useTeamChanged(): () => Promise<void> {
  const client = useQueryClient()
  const { id } = useWorkspace()
  return () => client.invalidateQueries({ queryKey: teamQuery(id).queryKey })
}
