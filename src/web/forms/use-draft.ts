import { useQueryClient } from '@tanstack/react-query'
import type { FormPage } from '#contract/form.ts'
import type { FormDocument } from '#core/form/document.ts'
import { useWorkspace } from '../app/session.ts'
import { useKeptDraft } from '../ui/use-kept-draft.ts'
import { formApi, formQuery } from './api.ts'

interface FormDraft {
  name: string
  document: FormDocument
}

/** The draft of a form while it is written (ui/use-kept-draft.ts). */
export function useDraft(form: FormPage) {
  const client = useQueryClient()
  const workspace = useWorkspace()
  const { queryKey } = formQuery(workspace.id, form.id)
  const { draft, change, ...kept } = useKeptDraft<FormDraft>({
    kept: keptOf(form),
    async write(revision, { name, document }) {
      const answer = await formApi.change(form.id, { revision, name: name.trim() === '' ? form.name : name, document })
      void client.invalidateQueries({ queryKey })
      return answer
    },
    read: async () => keptOf(await formApi.page(form.id)),
    onLeave: () => void client.invalidateQueries({ queryKey }),
  })
  return {
    ...kept,
    ...draft,
    /** `place`: where it was made; by itself the parts that changed */
    change: (next: Partial<FormDocument>, place = Object.keys(next).join(' ')) =>
      change((now) => ({ document: { ...now.document, ...next } }), place),
    rename: (name: string) => change({ name }, 'name'),
  }
}

export type Draft = ReturnType<typeof useDraft>

function keptOf({ revision, name, document }: FormPage): { revision: number; draft: FormDraft } {
  return { revision, draft: { name, document } }
}
