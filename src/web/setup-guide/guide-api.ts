import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { SetupGuide, setupStepInput } from '#contract/setup-guide.ts'
import { get, post } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'

export function useSetupGuide() {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['setup-guide', workspace.id],
    queryFn: ({ signal }) => get<SetupGuide>('/api/setup-guide', {}, signal),
  })
}

/** Keeps the answers of one step, and says so. */
export function useSaveStep() {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  return useMutation({
    mutationFn: (body: z.input<typeof setupStepInput>) => post<SetupGuide>('/api/setup-guide', body),
    onSuccess: (guide) => {
      client.setQueryData(['setup-guide', workspace.id], guide)
      undo.done(say('guide.saved'))
    },
    onError: undo.failed,
  })
}
