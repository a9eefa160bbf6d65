import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { importMapping } from '#contract/import.ts'
import { invalid } from '#contract/problem.ts'
import type { ColumnRule, ImportKind, ImportMapping } from '#core/import/mapping.ts'
import type { Json } from '#core/json.ts'
import { UsageProblem } from '#cli/context.ts'

/** What `hourglass import <kind>` was asked to do. */
export interface ImportFlags {
  path: string
  mapping: ImportMapping
  guess: boolean
  again: boolean
  dryRun: boolean
  rows: number | undefined
  writeMap: string | undefined
  workspace: string | undefined
  json: boolean
}

const options = {
  map: { type: 'string', multiple: true },
  key: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  values: { type: 'string', multiple: true },
  event: { type: 'string' },
  zone: { type: 'string' },
  'date-format': { type: 'string' },
  currency: { type: 'string' },
  pipeline: { type: 'string' },
  start: { type: 'string' },
  decimal: { type: 'string' },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  header: { type: 'boolean' },
  'no-header': { type: 'boolean' },
  'keep-rest': { type: 'boolean' },
  'no-guess': { type: 'boolean' },
  again: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  rows: { type: 'string' },
  'write-map': { type: 'string' },
  workspace: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Reads the flags of an import; throws UsageProblem with a sentence that says what to write instead. */
export async function readImportFlags(kind: ImportKind, args: string[]): Promise<ImportFlags> {
  const { values, positionals } = parse(args)
  const [path] = positionals
  if (path === undefined || positionals.length > 1) {
    throw new UsageProblem(`Name one file: hourglass import ${kind} <file.csv> [flags].`)
  }
  const files = (values.map ?? []).filter((text) => !text.includes('='))
  if (files.length > 1) throw new UsageProblem('Give one mapping file only.')
  const base: ImportMapping = files[0] === undefined ? { kind, columns: {} } : await readMappingFile(files[0], kind)
  const columns = new Map(Object.entries(base.columns))
  const given = new Map<string, (string | ColumnRule)[]>()
  for (const text of [...(values.map ?? []).filter((one) => one.includes('=')), ...(values.key ?? [])]) {
    const [header, to] = splitPair(text, '--map "Email=email"')
    given.set(header, [...(given.get(header) ?? []), to])
  }
  for (const [header, rules] of given) columns.set(header, rules.length === 1 && rules[0] ? rules[0] : rules)
  for (const text of values.values ?? []) addValues(columns, text)
  const mapping: ImportMapping = {
    ...base,
    ...optional('event', values.event),
    ...optional('zone', values.zone),
    ...optional('dateFormat', values['date-format']),
    ...optional('currency', values.currency),
    ...optional('pipeline', values.pipeline),
    ...optional('start', values.start),
    ...optional('encoding', values.encoding),
    ...optional('delimiter', values.delimiter),
    ...(values.header === true ? { header: true } : {}),
    ...(values['no-header'] === true ? { header: false } : {}),
    ...(values['keep-rest'] === true ? { rest: 'keep' as const } : {}),
    ...(values.decimal === undefined ? {} : { decimal: readDecimal(values.decimal) }),
    columns: Object.fromEntries(columns),
  }
  const constants = (values.set ?? []).map((text) => splitFirst(text, '--set "channel=event"'))
  if (constants.length > 0) mapping.set = { ...base.set, ...Object.fromEntries(constants) }
  if (values.header === true && values['no-header'] === true) {
    throw new UsageProblem('--header and --no-header exclude each other.')
  }
  return {
    path,
    mapping,
    // a mapping file says everything; flags are helped by guesses
    guess: files.length === 0 && values['no-guess'] !== true,
    again: values.again === true,
    dryRun: values['dry-run'] === true,
    rows: values.rows === undefined ? undefined : readRows(values.rows),
    writeMap: values['write-map'],
    workspace: values.workspace,
    json: values.json === true,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message.split('. ')[0]}. "hourglass import --help" lists the flags.`)
  }
}

async function readMappingFile(path: string, kind: ImportKind): Promise<ImportMapping> {
  let document: unknown
  try {
    document = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new UsageProblem(`There is no mapping file ${path}. (A pair is written --map "Header=target".)`)
    }
    throw new UsageProblem(`The mapping file ${path} is not readable as JSON: ${(error as Error).message}`)
  }
  const withKind = typeof document === 'object' && document !== null ? { kind, ...document } : document
  const parsed = importMapping.safeParse(withKind)
  if (!parsed.success) throw new UsageProblem(`The mapping file ${path}: ${invalid(parsed.error).problem.message}`)
  if (parsed.data.kind !== kind) {
    throw new UsageProblem(`The mapping file ${path} is for ${parsed.data.kind}, not for ${kind}.`)
  }
  return parsed.data
}

/** `Header=target`: headers may hold `=`, targets never do. */
function splitPair(text: string, example: string): [string, string] {
  const at = text.lastIndexOf('=')
  const header = text.slice(0, Math.max(at, 0)).trim()
  const to = text.slice(at + 1).trim()
  if (at < 0 || header === '' || to === '') throw new UsageProblem(`“${text}” is no pair: write it like ${example}.`)
  return [header, to]
}

/** `cell=value`; nothing before the sign speaks for blank cells. */
function splitValue(text: string, example: string): [string, string] {
  const at = text.indexOf('=')
  const value = text.slice(at + 1).trim()
  if (at < 0 || value === '') throw new UsageProblem(`“${text.trim()}” is no pair: write it like ${example}.`)
  return [text.slice(0, at).trim(), value]
}

/** `target=constant`: constants may hold `=`. */
function splitFirst(text: string, example: string): [string, string] {
  const at = text.indexOf('=')
  const to = text.slice(0, Math.max(at, 0)).trim()
  const value = text.slice(at + 1).trim()
  if (at < 0 || to === '' || value === '') throw new UsageProblem(`“${text}” is no pair: write it like ${example}.`)
  return [to, value]
}

/** `--values "origin: paid_search=ppc, organic_search=search"` for a column mapped by flag or file. */
function addValues(columns: Map<string, ImportMapping['columns'][string]>, text: string): void {
  const example = '--values "origin: paid_search=ppc, organic_search=search"'
  const at = text.indexOf(':')
  const header = text.slice(0, Math.max(at, 0)).trim()
  if (at < 0 || header === '') throw new UsageProblem(`“${text}” names no column: write it like ${example}.`)
  const pairs = text
    .slice(at + 1)
    .split(',')
    .map((pair) => splitValue(pair, example))
  const values: Record<string, Json> = Object.fromEntries(pairs)
  const own = columns.get(header)
  if (own === undefined)
    throw new UsageProblem(
      `Say what “${header}” is before giving its values: --map "${header}=channel", --map "${header}=stage" …`,
    )
  const rules = (Array.isArray(own) ? own : [own]).map((rule) => (typeof rule === 'string' ? { to: rule } : rule))
  const [first, ...rest] = rules
  // values belong to the first target; a second one keeps the cell as it stands
  if (first) columns.set(header, [{ ...first, values: { ...first.values, ...values } }, ...rest])
}

function readDecimal(text: string): '.' | ',' {
  if (text === '.' || text === ',') return text
  throw new UsageProblem(`--decimal is . or , and not “${text}”.`)
}

function readRows(text: string): number {
  const rows = Number(text)
  if (Number.isSafeInteger(rows) && rows > 0) return rows
  throw new UsageProblem(`--rows takes a whole number from 1 up, not “${text}”.`)
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>)
}
