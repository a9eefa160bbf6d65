import { useIntl } from 'react-intl'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useSay, useWordFor } from '../app/words.tsx'
import { useDealFields, usePipelines } from './pipeline-api.ts'

/** What deals fall into groups by. */
export const properties = ['owner', 'team', 'pipeline', 'source', 'campaign', 'product', 'sector', 'month'] as const

const names: Record<(typeof properties)[number], MessageId> = {
  owner: 'pipeline.by.owner',
  team: 'pipeline.by.team',
  pipeline: 'pipeline.by.pipeline',
  source: 'pipeline.by.source',
  campaign: 'pipeline.by.campaign',
  product: 'pipeline.by.product',
  sector: 'pipeline.by.sector',
  month: 'pipeline.by.month',
}

/** What a property is called. */
export function usePropertyName(): (by: string, place?: 'inside') => string {
  const say = useSay()
  const fields = useDealFields()
  return (by, place) => {
    const known = properties.find((one) => one === by)
    // inside a phrase a word begins small
    if (known) return place === 'inside' ? say(names[known]).toLocaleLowerCase() : say(names[known])
    const key = by.replace(/^custom\./, '')
    return fields.find((field) => field.key === key)?.label ?? key
  }
}

/** What a group is called: months and channels by their words, pipelines as the blueprint names them. */
export function useKeyName(): (by: string | null, key: string | null, label?: string | null) => string {
  const say = useSay()
  const intl = useIntl()
  const format = useFormat()
  const wordFor = useWordFor()
  const pipelines = usePipelines()
  return (by, key, label = null) => {
    if (key === null) return say(by === 'owner' ? 'pipeline.nobody' : 'pipeline.missing')
    if (by === 'month') return intl.formatDate(Date.UTC(2026, Number(key) - 1, 15), { month: 'long', timeZone: 'UTC' })
    const pipeline = by === 'pipeline' ? pipelines?.items.find(({ id }) => id === key) : undefined
    if (pipeline) return format.text(pipeline.name)
    if (by === 'source') return wordFor('channel', key)
    if (by === 'owner') return label ?? key.replace(/^name:/, '')
    return label ?? key
  }
}

/** The filter that leaves one group, as the address and the API write it. */
export function filterOf(by: string, key: string | null): string {
  return key === null ? `${by}:missing` : `${by}:=${key}`
}

/** Minor units of a currency (the workspace's, if none is said), whole and short. */
export function useMinor(currency: string) {
  const format = useFormat()
  return {
    money: (minor: number, code = currency) => format.money(rounded(toMajor(minor, code)), code),
    short: (minor: number, code = currency) => format.moneyShort(toMajor(minor, code), code),
  }
}

/** Cents say nothing of large sums. */
function rounded(major: number): number {
  return Math.abs(major) >= 1000 ? Math.round(major) : Math.round(major * 100) / 100
}

/** A length in days, a decimal under ten. */
export function useDays(): (days: number) => string {
  const say = useSay()
  return (days) => say('pipeline.days', { days: days < 10 ? Math.round(days * 10) / 10 : Math.round(days) })
}

/** The stage's name in a pipeline. */
export function useStageName(pipeline: string | undefined): (stage: string) => string {
  const format = useFormat()
  const items = usePipelines()?.items
  return (stage) => {
    const model = items?.find(({ id }) => id === pipeline) ?? items?.[0]
    const found = model?.stages.find(({ id }) => id === stage)
    return found ? format.text(found.name) : stage
  }
}

/** The id of the first pipeline, where one is needed and none was chosen. */
export function useFirstPipeline(needed: boolean): string | undefined {
  const first = usePipelines()?.items[0]?.id
  return needed ? first : undefined
}

/** Calendar days as texts (`2026-11-22`): one in words, several as a span from the first to the one before the last. */
export function useCalendar() {
  const intl = useIntl()
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`)
  return {
    day: (day: string) => intl.formatDate(at(day), { dateStyle: 'medium', timeZone: 'UTC' }),
    short: (day: string) => intl.formatDate(at(day), { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    span: (from: string, to: string) =>
      intl.formatDateTimeRange(at(from), new Date(at(to).getTime() - 86_400_000), {
        dateStyle: 'medium',
        timeZone: 'UTC',
      }),
  }
}

/** A day some days later. */
export function shiftDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
