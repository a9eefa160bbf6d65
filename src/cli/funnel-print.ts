import { stringify } from 'csv-stringify/sync'
import type { FunnelDocument, FunnelGroupDocument } from '#contract/funnel.ts'
import type { Text } from '#core/blueprint.ts'
import { dayOf } from '#core/report/period.ts'
import { cutTo, harmless, tableLines } from '#cli/table.ts'

type Step = FunnelGroupDocument['steps'][number]
type Rate = Step['fromFirst']['raw']
export type Language = keyof Text

const number = new Intl.NumberFormat('en')
const widest = 40

/** The funnel for people: what was counted, the steps, the groups, and what must be said beside them. */
export function funnelText(funnel: FunnelDocument, language: Language): string {
  const lines = [...headLines(funnel, language), '', ...stepLines(funnel, language)]
  if (funnel.by !== null) lines.push('', ...groupLines(funnel, language))
  const notes = noteLines(funnel)
  if (notes.length > 0) lines.push('', ...notes)
  return lines.join('\n')
}

function headLines(funnel: FunnelDocument, language: Language): string[] {
  const { zone, from, to, window, pass, asOf, total } = funnel
  const first = from === null ? 'the beginning' : dayOf(Date.parse(from), zone)
  const last = dayOf(Date.parse(to) - 1, zone)
  const unit = total.members === 1 ? funnel.subject : funnel.subject === 'person' ? 'people' : `${funnel.subject}s`
  return [
    harmless(say(funnel.name, language)),
    `${number.format(total.members)} ${unit}${pass === 'any' ? ' and laps' : ''} who entered from ${first} to ${last}, days of ${zone}${window === null ? '' : `; each step within ${window} of entry`}`,
    ...(asOf === null ? [] : [`As it was known at ${asOf}`]),
  ]
}

function stepLines(funnel: FunnelDocument, language: Language): string[] {
  const { steps } = funnel.total
  const windowed = funnel.window !== null
  const medians = steps.some((step) => step.fromPrevious.time?.median != null)
  const columns: [string, (step: Step) => string][] = [
    ['reached', (step) => number.format(step.reached)],
    ['of first', (step) => share(step.fromFirst.raw)],
    ['95 % interval', (step) => interval(step.fromFirst.raw)],
    ['of previous', (step) => share(step.fromPrevious.raw)],
    ...(windowed
      ? ([
          ['still open', (step) => number.format(step.open)],
          ['matured of first', (step) => share(step.fromFirst.matured)],
          ['95 % interval', (step) => interval(step.fromFirst.matured)],
        ] satisfies [string, (step: Step) => string][])
      : []),
    ['skipped', (step) => number.format(step.skipped)],
    ...(medians
      ? ([
          ['median since previous', (step) => time(step.fromPrevious.time?.median)],
          ['median since first', (step) => time(step.fromFirst.time?.median)],
        ] satisfies [string, (step: Step) => string][])
      : []),
    ['mean since previous', (step) => time(step.fromPrevious.time?.mean)],
    ['mean since first', (step) => time(step.fromFirst.time?.mean)],
    ...(funnel.total.faults > 0
      ? ([['faults', (step) => number.format(step.faults)]] satisfies [string, (step: Step) => string][])
      : []),
  ]
  return tableLines(
    ['stage', ...columns.map(([name]) => name)],
    steps.map((step, k) => [stageName(funnel, k, language), ...columns.map(([, cell]) => cell(step))]),
  )
}

function groupLines(funnel: FunnelDocument, language: Language): string[] {
  const last = funnel.stages.length - 1
  const rateOf = (step: Step): Rate => step.fromFirst.matured ?? step.fromFirst.raw
  const head = [
    harmless(funnel.by ?? ''),
    'entered',
    ...funnel.stages.slice(1).map((_, k) => stageName(funnel, k + 1, language)),
    `${stageName(funnel, last, language)} of first${funnel.window === null ? '' : ', matured'}`,
    '95 % interval',
    'median',
  ]
  const row = (group: FunnelGroupDocument): string[] => {
    const final = group.steps[last] as Step
    return [
      groupName(funnel, group),
      number.format(group.members),
      ...group.steps.slice(1).map((step) => `${number.format(step.reached)} (${share(step.fromFirst.raw)})`),
      share(rateOf(final)),
      interval(rateOf(final)),
      time(final.fromFirst.time?.median),
    ]
  }
  return tableLines(head, funnel.groups.map(row))
}

