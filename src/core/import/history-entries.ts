import type { StageModel } from '#core/blueprint.ts'
import type { DealEvent, DealFacts, DealFields } from '#core/deal/event.ts'
import { toMinor } from '#core/deal/money.ts'
import type { Rejection } from '#core/event.ts'
import { differing, type ImportEntry } from '#core/import/deal-entries.ts'
import type { DealPlan } from '#core/import/deal-plan.ts'
import { type HistoryRow, placeOfWord, stageUnknown } from '#core/import/deal-row.ts'

/** What rows of a stage history say of one deal, beside rows whose stage its pipeline does not have. */
export interface HistorySaid {
  /** by row, in the order in which they were given */
  entries: { row: HistoryRow; entries: ImportEntry[] }[]
  refused: { row: HistoryRow; rejection: Rejection }[]
}

/**
 * What rows of a stage history say of their deal: its first opens one that nobody knows yet, each stage that differs from
 * the one before it moves the deal, amounts and expected dates that differ change it. Rows may come in any order and in
 * several files. `events`: what is known of the deal, in (at, id) order; null for a new one.
 */
export function entriesOfHistory(
  rows: readonly HistoryRow[],
  deals: DealPlan,
  pipeline: string | null,
  events: readonly DealEvent[] | null,
): HistorySaid {
  const said: HistorySaid = { entries: [], refused: [] }
  const stays = (events ?? []).flatMap((event) =>
    (event.kind === 'opened' || event.kind === 'moved') && event.data.from !== 'list'
      ? [{ at: event.at, place: placeText(event.data.pipeline, event.data) }]
      : [],
  )
  const facts = (events ?? []).flatMap((event) =>
    event.kind === 'opened' || event.kind === 'changed' ? [{ at: event.at, fields: event.data.fields }] : [],
  )
  const currency = facts.findLast(({ fields }) => typeof fields.currency === 'string')?.fields.currency ?? null
  let known = events !== null
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    const model = row.pipeline ?? modelOf(deals, pipeline) ?? deals.model
    const place = placeOfWord(row.word, model)
    if (!place) {
      said.refused.push({ row, rejection: stageUnknown(row.word, model) })
      continue
    }
    const entries: ImportEntry[] = []
    const stated = statedBy(row, currency)
    const text = placeText(model.id, place)
    if (!known) {
      const data: DealFacts['opened'] = {
        pipeline: model.id,
        ...('stage' in place ? place : { stage: model.stages[0]?.id ?? '', ...place }),
        fields: { name: row.name ?? row.externalId, ...stated },
        externalId: row.externalId,
        from: 'history',
      }
      entries.push({ kind: 'opened', data, at: row.at, messageId: `${row.stem}:o` })
      known = true
    } else {
      if (stays.findLast(({ at }) => at <= row.at)?.place !== text) {
        const data: DealFacts['moved'] = { pipeline: model.id, ...place, from: 'history' }
        entries.push({ kind: 'moved', data, at: row.at, messageId: `${row.stem}:m` })
      }
      const fields = differing(stated, asOf(facts, row.at))
      if (Object.keys(fields).length > 0) {
        entries.push({ kind: 'changed', data: { fields }, at: row.at, messageId: `${row.stem}:c` })
      }
    }
    keep(stays, { at: row.at, place: text })
    keep(facts, { at: row.at, fields: stated })
    said.entries.push({ row, entries })
  }
  return said
}

function modelOf(deals: DealPlan, pipeline: string | null): StageModel | undefined {
  return deals.models.find(({ id }) => id === pipeline)
}

/** `own`: the currency of the deal, in which amounts stand that say none. */
function statedBy({ amountMinor, currency, bare, closeDate }: HistoryRow, own: string | null): DealFields {
  const money =
    bare !== null && own !== null ? { amountMinor: toMinor(bare, own), currency: own } : { amountMinor, currency }
  return {
    ...(money.amountMinor === null ? {} : { amountMinor: money.amountMinor }),
    ...(money.amountMinor === null || money.currency === null ? {} : { currency: money.currency }),
    ...(closeDate === null ? {} : { closeDate }),
  }
}

function asOf(facts: readonly { at: number; fields: DealFields }[], at: number): DealFields {
  return Object.assign({}, ...facts.filter((one) => one.at <= at).map(({ fields }) => fields)) as DealFields
}

/** Puts one in its place, by time. */
function keep<Kept extends { at: number }>(list: Kept[], one: Kept): void {
  const after = list.findIndex(({ at }) => at > one.at)
  list.splice(after < 0 ? list.length : after, 0, one)
}

function placeText(pipeline: string, place: { stage?: string; outcome?: string }): string {
  return JSON.stringify(place.outcome === undefined ? [pipeline, place.stage] : [pipeline, null, place.outcome])
}
