import { useQueryClient } from '@tanstack/react-query'
import type { PageDetail } from '#contract/page.ts'
import type { PageDocument } from '#core/page/document.ts'
import { useWorkspace } from '../app/session.ts'
import { useKeptDraft } from '../ui/use-kept-draft.ts'
import { pageApi } from './api.ts'

export interface Draft {
  name: string
  document: PageDocument
}

/** The draft of a page while it is written (ui/use-kept-draft.ts). */
export function useDraft(page: PageDetail) {
  const client = useQueryClient()
  const workspace = useWorkspace()
  return useKeptDraft<Draft>({
    kept: keptOf(page),
    async write(revision, draft) {
      const name = draft.name.trim() === '' ? page.name : draft.name
      const answer = await pageApi.change(page.id, { revision, name, document: draft.document })
      void client.invalidateQueries({ queryKey: ['pages'] })
      return answer
    },
    read: async () => keptOf(await pageApi.page(page.id)),
    onLeave: () => void client.invalidateQueries({ queryKey: ['page', workspace.id, page.id] }),
  })
}

export type DraftHandle = ReturnType<typeof useDraft>

function keptOf({ revision, name, document }: PageDetail): { revision: number; draft: Draft } {
  return { revision, draft: { name, document } }
}
