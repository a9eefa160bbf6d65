import type { RejectionCode } from '#core/event.ts'
import { readChannel } from '#core/import/channel.ts'
import type { ColumnRule } from '#core/import/mapping.ts'
import { type TimeFault, guessTimeFormat } from '#core/import/time-guess.ts'
import { compileTimeReader, cut } from '#core/import/time.ts'
import { type Target, defaultReading } from '#core/import/targets.ts'
import {
  type Amount,
  type Decimal,
  guessDecimal,
  readAmount,
  readConsent,
  readFlag,
  readList,
  readNumber,
} from '#core/import/value.ts'
import type { Json } from '#core/json.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { foldText } from '#core/text.ts'

/** What a cell says: a value, nothing (`undefined`: the target keeps what it has; null: clear it), or a fault. */
export type CellRead =
  | { ok: true; value: Json | undefined; currency?: string | null }
  | { ok: false; code: RejectionCode; message: string }
/** Reads one cell; blank ones too. */
export type CellReader = (cell: string) => CellRead

/** What holds for all columns. */
export interface Guesses {
  zone: string
  dateFormat?: string
  decimal?: Decimal
  ownChannels?: ReadonlySet<string>
}

/** Why a column cannot be read as it is mapped. */
export interface CellFault {
  code: TimeFault | 'time_format' | 'decimal_ambiguous'
  error: string
}

const nothing: CellRead = { ok: true, value: undefined }

/**
 * The reader of one column and its rule with the guesses written out. `samples`: non-blank cells of the column.
 * `error`: one sentence that says which flag settles it.
 */
export function compileCell(
  header: string,
  target: Target,
  rule: ColumnRule,
  guesses: Guesses,
  samples: readonly string[],
): { read: CellReader; rule: ColumnRule } | CellFault {
  const values = rule.values && new Map(Object.entries(rule.values).map(([cell, value]) => [foldText(cell), value]))
  const replaced = (cell: string) => values?.get(foldText(cell))
  const seen = samples.map((cell) => cell.trim()).filter((cell) => cell !== '' && replaced(cell) === undefined)
  const inner = compileInner(header, target, rule, guesses, seen)
  if ('error' in inner) return inner
  const takesAny =
    target.kind === 'prop' || target.kind === 'trait' || target.kind === 'account' || target.kind === 'custom'
  const read: CellReader = (raw) => {
    const cell = raw.trim()
    const value = values?.get(cell === '' ? '' : foldText(cell))
    if (value === undefined) return cell === '' ? nothing : inner.read(cell)
    if (value === null) return takesAny ? { ok: true, value: null } : nothing
    if (typeof value === 'string' && !(takesAny && inner.rule.as === undefined)) return inner.read(value)
    return { ok: true, value: takesAny ? value : String(value) }
  }
  return { read, rule: { ...rule, ...inner.rule } }
}

type Inner = { read: CellReader; rule: Partial<ColumnRule> } | CellFault

function compileInner(header: string, target: Target, rule: ColumnRule, guesses: Guesses, seen: string[]): Inner {
  const as = rule.as ?? defaultReading(target)
  if (as === 'time') return timeCell(header, target, rule, guesses, seen)
  if (target.kind === 'amount') return amountCell(header, rule, guesses, seen)
  if (as === 'number') return numberCell(header, target, rule, guesses, seen)
  return { read: textCell(target, as, rule.split ?? ';', guesses), rule: {} }
}

/** `time` and the time of a consent are instants; other times are kept as ISO text in UTC. */
function timeCell(header: string, target: Target, rule: ColumnRule, guesses: Guesses, seen: string[]): Inner {
  let format = rule.format ?? guesses.dateFormat
  if (format === undefined) {
    const guess = guessTimeFormat(seen.slice(0, 2_000), '--date-format')
    if ('error' in guess) return { code: guess.code, error: `Column “${header}”: ${guess.error}` }
    format = guess.format
  }
  const zone = rule.zone ?? guesses.zone
  const reader = compileTimeReader(format, zone)
  if (typeof reader !== 'function') return { code: 'time_format', error: `Column “${header}”: ${reader.error}` }
  const instant = target.kind === 'time' || target.kind === 'consent'
  return {
    rule: { format, zone },
    read(cell) {
      const read = reader(cell)
      if (!read.ok) return { ok: false, code: instant ? 'bad_time' : 'bad_field', message: read.message }
      return { ok: true, value: instant ? read.at : new Date(read.at).toISOString() }
    },
  }
}

