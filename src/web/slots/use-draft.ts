import { useQueryClient } from '@tanstack/react-query'
import type { SlotDetail } from '#contract/slot.ts'
import type { SlotDocument } from '#core/slot/document.ts'
import { useWorkspace } from '../app/session.ts'
import { useKeptDraft } from '../ui/use-kept-draft.ts'
import { slotApi } from './api.ts'

export interface SlotDraft {
  name: string
  document: SlotDocument
}

/** The draft of a slot while it is written (ui/use-kept-draft.ts). */
export function useSlotDraft(slot: SlotDetail) {
  const client = useQueryClient()
  const workspace = useWorkspace()
  return useKeptDraft<SlotDraft>({
    kept: keptOf(slot),
    async write(revision, draft) {
      const name = draft.name.trim() === '' ? slot.name : draft.name
      const answer = await slotApi.change(slot.id, { revision, name, document: draft.document })
      void client.invalidateQueries({ queryKey: ['slots'] })
      return answer
    },
    read: async () => keptOf(await slotApi.slot(slot.id)),
    onLeave: () => void client.invalidateQueries({ queryKey: ['slot', workspace.id, slot.id] }),
  })
}

export type SlotDraftHandle = ReturnType<typeof useSlotDraft>

function keptOf({ revision, name, document }: SlotDetail): { revision: number; draft: SlotDraft } {
  return { revision, draft: { name, document } }
}
