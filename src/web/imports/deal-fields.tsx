import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PipelineList, PipelineView } from '#contract/deal.ts'
import type { ImportPreview } from '#contract/import-task.ts'
import { type ImportMapping, rulesOf } from '#core/import/mapping.ts'
import { get } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { useSay } from '../app/words.tsx'

/** The pipelines of the workspace, and the one that the rows of a file go through. */
export function usePipelines(mapping: ImportMapping): { all: PipelineView[]; own: PipelineView | undefined } {
  const workspace = useWorkspace()
  const asks = mapping.kind === 'deals' || mapping.kind === 'deal_history'
  const query = useQuery({
    queryKey: ['deals', 'pipelines', workspace.id],
    queryFn: ({ signal }) => get<PipelineList>('/api/pipelines', {}, signal),
    enabled: asks,
  })
  const all = query.data?.items ?? []
  return { all, own: all.find(({ id }) => id === mapping.pipeline) ?? all[0] }
}

interface DealFieldsInput {
  preview: ImportPreview
  onChange(mapping: ImportMapping): void
}

/** Which pipeline the deals of a file go through, and where those begin of which only start and end are known. */
export function DealFields({ preview: { mapping, kind }, onChange }: DealFieldsInput) {
  const say = useSay()
  const format = useFormat()
  const { all, own } = usePipelines(mapping)
  if (!own) return null
  return (
    <>
      <NativeSelect
        label={say('imports.pipeline')}
        value={own.id}
        data={all.map(({ id, name }) => ({ value: id, label: format.text(name) }))}
        onChange={(event) => onChange(through(mapping, event.currentTarget.value))}
      />
      {kind === 'deals' && (
        <NativeSelect
          label={say('imports.start')}
          value={mapping.start ?? own.stages[0]?.id ?? ''}
          data={own.stages.filter(({ won }) => !won).map(({ id, name }) => ({ value: id, label: format.text(name) }))}
          onChange={(event) => onChange({ ...mapping, start: event.currentTarget.value })}
        />
      )}
    </>
  )
}

/** The mapping for another pipeline: what words of the stage column lead to is guessed anew. */
function through(mapping: ImportMapping, pipeline: string): ImportMapping {
  const { start: _start, ...rest } = mapping
  const columns = Object.fromEntries(
    Object.entries(rest.columns).flatMap(([header, value]) => {
      const rules = (Array.isArray(value) ? value : [value]).map((rule) =>
        typeof rule === 'string' ? { to: rule } : rule,
      )
      const kept = rules
        .filter(({ to }) => !to.startsWith('entered.'))
        .map((rule) => (rule.to === 'stage' ? { to: 'stage' } : rule))
      return kept.length === 0 ? [] : [[header, kept.length === 1 && kept[0] ? kept[0] : kept]]
    }),
  )
  return { ...rest, columns, pipeline }
}

/** The mapping with a word of the stage column led to a stage or way out; null sets such rows aside. */
export function withStageWord(mapping: ImportMapping, word: string, to: string | null): ImportMapping {
  const found = rulesOf(mapping).find(({ rule }) => rule.to === 'stage')
  if (!found) return mapping
  const changed = { ...found.rule, values: { ...found.rule.values, [word]: to } }
  const all = rulesOf(mapping)
    .filter(({ header }) => header === found.header)
    .map(({ rule }) => (rule === found.rule ? changed : rule))
  return { ...mapping, columns: { ...mapping.columns, [found.header]: all.length === 1 ? changed : all } }
}