function groupName(funnel: FunnelDocument, group: FunnelGroupDocument): string {
  if (group.kind === 'missing') return '(missing)'
  if (group.kind === 'other') return `(other: ${number.format(funnel.folded)} values)`
  return cutTo(harmless(group.value ?? ''), widest)
}

function noteLines(funnel: FunnelDocument): string[] {
  const { total, notes } = funnel
  const says: Record<FunnelDocument['notes'][number], string> = {
    no_window: 'No window: whoever has not come may still come. --window 90d counts each step within 90 days of entry.',
    open_windows: `${number.format(total.open)} of ${number.format(total.members)} still have an open window; "matured" counts only those whose window has closed.`,
    folded: `The ${number.format(funnel.folded)} smallest values are in (other).`,
    facts_are_current: 'Stages are as they were known; channels, facts and companies are as they are now.',
    faults: `${number.format(total.faults)} reached some stage before an earlier one, by the data. They are counted, with their negative times.`,
  }
  return notes.map((note) => says[note])
}

/** One row a group and stage, total first; times in days. Cells that a spreadsheet would take for a formula are guarded. */
export function funnelCsv(funnel: FunnelDocument): string {
  const days = (ms: number | null | undefined): number | null => (ms == null ? null : ms / 86_400_000)
  const rates = (name: string, rate: Rate | null) => ({
    [`${name}_of`]: rate?.of ?? null,
    [`${name}_rate`]: rate?.rate ?? null,
    [`${name}_low`]: rate?.low ?? null,
    [`${name}_high`]: rate?.high ?? null,
  })
  const rows = [funnel.total, ...funnel.groups].flatMap((group) =>
    group.steps.map((step) => ({
      group: group.kind,
      value: group.value,
      stage: step.stage,
      reached: step.reached,
      still_open: step.open,
      not_reached: step.not,
      skipped: step.skipped,
      faults: step.faults,
      ...rates('first', step.fromFirst.raw),
      ...rates('first_matured', step.fromFirst.matured),
      ...rates('previous', step.fromPrevious.raw),
      ...rates('previous_matured', step.fromPrevious.matured),
      median_days_since_first: days(step.fromFirst.time?.median),
      mean_days_since_first: days(step.fromFirst.time?.mean),
      median_days_since_previous: days(step.fromPrevious.time?.median),
      mean_days_since_previous: days(step.fromPrevious.time?.mean),
    })),
  )
  // numbers stay numbers: only text may be taken for a formula
  return stringify(
    rows.map((row) => ({ ...row, value: guarded(row.value), stage: guarded(row.stage) })),
    { header: true },
  )
}

function guarded(text: string | null): string | null {
  return text !== null && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function stageName(funnel: FunnelDocument, k: number, language: Language): string {
  const stage = funnel.stages[k]
  return stage ? harmless(say(stage.name, language)) : ''
}

function say(text: { en: string; ko?: string | undefined; ru?: string | undefined }, language: Language): string {
  return text[language] ?? text.en
}

function share(rate: Rate | null): string {
  return rate === null || rate.rate === null ? '–' : `${(rate.rate * 100).toFixed(2)} %`
}

function interval(rate: Rate | null): string {
  if (rate === null || rate.low === null || rate.high === null) return '–'
  return `${(rate.low * 100).toFixed(2)}–${(rate.high * 100).toFixed(2)}`
}

/** A length of time, in days from one day on. */
function time(ms: number | null | undefined): string {
  if (ms == null) return '–'
  const size = Math.abs(ms)
  if (size >= 86_400_000) return `${(ms / 86_400_000).toFixed(2)} d`
  if (size >= 3_600_000) return `${(ms / 3_600_000).toFixed(1)} h`
  return size >= 60_000 ? `${(ms / 60_000).toFixed(1)} min` : `${Math.round(ms / 1000)} s`
}
