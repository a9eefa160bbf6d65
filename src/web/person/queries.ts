import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteList } from '#contract/note.ts'
import type { PersonScores, TimelineSummary } from '#contract/person.ts'
import type { PersonHandoffs, PersonIdentities, PersonStages } from '#contract/person-head.ts'
import type { PersonDuplicates } from '#contract/person-verbs.ts'
import { useWorkspace } from '../app/session.ts'
import { useUndo } from '../ui/undo.tsx'
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

interface Change<Value> {
  run(): Promise<Value>
  /** what to say when it is done */
  said?(value: Value): string
  /** how it is taken back */
  undo?(value: Value): Promise<unknown>
  onDone?(value: Value): void
}

/** Changes something of a person: says so, offers the way back, and asks again for what it concerned. */
export function useChange() {
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [isPending, setPending] = useState(false)

  const refresh = () => {
    const concerned = ['person', 'timeline', 'people', 'accounts', 'duplicates', 'home']
    return client.invalidateQueries({ predicate: ({ queryKey }) => concerned.includes(String(queryKey[0])) })
  }

  const make = async <Value>({ run, said, undo, onDone }: Change<Value>): Promise<void> => {
    const value = await run()
    onDone?.(value)
    if (said) done(said(value), undo && (() => undo(value).then(refresh)))
    void refresh()
  }

  const mutate = <Value>(change: Change<Value>): void => {
    setPending(true)
    void make(change)
      .catch(failed)
      .finally(() => setPending(false))
  }
  return { mutate, isPending }
}
