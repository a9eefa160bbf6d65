import { z } from 'zod'
import { type ImportMapping, importKinds } from '#core/import/mapping.ts'

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rule = z.strictObject({
  to: z.string().min(1).max(200),
  format: z.string().min(1).max(100).exactOptional(),
  zone: z.string().min(1).max(100).exactOptional(),
  values: z.record(z.string(), value).exactOptional(),
  as: z.enum(['text', 'number', 'boolean', 'time', 'list']).exactOptional(),
  decimal: z.enum(['.', ',']).exactOptional(),
  split: z.string().min(1).max(10).exactOptional(),
})
const column = z.union([z.string().min(1).max(200), rule])

/** A mapping file (docs/concepts/import.md); the meaning of each field stands in core/import/mapping.ts. */
export const importMapping: z.ZodType<ImportMapping> = z.strictObject({
  kind: z.enum(importKinds),
  event: z.string().min(1).max(200).exactOptional(),
  columns: z.record(z.string(), z.union([column, z.array(column).min(1)])),
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  zone: z.string().min(1).max(100).exactOptional(),
  dateFormat: z.string().min(1).max(100).exactOptional(),
  currency: z.string().min(1).max(10).exactOptional(),
  pipeline: z.string().min(1).max(100).exactOptional(),
  start: z.string().min(1).max(100).exactOptional(),
  decimal: z.enum(['.', ',']).exactOptional(),
  rest: z.enum(['drop', 'keep']).exactOptional(),
  encoding: z.string().min(1).max(40).exactOptional(),
  delimiter: z.string().min(1).max(10).exactOptional(),
  header: z.boolean().exactOptional(),
})

/** What to import. Columns are guessed from their headers where `guess` says so and the mapping is silent. */
export const importRequest = z.strictObject({
  /** a file of the machine that runs the import */
  path: z.string().min(1),
  /** what the file is called by people; the end of its path when absent */
  name: z.string().min(1).max(200).optional(),
  mapping: importMapping,
  guess: z.boolean().default(true),
  /** state the same file anew: its rows without a time of their own count again, as of now */
  again: z.boolean().default(false),
})
export type ImportRequest = z.input<typeof importRequest>

export const dryRunRequest = importRequest.extend({
  /** read only that many rows */
  rows: z.int().positive().optional(),
})
export type DryRunRequest = z.input<typeof dryRunRequest>

export const importStates = ['running', 'done', 'failed', 'undoing', 'undone'] as const

/** One import as lists show it. Times are ISO 8601 in UTC. */
export const importSummary = z.object({
  id: z.uuid(),
  kind: z.enum(importKinds),
  fileName: z.string(),
  state: z.enum(importStates),
  /** rows of data read, blank ones left out */
  read: z.int(),
  accepted: z.int(),
  /** rows known already, from an earlier import or twice in this one */
  duplicate: z.int(),
  setAside: z.int(),
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type ImportSummary = z.infer<typeof importSummary>

export const importId = z.strictObject({ id: z.uuid() })

/** How the file was read and what its columns become. */
export interface ImportOutline {
  fileName: string
  /** bytes */
  size: number
  encoding: string
  confidence: 'certain' | 'likely' | 'unsure' | 'given'
  delimiter: string
  /** one per mapped column and target, in the order of the file */
  columns: { header: string; to: string; detail: string | null; example: string | null }[]
  constants: { to: string; value: string }[]
  /** columns that are left out */
  unmapped: string[]
  event: string | null
  zone: string
}

/** What an import would do. Counts are of rows unless they say otherwise. */
export interface DryRun {
  outline: ImportOutline
  /** the mapping with all guesses written out, ready for a mapping file */
  mapping: ImportMapping
  rows: number
  /** the whole file was read */
  complete: boolean
  good: number
  setAside: number
  faults: Fault[]
  events: {
    /** by name, good rows only */
    names: { name: string; count: number }[]
    alreadyThere: number
    /** epoch ms of the earliest and latest */
    from: number | null
    until: number | null
  }
  /** `changed`: of those matched, the ones of whom a fact would change */
  people: {
    new: number
    matched: number
    changed: number
    /** whose address is on the list of those never written to; absent: nobody */
    suppressed?: number
  }
  companies: { new: number; matched: number; changed: number }
  changes: {
    facts: number
    /** null: nothing was known, or nothing is left */
    sample: { row: number; who: string; fact: string; from: string | null; to: string | null }[]
  }
  /** of files about deals; null of others */
  deals: DealDryRun | null
}

/** What an import about deals would do. */
export interface DealDryRun {
  /** deals, products or agents */
  new: number
  changed: number
  same: number
  /** of a list of deals: how those that come stand */
  open: number
  won: number
  lost: number
  /** money of deals that come and are won, by currency, in minor units; `rate`: it can be converted */
  wonSums: { currency: string; minor: number; count: number; rate: boolean }[]
  /** what matched nothing, in rows that would count */
  notices: {
    code: string
    value: string
    count: number
    rows: number[]
    /** another spelling of this product, perhaps */
    near: { id: string; name: string } | null
  }[]
}

/** Rows refused for one reason. */
export interface Fault {
  code: string
  field: string | null
  count: number
  /** the first ones */
  examples: { row: number; message: string }[]
}

export interface ImportProgress {
  /** bytes of the file taken in, and its size */
  bytes: number
  size: number
  read: number
  accepted: number
  duplicate: number
  setAside: number
}
