import { resolvePipelines } from '#actions/pipeline-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { quotaQuery, type QuotaDocument, type QuotaRow } from '#contract/pipeline-plan.ts'
import { ok, refuse } from '#contract/problem.ts'
import { calendarPeriod, periodOf, type CalendarPeriod } from '#core/report/calendar.ts'
import { dayOf, startOfDay } from '#core/report/period.ts'
import { ownerNames, quotaHolders } from '#store/deal/label.ts'
import { findQuotas, wonByHolder, type WonSum } from '#store/deal/quota.ts'

const day = 86_400_000
const kinds = { all: 0, team: 1, owner: 2 } as const

/** Quotas of a week, month or quarter: what was won towards each, and what is still expected in it. */
export const readQuotas: Verb<QuotaDocument> = readVerb({
  permission: 'pipeline.read',
  input: quotaQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolvePipelines(db, workspaceId, { only: [], window: 1 }, now)
    if (!resolved.ok) return resolved
    const { scope, said } = resolved.value
    const { zone, currency } = said
    const today = dayOf(now, zone)
    const period = input.period === undefined ? periodOf(today, 'month') : calendarPeriod(input.period)
    const former = period && calendarPeriod(period.before)
    if (!period || !former)
      return refuse('invalid', 'period: name a week, month or quarter: 2026-W47, 2026-11, 2026-Q4.')
    const spanOf = ({ from, to }: CalendarPeriod) => ({ from: startOfDay(from, zone), to: startOfDay(to, zone) })
    const span = spanOf(period)
    const won = await wonByHolder(db, scope, span, period)
    const before = await wonByHolder(db, scope, spanOf(former), former)
    const quotas = await findQuotas(db, workspaceId, [period.key, former.key])
    const { owners, teams } = await quotaHolders(db, workspaceId)
    const holders = new Set([
      'all',
      ...teams.map((team) => `team:${team}`),
      ...owners.map(({ key }) => key),
      ...[...won, ...before, ...quotas].map(({ holder }) => holder),
    ])
    const names = await ownerNames(db, workspaceId, [...holders])
    for (const { key, name } of owners) names.set(key, name)
    const quotaOf = (holder: string, key: string): number | null =>
      quotas.find((one) => one.holder === holder && one.period === key)?.amountMinor ?? null
    const rows = [...holders].map((holder): QuotaRow => {
      const kind = holder === 'all' ? 'all' : holder.startsWith('team:') ? 'team' : 'owner'
      const { wonMinor, won: deals, unconverted, openMinor, open } = sumOf(won, holder)
      return {
        holder,
        kind,
        name: kind === 'all' ? '' : kind === 'team' ? holder.slice(5) : (names.get(holder) ?? ''),
        quotaMinor: quotaOf(holder, period.key),
        wonMinor,
        won: deals,
        unconverted,
        openMinor,
        open,
        formerQuotaMinor: quotaOf(holder, former.key),
        formerWonMinor: sumOf(before, holder).wonMinor,
      }
    })
    return ok({
      zone,
      currency,
      now: said.now,
      period: {
        key: period.key,
        kind: period.kind,
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
        before: period.before,
        // quotas are set ahead
        after: span.from > now + 365 * day ? null : period.after,
        days: { from: period.from, to: period.to },
        elapsed: Math.min(1, Math.max(0, (now - span.from) / (span.to - span.from))),
      },
      today: {
        week: periodOf(today, 'week').key,
        month: periodOf(today, 'month').key,
        quarter: periodOf(today, 'quarter').key,
      },
      rows: rows.toSorted(
        (a, b) => kinds[a.kind] - kinds[b.kind] || b.wonMinor - a.wonMinor || a.name.localeCompare(b.name),
      ),
    })
  },
})

function sumOf(sums: readonly WonSum[], holder: string): Omit<WonSum, 'holder'> {
  const none = { won: 0, wonMinor: 0, unconverted: 0, open: 0, openMinor: 0 }
  return sums.find((one) => one.holder === holder) ?? none
}
