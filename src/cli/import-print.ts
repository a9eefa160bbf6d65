import { toMajor } from '#core/deal/money.ts'
import type { DryRun, ImportOutline, ImportProgress, ImportSummary } from '#contract/import.ts'

const number = new Intl.NumberFormat('en')

/** How the file is read and what each column becomes. */
export function outlineText(outline: ImportOutline): string {
  const sure = outline.confidence === 'likely' ? ' (probably)' : ''
  const lines = [
    `${outline.fileName}: ${size(outline.size)}, ${outline.encoding}${sure}, delimiter ${outline.delimiter}, times in ${outline.zone} unless they say otherwise`,
  ]
  if (outline.event !== null) lines.push(`  every row is ${outline.event}`)
  const width = Math.min(40, Math.max(0, ...outline.columns.map((column) => column.header.length)))
  for (const { header, to, detail, example } of outline.columns) {
    const more = [detail, example === null ? null : `e.g. ${shorten(example)}`].filter((part) => part !== null)
    lines.push(`  ${inert(header).padEnd(width)} → ${to}${more.length > 0 ? `  (${more.join('; ')})` : ''}`)
  }
  for (const { to, value } of outline.constants) lines.push(`  ${'always'.padEnd(width)} → ${to} = ${inert(value)}`)
  if (outline.unmapped.length > 0) lines.push(`  left out: ${outline.unmapped.map(inert).join(', ')}`)
  return lines.join('\n')
}

/** A dry run for people. */
export function dryRunText(run: DryRun): string {
  const { events, people, companies, changes } = run
  const lines = [outlineText(run.outline), '']
  lines.push(
    `${count(run.rows, 'row')}${run.complete ? '' : ' (the rest of the file was not read)'}: ${number.format(run.good)} good, ${number.format(run.setAside)} would be set aside`,
  )
  for (const fault of run.faults) {
    lines.push(`  ${number.format(fault.count)} × ${fault.code}${fault.field === null ? '' : ` (${fault.field})`}`)
    for (const { row, message } of fault.examples) lines.push(`      row ${row}: ${inert(message)}`)
  }
  for (const { name, count: n } of events.names) lines.push(`  ${number.format(n)} × ${inert(name)}`)
  if (events.from !== null && events.until !== null) {
    lines.push(`  from ${new Date(events.from).toISOString()} to ${new Date(events.until).toISOString()}`)
  }
  if (run.deals) lines.push(...dealLines(run.deals))
  lines.push(`Known already: ${count(events.alreadyThere, run.deals ? 'row' : 'event')}, which would not count twice`)
  if (people.new + people.matched > 0) {
    lines.push(`People: about ${number.format(people.new)} new, ${number.format(people.matched)} known`)
  }
  if (companies.new + companies.matched > 0) {
    lines.push(`Companies: about ${number.format(companies.new)} new, ${number.format(companies.matched)} known`)
  }
  if (changes.facts > 0) {
    lines.push(`${count(changes.facts, 'fact')} would change, unless newer ones are known:`)
    for (const { row, who, fact, from, to } of changes.sample.slice(0, 10)) {
      lines.push(
        `  row ${row}  ${inert(who)}  ${inert(fact)}: ${inert(from ?? '(nothing)')} → ${inert(to ?? '(nothing)')}`,
      )
    }
  }
  lines.push('', 'Nothing was changed. Run it without --dry-run to import.')
  return lines.join('\n')
}

/** What a file about deals would do, and what in it matches nothing. */
function dealLines(deals: NonNullable<DryRun['deals']>): string[] {
  const lines = [
    `New: ${number.format(deals.new)}, changed: ${number.format(deals.changed)}, as known: ${number.format(deals.same)}`,
  ]
  if (deals.open + deals.won + deals.lost > 0) {
    lines.push(
      `Open: ${number.format(deals.open)}, won: ${number.format(deals.won)}, lost: ${number.format(deals.lost)}`,
    )
  }
  for (const { currency, minor, count: n, rate } of deals.wonSums) {
    const money = new Intl.NumberFormat('en', { style: 'currency', currency }).format(toMajor(minor, currency))
    lines.push(`  ${money} won in ${count(n, 'deal')}${rate ? '' : ' (no rate of this currency: stays unconverted)'}`)
  }
  if (deals.notices.length > 0) lines.push('These rows count, and something in them matches nothing:')
  for (const { code, value, count: n, rows, near } of deals.notices.slice(0, 50)) {
    const name = value === '' ? '' : ` “${inert(value)}”`
    const perhaps = near === null ? '' : `; is it the same as “${inert(near.name)}”?`
    lines.push(`  ${number.format(n)} × ${code}${name}, e.g. row ${rows.slice(0, 3).join(', ')}${perhaps}`)
  }
  return lines
}

/** How an import ended, and what to do next. */
export function summaryText(summary: ImportSummary): string {
  const lines = [
    `Import ${summary.id} is ${summary.state}: ${count(summary.read, 'row')}, ${number.format(summary.accepted)} accepted, ${number.format(summary.duplicate)} known already, ${number.format(summary.setAside)} set aside`,
  ]
  if (summary.setAside > 0) lines.push(`  why: npx hourglass import errors ${summary.id}`)
  if (summary.accepted > 0) lines.push(`  take it back: npx hourglass import undo ${summary.id}`)
  if (summary.read > 0 && summary.duplicate === summary.read && summary.kind !== 'events') {
    lines.push('  this very file was imported before; --again states it anew, as of now')
  }
  return lines.join('\n')
}

/** The table of `import list`. */
export function listText(imports: readonly ImportSummary[]): string {
  if (imports.length === 0) return 'No imports yet. "hourglass import --help" shows how to begin.'
  const rows = imports.map((one) => [
    one.id,
    one.createdAt.slice(0, 16).replace('T', ' '),
    one.kind,
    one.state,
    number.format(one.accepted),
    number.format(one.duplicate),
    number.format(one.setAside),
    inert(one.fileName) + (one.error === null ? '' : `  (${inert(one.error)})`),
  ])
  const head = ['id', 'begun (UTC)', 'kind', 'state', 'accepted', 'known', 'set aside', 'file']
  const widths = head.map((text, i) => Math.max(text.length, ...rows.map((row) => row[i]?.length ?? 0)))
  return [head, ...rows]
    .map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  '))
    .join('\n')
}

/** One line that is written over again, on a terminal only. */
export function progressLine(progress: ImportProgress): string {
  const share = progress.size > 0 ? Math.floor((progress.bytes / progress.size) * 100) : 100
  return `${share} %  ${number.format(progress.read)} rows, ${number.format(progress.setAside)} set aside`
}

function count(n: number, noun: string): string {
  return `${number.format(n)} ${noun}${n === 1 ? '' : 's'}`
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function shorten(text: string): string {
  const clean = inert(text)
  return clean.length > 40 ? `${clean.slice(0, 39)}…` : clean
}

/** A cell may hold escape sequences, which a terminal would obey. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
}
