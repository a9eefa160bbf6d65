import type { Blueprint } from '#core/blueprint.ts'
import type { Json } from '#core/json.ts'

// the order in which people read a blueprint; a database that keeps its own order of keys changes nothing
const order = [
  ['schema', 'path', 'id', 'kind', 'kinds', 'by'],
  ['name', 'en', 'ko', 'ru', 'band', 'bands', 'about', 'subject', 'shape', 'lifecycle', 'models'],
  ['owner', 'goal', 'enters', 'sends', 'leaves', 'buyerStep', 'agreed', 'entry', 'doors'],
  ['from', 'fromOutcomes', 'on', 'when', 'to', 'before', 'outcome', 'reason', 'newPass'],
  ['halfLife', 'rules', 'points', 'cap', 'per', 'repeat', 'stages', 'outcomes', 'back', 'diverts'],
  ['scores', 'engagement', 'fit', 'threshold', 'intent', 'grid', 'personas', 'icp'],
  ['titles', 'list', 'words', 'text', 'seniority', 'functions'],
  ['contentKinds', 'content', 'journey', 'reasons', 'for', 'playbook', 'playbooks', 'questions', 'handoff'],
  ['field', 'count', 'since', 'inStage', 'event', 'all', 'any', 'not', 'within', 'op', 'value'],
].flat()
const rank = new Map(order.map((key, index) => [key, index]))
const width = 120

/**
 * A blueprint as the text of a file: keys always in the same order, short parts on one line, a newline at the end. The
 * same blueprint always gives the same bytes, so files can be compared and kept under version control.
 */
export function printBlueprint(blueprint: Blueprint): string {
  return `${print(sorted(blueprint as unknown as Json), 0, 0)}\n`
}

/** Equal in what they say, whatever the order of keys. */
export function sameData(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a as Json)) === JSON.stringify(sorted(b as Json))
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  return Object.fromEntries(keys.toSorted(byRank).map((key) => [key, sorted(value[key] as Json)]))
}

function byRank(a: string, b: string): number {
  const difference = (rank.get(a) ?? order.length) - (rank.get(b) ?? order.length)
  return difference !== 0 ? difference : a < b ? -1 : a > b ? 1 : 0
}

/** `indent` spaces stand before the line, `taken` more characters of it are used. */
function print(value: Json, indent: number, taken: number): string {
  const flat = inline(value)
  if (flat.length + indent + taken <= width || value === null || typeof value !== 'object') return flat
  const pad = ' '.repeat(indent + 2)
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => pad + print(item, indent + 2, 1)).join(',\n')}\n${' '.repeat(indent)}]`
  }
  const lines = Object.entries(value).map(([key, child]) => {
    const head = `${JSON.stringify(key)}: `
    return pad + head + print(child as Json, indent + 2, head.length + 1)
  })
  return `{\n${lines.join(',\n')}\n${' '.repeat(indent)}}`
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${inline(child as Json)}`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}
