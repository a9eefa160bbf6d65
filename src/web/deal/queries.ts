import { queryOptions, useQuery } from '@tanstack/react-query'
import type { DealWritten, PipelineList, PipelineView } from '#contract/deal.ts'
import type { DealAnswers, DealGroup, DealMemory } from '#contract/deal-page.ts'
import type { OwnFieldList } from '#contract/own-field.ts'
import type { ObjectionList } from '#contract/objection.ts'
import type { ProofList } from '#contract/proof.ts'
import type { Team } from '#contract/team.ts'
import { useWorkspace } from '../app/session.ts'
import { useDeed } from '../ui/use-deed.ts'
import { dealApi } from './api.ts'
import { pipelinesQuery } from './pipelines-query.ts'

export function dealQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['deal', workspaceId, id, 'page'],
    queryFn: ({ signal }) => dealApi.page(id, signal),
  })
}

/** The pipelines in force; they change only when a blueprint is applied. */
export function usePipelines(): PipelineList | undefined {
  const workspace = useWorkspace()
  return useQuery(pipelinesQuery(workspace.id)).data
}

export function usePipeline(id: string | undefined): PipelineView | undefined {
  return usePipelines()?.items.find((one) => one.id === id)
}

interface Parts {
  group: DealGroup
  memory: DealMemory
  answers: DealAnswers
  objections: ObjectionList
  proofs: ProofList
}

/** A part of the page, asked for by itself. */
export function useDealPart<Part extends keyof Parts>(part: Part, id: string) {
  const workspace = useWorkspace()
  const ask = dealApi[part] as (id: string, signal?: AbortSignal) => Promise<Parts[Part]>
  return useQuery({
    queryKey: ['deal', workspace.id, id, part],
    queryFn: ({ signal }) => ask(id, signal),
  })
}

/** The fields that the team has defined for deals. */
export function useDealFields() {
  const workspace = useWorkspace()
  return useQuery<OwnFieldList>({
    queryKey: ['pipelines', workspace.id, 'fields'],
    queryFn: ({ signal }) => dealApi.fields(signal),
  })
}

/** The colleagues of the workspace, for whoever may own a deal or owe a proof. */
export function useColleagues(): Team['members'] {
  const workspace = useWorkspace()
  const query = useQuery({ queryKey: ['team', workspace.id, 'deal'], queryFn: ({ signal }) => dealApi.team(signal) })
  return query.data?.members ?? []
}

const concerned: readonly string[] = ['deal', 'deals', 'person', 'people', 'timeline', 'accounts', 'tasks', 'home']

/** Changes something of a deal. */
export const useDealChange = () => useDeed(concerned)

/** How something said of a deal is taken back. */
export function undoWritten({ id, event }: DealWritten): Promise<unknown> {
  return event === null ? Promise.resolve() : dealApi.undo(id, event)
}
