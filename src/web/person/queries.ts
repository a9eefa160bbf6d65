import { queryOptions } from '@tanstack/react-query'
import type { NoteList } from '#contract/note.ts'
import type { PersonScores, TimelineSummary } from '#contract/person.ts'
import type { PersonHandoffs, PersonIdentities, PersonStages } from '#contract/person-head.ts'
import type { PersonDuplicates } from '#contract/person-verbs.ts'
import { useWorkspace } from '../app/session.ts'
import { useDeed } from '../ui/use-deed.ts'
import { personApi } from './api.ts'

interface Parts {
  scores: PersonScores
  stages: PersonStages
  summary: TimelineSummary
  identities: PersonIdentities
  handoffs: PersonHandoffs
  duplicates: PersonDuplicates
  notes: NoteList
}

/** A part of the page that is asked for when it comes near. */
export function usePartQuery<Part extends keyof Parts>(part: Part, id: string) {
  const workspace = useWorkspace()
  const ask = personApi[part] as (id: string, signal?: AbortSignal) => Promise<Parts[Part]>
  return queryOptions<Parts[Part]>({
    queryKey: ['person', workspace.id, id, part],
    queryFn: ({ signal }) => ask(id, signal),
  })
}

const concerned = ['person', 'timeline', 'people', 'accounts', 'duplicates', 'home']

/** Changes something of a person. */
export const usePersonChange = () => useDeed(concerned)
