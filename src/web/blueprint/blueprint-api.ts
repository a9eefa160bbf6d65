import { useQuery } from '@tanstack/react-query'
import type { BlueprintVersionView } from '#contract/blueprint-view.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { Change } from '#core/blueprint/diff.ts'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import type { Finding } from '#core/blueprint/lint.ts'
import { get, post } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'

export interface BlueprintDocument {
  version: BlueprintVersionView
  blueprint: Blueprint
  changes: Change[]
  findings: Finding[]
}

export interface Plan {
  version: number | null
  changed: boolean
  changes: Change[]
  findings: Finding[]
}

interface Edit {
  base: number
  edits: BlueprintEdits
  note?: string
}

export const blueprintApi = {
  read: (version: number | undefined, signal?: AbortSignal) =>
    get<BlueprintDocument>('/api/blueprint', { version }, signal),
  versions: (signal?: AbortSignal) => get<{ versions: BlueprintVersionView[] }>('/api/blueprint/versions', {}, signal),
  templates: (signal?: AbortSignal) =>
    get<{ templates: { id: string; blueprint: Blueprint }[] }>('/api/blueprint/templates', {}, signal),
  plan: (body: Edit) => post<Plan>('/api/blueprint/plan', body),
  apply: (body: Edit) => post<Plan>('/api/blueprint/apply', body),
}

/** The version in force, or one of the past; asked again while everybody is being re-evaluated. */
export function useBlueprint(version?: number) {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['blueprint', workspace.id, version ?? 'in force'],
    queryFn: ({ signal }) => blueprintApi.read(version, signal),
    refetchInterval: ({ state }) => (state.data && state.data.version.finishedAt === null ? 1500 : false),
  })
}
