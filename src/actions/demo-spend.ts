import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { changeRates } from '#actions/rate-change.ts'
import { saveChannelRules } from '#actions/channel-rule-save.ts'
import { addSpend, addSpendByHand } from '#actions/spend-add.ts'
import { setCpaTarget } from '#actions/spend-cpa.ts'
import { listSpend } from '#actions/spend-list.ts'
import type { ChannelRules } from '#core/channel-rule/judge.ts'
import type { Result } from '#contract/problem.ts'
import { mostSpendRows } from '#contract/spend.ts'
import { demoChannelRules, demoRates, demoSpend, demoStand, demoTargets } from '#core/demo/spend.ts'
import { findChannelRules } from '#store/channel-rule.ts'

const day = 86_400_000

/** The sample company's own channel, in force before the first of its visitors comes. `start` in epoch ms. */
export async function loadDemoChannels(pool: Pool, workspaceId: string, start: number): Promise<ChannelRules> {
  const known = await findChannelRules(pool, workspaceId)
  if (known.version > 0) return known
  const rules = demoChannelRules.map(({ when, channel }) => ({ when, channel }))
  value(await saveChannelRules({ pool, now: () => start }, actorOf(workspaceId), { rules, from: 0 }))
  return findChannelRules(pool, workspaceId)
}

/** What its advertising cost: files of its networks in two currencies, a stand by hand, two targets. Once. */
export async function loadDemoSpend(
  pool: Pool,
  workspaceId: string,
  { seed, end, days }: { seed: string; end: number; days: number },
): Promise<void> {
  const actor = actorOf(workspaceId)
  let deed = 0
  // each deed has its own time, in the morning of the last day
  const context = () => ({ pool, now: () => end - 3_600_000 + ++deed * 60_000 })
  if (value(await listSpend(context(), actor, {})).items.length > 0) return
  const dayAgo = (ago: number): string => new Date(end - ago * day).toISOString().slice(0, 10)
  const put = demoRates.map(([ago, rate]) => ({ currency: 'KRW', day: dayAgo(ago), rate }))
  value(await changeRates(context(), actor, { put }))
  for (const { network, name, channel, rows } of demoSpend({ seed, end, days })) {
    let batch: string | undefined
    for (let at = 0; at < rows.length; at += mostSpendRows) {
      const part = rows.slice(at, at + mostSpendRows).map((row) => ({ ...row, channel }))
      const input = { network, name, rows: part, ...(batch === undefined ? {} : { batch }) }
      batch = value(await addSpend(context(), actor, input)).batch
    }
  }
  const { name, channel, campaign, minor, ago, days: length } = demoStand
  const stand = { name, channel, campaign, currency: 'USD', amountMinor: minor }
  value(await addSpendByHand(context(), actor, { ...stand, from: dayAgo(ago), to: dayAgo(ago - length + 1) }))
  for (const [action, most] of demoTargets) value(await setCpaTarget(context(), actor, { action, minor: most }))
}

function actorOf(workspaceId: string): Actor {
  return { kind: 'operator', name: 'demo', workspaceId }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
