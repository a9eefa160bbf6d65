import type { PoolClient } from 'pg'
import type { SourceDocument } from '#contract/source.ts'
import { oddDigits } from '#core/deal/money.ts'
import { dayOf } from '#core/report/period.ts'
import { foldText } from '#core/text.ts'
import type { FunnelScope } from '#store/funnel-scope.ts'
import { type SpendSum, sumSpend } from '#store/spend.ts'
import { findWorkspace } from '#store/workspace.ts'

/**
 * What was spent on the days of a cohort, to stand beside its rows: by channel or campaign. Null where money cannot be told
 * by what the rows or filters ask (landing pages, facts of people), and where nothing was spent.
 */
export async function spendBeside(
  db: PoolClient,
  { workspaceId, from, to, only, by }: FunnelScope,
  zone: string,
  values: readonly (string | null)[],
): Promise<{ spend: NonNullable<SourceDocument['spend']>; of(value: string | null): number | null } | null> {
  if (by.kind !== 'channel' && by.kind !== 'campaign') return null
  if (only.some(({ property }) => property.kind !== 'channel' && property.kind !== 'campaign')) return null
  const workspace = await findWorkspace(db, workspaceId)
  if (!workspace) return null
  const span = {
    from: from === null ? null : dayOf(from, zone),
    to: to === null ? null : dayOf(to, zone),
    channel: null,
  }
  const { sums, unconverted } = await sumSpend(db, workspaceId, span, oddDigits)
  const kept = sums.filter((sum) =>
    only.every(({ property, value }) => keyOf(sum, property.kind) === foldText(value ?? '')),
  )
  if (kept.length === 0) return null

  const minor = new Map<string, number>()
  for (const sum of kept) minor.set(keyOf(sum, by.kind), (minor.get(keyOf(sum, by.kind)) ?? 0) + sum.minor)
  // of several spellings the first has the money: it is not to be counted twice
  const shown = new Map<string, number>()
  for (const value of values) {
    if (value === null) continue
    const key = foldText(value)
    const spent = minor.get(key)
    if (spent === undefined) continue
    shown.set(value, spent)
    minor.delete(key)
  }
  const total = kept.reduce((sum, one) => sum + one.minor, 0)
  const elsewhereMinor = [...minor.values()].reduce((sum, one) => sum + one, 0)
  return {
    spend: {
      currency: workspace.currency,
      minor: total,
      elsewhereMinor,
      unconverted: unconverted.map(({ currency, minor: left }) => ({ currency, minor: left })),
    },
    of: (value) => (value === null ? null : (shown.get(value) ?? null)),
  }
}

function keyOf(sum: SpendSum, kind: string): string {
  return kind === 'channel' ? sum.channel : sum.key
}
