import { queryOptions } from '@tanstack/react-query'
import type {
  IcpEffect,
  IcpEvidence,
  IcpNarrow,
  IcpPage,
  IcpSuggested,
  Phrase,
  PhraseCandidates,
  PhraseInput,
  PhraseList,
  Worksheet,
  WorksheetList,
  WorksheetPage,
} from '#contract/icp.ts'
import type { TitlesPage, TitleTried } from '#contract/title.ts'
import type { TitleEdits } from '#core/blueprint/edit-titles.ts'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import type { WorksheetAnswers } from '#core/icp/worksheet.ts'
import type { Condition } from '#core/rule.ts'
import { get, post } from '../app/api.ts'

export interface WorksheetChange {
  name?: string
  scope?: string
  answers?: WorksheetAnswers
  inForce?: boolean
  removed?: boolean
}

export const icpApi = {
  draft: (when: Condition | null) => post<IcpPage>('/api/icp/draft', { when }),
  take: (field: string, value: string) => post<IcpPage>('/api/icp/suggested/take', { field, value }),
  addSheet: (input: { name: string; scope: string; from?: string }) => post<Worksheet>('/api/icp/worksheets', input),
  changeSheet: (id: string, change: WorksheetChange) => post<Worksheet>(`/api/icp/worksheets/${id}`, change),
  keepPhrase: (input: PhraseInput) => post<Phrase>('/api/phrases', input),
  changePhrase: (id: string, change: { tag?: string; said?: string; removed?: boolean }) =>
    post<Phrase>(`/api/phrases/${id}`, change),
}

export const icpQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'page'],
    queryFn: ({ signal }) => get<IcpPage>('/api/icp', {}, signal),
  })

export const narrowQuery = (workspaceId: string, when: Condition, months: number) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'narrow', when, months],
    queryFn: () => post<IcpNarrow>('/api/icp/narrow', { when, months }),
    retry: false,
    staleTime: 60_000,
  })

export const suggestedQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'suggested'],
    queryFn: ({ signal }) => get<IcpSuggested>('/api/icp/suggested', {}, signal),
  })

export const evidenceQuery = (workspaceId: string, field: string, value: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'evidence', field, value],
    queryFn: ({ signal }) => get<IcpEvidence>('/api/icp/suggested/companies', { field, value }, signal),
  })

export const effectQuery = (workspaceId: string, base: number, edits: BlueprintEdits) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'effect', base, edits],
    queryFn: () => post<IcpEffect>('/api/icp/effect', { base, edits }),
    retry: false,
    staleTime: 60_000,
  })

export const titlesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'titles'],
    queryFn: ({ signal }) => get<TitlesPage>('/api/icp/titles', {}, signal),
  })

export const tryQuery = (workspaceId: string, title: string, edits: TitleEdits) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'try', title, edits],
    queryFn: () => post<TitleTried>('/api/icp/titles/try', { title, edits }),
    enabled: title.trim() !== '',
    retry: false,
    staleTime: 60_000,
  })

export const sheetsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'sheets'],
    queryFn: ({ signal }) => get<WorksheetList>('/api/icp/worksheets', {}, signal),
  })

export const sheetQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'sheet', id],
    queryFn: ({ signal }) => get<WorksheetPage>(`/api/icp/worksheets/${id}`, {}, signal),
  })

export const phrasesQuery = (workspaceId: string, q: string, tag: string | undefined) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'phrases', q, tag ?? ''],
    queryFn: ({ signal }) => get<PhraseList>('/api/phrases', { q, tag }, signal),
  })

export const candidatesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['icp', workspaceId, 'candidates'],
    queryFn: ({ signal }) => get<PhraseCandidates>('/api/phrases/candidates', {}, signal),
  })