function amountCell(header: string, rule: ColumnRule, guesses: Guesses, seen: string[]): Inner {
  const decimal = rule.decimal ?? guesses.decimal ?? guessDecimal(seen.slice(0, 2_000))
  if (decimal === null) return { code: 'decimal_ambiguous', error: doubtful(header, seen) }
  return {
    rule: { decimal },
    read(cell) {
      const amount: Amount | null = readAmount(cell, decimal)
      if (!amount) return { ok: false, code: 'bad_field', message: `“${cut(cell)}” is not an amount of money.` }
      return { ok: true, value: amount.value, currency: amount.currency }
    },
  }
}

function numberCell(header: string, target: Target, rule: ColumnRule, guesses: Guesses, seen: string[]): Inner {
  const decimal = rule.decimal ?? guesses.decimal ?? guessDecimal(seen.slice(0, 2_000))
  if (decimal === null) return { code: 'decimal_ambiguous', error: doubtful(header, seen) }
  // asked for by the mapping: a fault is a fault; by the fact's own nature (employees "51-200"): kept as text
  const strict = rule.as === 'number' || target.kind === 'deal'
  return {
    rule: { decimal },
    read(cell) {
      const value = readNumber(cell, decimal)
      if (value !== null) return { ok: true, value }
      if (!strict) return { ok: true, value: cell }
      return { ok: false, code: 'bad_field', message: `“${cut(cell)}” is not a number.` }
    },
  }
}

function doubtful(header: string, seen: string[]): string {
  const example = seen.find((cell) => cell.includes('.')) ?? ''
  return `Column “${header}”: is “${cut(example)}” in thousands, or does the point divide decimals? Say --decimal . or --decimal ,`
}

function textCell(target: Target, as: string, split: string, { ownChannels }: Guesses): CellReader {
  if (target.kind === 'key' && target.key === 'email') return mailCell
  if (target.kind === 'key') return idCell
  if (target.kind === 'groupId' || target.kind === 'id') return idCell
  if (target.kind === 'channel') return (cell) => ({ ok: true, value: readChannel(cell, ownChannels) })
  if (target.kind === 'lists' || as === 'list') return (cell) => ({ ok: true, value: readList(cell, split) })
  if (target.kind === 'consent' && target.part === 'state') return consentCell
  if (target.kind === 'optout' || as === 'boolean') return flagCell
  return (cell) => ({ ok: true, value: cell })
}

function mailCell(cell: string): CellRead {
  // `Kim <kim@team.example>` as address books write it
  const inside = /<([^<>]+)>$/.exec(cell)?.[1] ?? cell.replace(/^mailto:/i, '')
  const mail = normaliseMail(inside)
  if (mail !== null) return { ok: true, value: mail }
  return { ok: false, code: 'bad_email', message: `“${cut(cell)}” is not a mail address.` }
}

function idCell(cell: string): CellRead {
  if (cell.length <= 200) return { ok: true, value: cell }
  return { ok: false, code: 'bad_field', message: `“${cut(cell)}” is longer than 200 characters, too long for an id.` }
}

function consentCell(cell: string): CellRead {
  const state = readConsent(cell)
  if (state !== null) return { ok: true, value: state }
  return {
    ok: false,
    code: 'bad_field',
    message: `“${cut(cell)}” says neither that they agreed nor that they did not: write yes, no or withdrawn, or map values.`,
  }
}

function flagCell(cell: string): CellRead {
  const flag = readFlag(cell)
  if (flag !== null) return { ok: true, value: flag }
  return { ok: false, code: 'bad_field', message: `“${cut(cell)}” is neither yes nor no.` }
}
