import type { Pool } from 'pg'
import type { ImportOutline } from '#contract/import.ts'
import { type Result, ok, refuse } from '#contract/problem.ts'
import { delimiterName } from '#core/import/delimiter.ts'
import type { ChannelRules } from '#core/channel-rule/judge.ts'
import { guessColumns } from '#core/import/headers.ts'
import type { StageModel } from '#core/blueprint.ts'
import { type ColumnRule, type ImportMapping, isDealKind, rulesOf } from '#core/import/mapping.ts'
import { type ImportPlan, planImport } from '#core/import/plan.ts'
import { parseTarget, targetText } from '#core/import/targets.ts'
import { histories } from '#actions/person/load.ts'
import { findChannelRules } from '#store/channel-rule.ts'
import { findWorkspace } from '#store/workspace.ts'
import type { Db } from '#store/rows.ts'
import { type ImportFile, openImportFile, shownEncoding } from '#actions/import-file.ts'
import { stageSamples } from '#actions/import-stage-words.ts'

export interface PreparedImport {
  file: ImportFile
  plan: ImportPlan
  /** by which rows that do not say their channel are judged */
  channels: ChannelRules
  outline: ImportOutline
}

/** Opens the file, completes the mapping by guesses where it is silent, and refuses whatever would fail later. */
export async function prepareImport(
  pool: Pool,
  workspaceId: string,
  input: { path: string; name?: string | undefined; mapping: ImportMapping; guess: boolean },
): Promise<Result<PreparedImport>> {
  const workspace = await findWorkspace(pool, workspaceId)
  if (!workspace) return refuse('not_found', 'There is no such workspace.')
  const opened = await openImportFile(input.path, { ...input.mapping, name: input.name })
  if (!opened.ok) return opened
  const file = opened.value
  const pipelines = isDealKind(input.mapping.kind) ? await pipelinesOf(pool, workspaceId) : []
  const mapping = input.guess ? withGuesses(input.mapping, file.headers, pipelines) : input.mapping
  const { zone, currency } = workspace
  const samples = isDealKind(mapping.kind) ? await stageSamples(file, mapping) : file.samples
  const channels = await findChannelRules(pool, workspaceId)
  const ownChannels = channels.own
  const planned = planImport(mapping, file.headers, { zone, currency, samples, pipelines, ownChannels })
  if ('problems' in planned) {
    const fields = planned.problems.map(({ message }) => ({ path: 'mapping', message }))
    return refuse('invalid', fields.map(({ message }) => message).join('\n'), { fields })
  }
  return ok({ file, plan: planned.plan, channels, outline: outlineOf(file, planned.plan) })
}

/** The pipelines of a workspace, in the order of its blueprint. */
export async function pipelinesOf(db: Db, workspaceId: string): Promise<StageModel[]> {
  const { current } = await histories.of(db, workspaceId)
  return current.blueprint.models.filter(({ subject }) => subject === 'deal')
}

/** What the person said stays; columns they did not name get what their header says. */
export function withGuesses(
  mapping: ImportMapping,
  headers: readonly string[],
  pipelines: readonly StageModel[] = [],
): ImportMapping {
  const named = new Set(rulesOf(mapping).map(({ header }) => header.trim().toLowerCase()))
  const targets = [...rulesOf(mapping).map(({ rule }) => rule.to), ...Object.keys(mapping.set ?? {})]
  if (mapping.event !== undefined) targets.push('event')
  const taken = new Set(targets.flatMap((written) => placesOf(written, mapping)))
  const open = headers.filter((header) => !named.has(header.toLowerCase()))
  return { ...mapping, columns: { ...guessColumns(open, mapping.kind, taken, pipelines), ...mapping.columns } }
}

/** A target under the names that guesses use for it. */
function placesOf(written: string, mapping: ImportMapping): string[] {
  const target = parseTarget(written, mapping.kind)
  if ('error' in target) return [written]
  const bare = target.kind === 'trait' || target.kind === 'account' ? [target.name] : []
  return [written, targetText(target), ...bare]
}

function outlineOf(file: ImportFile, plan: ImportPlan): ImportOutline {
  const rules = rulesOf(plan.mapping)
  const mapped = new Set(plan.fields.map((field) => field.header))
  return {
    fileName: file.name,
    size: file.size,
    encoding: shownEncoding(file),
    confidence: file.confidence,
    delimiter: delimiterName(file.delimiter),
    columns: plan.fields.map((field) => {
      const rule = rules.find((one) => one.header === field.header && one.rule.to === field.to)?.rule
      const example = file.samples[field.column]?.[0] ?? null
      return { header: field.header, to: field.to, detail: rule ? detailOf(rule) : null, example }
    }),
    constants: Object.entries(plan.mapping.set ?? {}).map(([to, value]) => ({ to, value: String(value) })),
    unmapped: file.headers.filter((header) => !mapped.has(header)),
    event: plan.event,
    zone: plan.mapping.zone ?? 'UTC',
  }
}

function detailOf(rule: ColumnRule): string | null {
  const parts: string[] = []
  if (rule.format !== undefined) parts.push(`${rule.format} in ${rule.zone ?? 'UTC'}`)
  if (rule.decimal !== undefined) parts.push(`decimal ${rule.decimal}`)
  if (rule.as !== undefined) parts.push(`as ${rule.as}`)
  if (rule.values !== undefined) {
    const pairs = Object.entries(rule.values).map(
      ([cell, value]) => `${cell === '' ? '(blank)' : cell} → ${String(value)}`,
    )
    parts.push(pairs.slice(0, 4).join(', ') + (pairs.length > 4 ? ', …' : ''))
  }
  return parts.length > 0 ? parts.join('; ') : null
}
