import type { DealImportKind } from '#core/import/mapping.ts'
import type { Target } from '#core/import/targets.ts'

/** What a row about a deal may say, beside `id`, `time`, `amount`, `currency`, `entered.<stage>` and `custom.<name>`. */
export const dealTargets = [
  'name',
  'company',
  'companyId',
  'companyDomain',
  'owner',
  'team',
  'pipeline',
  'stage',
  'status',
  'reason',
  'openedAt',
  'closeDate',
  'closedAt',
  'wonAt',
  'lostAt',
  'stageSince',
  'product',
  'quantity',
  'source',
  'campaign',
  'person',
  'tags',
  'competitors',
  'whyUs',
  'renewalDate',
] as const
export const historyTargets = ['name', 'pipeline', 'stage', 'status', 'closeDate'] as const
export const productTargets = ['name', 'code', 'aliases', 'active'] as const
export const teamTargets = ['owner', 'team', 'manager'] as const

export type DealTarget =
  | (typeof dealTargets)[number]
  | (typeof historyTargets)[number]
  | (typeof productTargets)[number]
  | (typeof teamTargets)[number]

const own: Readonly<Record<DealImportKind, readonly DealTarget[]>> = {
  deals: dealTargets,
  deal_history: historyTargets,
  products: productTargets,
  teams: teamTargets,
}
const shared: Readonly<Record<DealImportKind, readonly ('id' | 'time' | 'amount' | 'currency' | 'skip')[]>> = {
  deals: ['id', 'time', 'amount', 'currency', 'skip'],
  deal_history: ['id', 'time', 'amount', 'currency', 'skip'],
  products: ['amount', 'currency', 'skip'],
  teams: ['skip'],
}

const times: ReadonlySet<DealTarget> = new Set([
  'openedAt',
  'closeDate',
  'closedAt',
  'wonAt',
  'lostAt',
  'stageSince',
  'renewalDate',
])
const lists: ReadonlySet<DealTarget> = new Set(['product', 'person', 'tags', 'competitors', 'aliases'])

/** All targets of a kind as they are listed in messages. */
export function dealTargetList(kind: DealImportKind): string {
  const free = kind === 'deals' ? ['entered.<stage>', 'custom.<name>'] : []
  return [...shared[kind], ...own[kind], ...free].join(', ')
}

/** The target a person wrote for rows about deals, or null. */
export function findDealTarget(written: string, kind: DealImportKind): Target | null {
  const simple = shared[kind].find((name) => name === written)
  if (simple) return { kind: simple }
  const name = own[kind].find((one) => one === written)
  if (name) return { kind: 'deal', name }
  const [, room, rest] = /^(entered|custom)\.(.+)$/.exec(written) ?? []
  if (kind !== 'deals' || room === undefined || rest === undefined) return null
  return room === 'entered' ? { kind: 'entered', name: rest } : { kind: 'custom', name: rest }
}

/** How the cell of such a target is read when the mapping does not say. */
export function dealReading(name: DealTarget): 'text' | 'time' | 'list' | 'number' | 'boolean' {
  if (times.has(name)) return 'time'
  if (lists.has(name)) return 'list'
  return name === 'quantity' ? 'number' : name === 'active' ? 'boolean' : 'text'
}
