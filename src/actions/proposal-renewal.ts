import { placeOf } from '#actions/proposal/place.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { proposalId, renewalQuery, type RenewalList, type WinList } from '#contract/proposal.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Blueprint, Text } from '#core/blueprint.ts'
import { daysBetween } from '#core/proposal/renewal.ts'
import { accountNames } from '#store/deal/read.ts'
import { renewalsUntil, winsOfAccount } from '#store/renewal.ts'
import { isoTime } from '#store/rows.ts'

/** Customers whose renewal comes within so many days, or is overdue, with why they bought. */
export const listRenewals: Verb<RenewalList> = readVerb({
  permission: 'proposal.read',
  input: renewalQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { today } = await placeOf(db, workspaceId, now)
    const until = Temporal.PlainDate.from(today).add({ days: input.days }).toString()
    const ownerId = input.mine && actor.kind === 'user' ? actor.userId : null
    const rows = await renewalsUntil(db, workspaceId, { until, ownerId })
    const { blueprint } = (await histories.of(db, workspaceId)).current
    return ok({
      items: rows.map((row) => ({
        deal: { id: row.dealId, name: row.name },
        account: row.accountId === null ? null : { id: row.accountId, name: row.account ?? '' },
        owner: row.owner,
        amountMinor: row.amountMinor,
        currency: row.currency,
        baseMinor: row.baseMinor,
        renewalDate: row.renewalDate,
        daysLeft: daysBetween(today, row.renewalDate),
        wonAt: row.closedAt.toISOString(),
        reason: reasonName(blueprint, row.reason),
        whyUs: row.whyUs,
        lastAt: row.lastAt === null ? null : row.lastAt.toISOString(),
      })),
      today,
      asOf: isoTime(now) as string,
    })
  },
})

/** What a company has bought and why: the reason of the win, their words for it, the problem that was to be solved. */
export const listWins: Verb<WinList> = readVerb({
  permission: 'proposal.read',
  input: proposalId,
  async run({ db, workspaceId, input }) {
    if (!(await accountNames(db, workspaceId, [input.id])).has(input.id))
      return refuse('not_found', 'There is no such company here.')
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const rows = await winsOfAccount(db, workspaceId, input.id)
    return ok({
      items: rows.map((row) => ({
        deal: { id: row.dealId, name: row.name },
        wonAt: row.closedAt.toISOString(),
        amountMinor: row.amountMinor,
        currency: row.currency,
        reason: reasonName(blueprint, row.reason),
        whyUs: row.whyUs,
        renewalDate: row.renewalDate,
        proposal:
          row.proposalId === null ? null : { id: row.proposalId, title: row.title ?? '', problem: row.problem ?? '' },
      })),
    })
  },
})

function reasonName({ reasons }: Blueprint, id: string | null): Text | null {
  if (id === null) return null
  return reasons.find((one) => one.id === id)?.name ?? { en: id }
}
