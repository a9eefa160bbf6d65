import { historyTargets, dealTargets, productTargets, teamTargets } from '#core/import/deal-targets.ts'
import { type ColumnRule, type ImportKind, type ImportMapping, rulesOf } from '#core/import/mapping.ts'
import { accountFacts, personFacts } from '#core/import/targets.ts'

/** Targets offered for a kind, in groups; a name of one's own is written by hand. */
export function targetGroups(
  kind: ImportKind,
): { group: 'who' | 'when' | 'person' | 'company' | 'consent' | 'deal'; targets: string[] }[] {
  if (kind === 'deals') return [{ group: 'deal', targets: ['id', ...dealTargets, 'amount', 'currency', 'time'] }]
  if (kind === 'deal_history') {
    return [{ group: 'deal', targets: ['id', 'time', ...historyTargets, 'amount', 'currency'] }]
  }
  if (kind === 'products') return [{ group: 'deal', targets: [...productTargets, 'amount', 'currency'] }]
  if (kind === 'teams') return [{ group: 'deal', targets: [...teamTargets] }]
  const company = accountFacts.map((fact) => `account.${fact}`)
  if (kind === 'companies') {
    return [
      { group: 'company', targets: ['groupId', ...company] },
      { group: 'when', targets: ['time'] },
    ]
  }
  const own = kind === 'events' ? ['event', 'id', 'object', 'amount', 'currency'] : []
  const consent = [
    'consent.marketing',
    'consent.marketing.time',
    'consent.marketing.wording',
    'optout.marketing',
    'lists',
  ]
  return [
    { group: 'who', targets: ['email', 'userId', 'anonymousId'] },
    { group: 'when', targets: ['time', 'channel', ...own] },
    { group: 'person', targets: personFacts.map((fact) => `traits.${fact}`) },
    { group: 'company', targets: ['groupId', ...company] },
    { group: 'consent', targets: consent },
  ]
}

/** Where a name of one's own goes: facts of people and companies, properties of events, fields of deals; null: nowhere. */
export function ownRoom(kind: ImportKind): string | null {
  const rooms: Partial<Record<ImportKind, string>> = {
    people: 'traits',
    companies: 'account',
    events: 'props',
    deals: 'custom',
  }
  return rooms[kind] ?? null
}

/** The mapping with one column changed; null leaves the column out. Further targets of that column go with it. */
export function withColumn(mapping: ImportMapping, header: string, rule: ColumnRule | null): ImportMapping {
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).filter(([name]) => name.trim().toLowerCase() !== header.toLowerCase()),
  )
  if (rule !== null) columns[header] = rule
  return { ...mapping, columns }
}

/** The first rule of a column, as it stands in a mapping. */
export function ruleOf(mapping: ImportMapping, header: string): ColumnRule | null {
  return rulesOf(mapping).find((one) => one.header.trim().toLowerCase() === header.toLowerCase())?.rule ?? null
}

/** Whether every column that a mapping names is in a file. */
export function fits(mapping: ImportMapping, headers: readonly string[]): boolean {
  const there = new Set(headers.map((header) => header.toLowerCase()))
  return rulesOf(mapping).every(({ header }) => there.has(header.trim().toLowerCase()))
}

/** Date formats offered; any other is welcome in a mapping file of the command line. */
export const dateFormats = [
  'iso',
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  'YYYY. M. D.',
  'YYYY년 M월 D일',
  'D MMM YYYY',
  'MMM D, YYYY',
  'excel',
  'epoch',
  'epoch_ms',
] as const
