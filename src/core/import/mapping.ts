import type { Json } from '#core/json.ts'

/** What the rows of a file are about. */
export const importKinds = ['people', 'companies', 'events', 'deals', 'deal_history', 'products', 'teams'] as const
export type ImportKind = (typeof importKinds)[number]

/** Kinds whose rows are about deals: what they bring is said of deals, not of people. */
export const dealKinds = ['deals', 'deal_history', 'products', 'teams'] as const
export type DealImportKind = (typeof dealKinds)[number]

export function isDealKind(kind: ImportKind): kind is DealImportKind {
  return (dealKinds as readonly ImportKind[]).includes(kind)
}

/** What one column becomes. Several rules may read one column. */
export interface ColumnRule {
  /** a target: `email`, `time`, `props.plan`, `traits.size`, `account.industry`, `consent.marketing` … (targets.ts) */
  to: string
  /** of times: a name of `namedFormats` or a pattern (time.ts); guessed when absent */
  format?: string
  /** IANA zone of times without an offset; that of the import when absent */
  zone?: string
  /** exact cell (compared folded) → value; `""` speaks for blank cells, null for nothing at all */
  values?: Record<string, Json>
  /** how a fact or property is read; text unless told */
  as?: 'text' | 'number' | 'boolean' | 'time' | 'list'
  /** the mark that divides decimals; guessed when absent */
  decimal?: '.' | ','
  /** what divides the items of a list; `;` when absent */
  split?: string
}

/** A mapping as it stands in a mapping file (contract/import.ts checks the shape). */
export interface ImportMapping {
  kind: ImportKind
  /** events: the name of every row's event, when no column says it */
  event?: string
  /** header of the column → what it becomes; `column 1` and so on in files without a header */
  columns: Record<string, string | ColumnRule | (string | ColumnRule)[]>
  /** target → constant, for every row where no column gives the target a value */
  set?: Record<string, string | number | boolean>
  /** IANA zone of times without an offset; the workspace's when absent */
  zone?: string
  /** for every time column without a format of its own */
  dateFormat?: string
  /** ISO 4217 code of amounts whose row says none; the workspace's when absent */
  currency?: string
  /** deals: id of the pipeline they go through, where no column says it; the first when absent */
  pipeline?: string
  /** deals: id of the stage in which a deal begins of which only start and end are known; the first when absent */
  start?: string
  decimal?: '.' | ','
  /** columns the mapping does not name: left out, or kept as properties (events) or facts (people, companies) */
  rest?: 'drop' | 'keep'
  encoding?: string
  delimiter?: string
  /** false: the first row is data already */
  header?: boolean
}

/** All rules of a mapping, one per target, in the order they were written. */
export function rulesOf(mapping: ImportMapping): { header: string; rule: ColumnRule }[] {
  return Object.entries(mapping.columns).flatMap(([header, value]) =>
    (Array.isArray(value) ? value : [value]).map((rule) => ({
      header,
      rule: typeof rule === 'string' ? { to: rule } : rule,
    })),
  )
}
