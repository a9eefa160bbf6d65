import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ofId, type DealOf, type DealsOf } from '#contract/deal-page.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { dealsOfCompany, dealsOfPerson, type DealOfRow } from '#store/deal/of.ts'
import { findAccount, findPerson } from '#store/person-read.ts'

/** The deals in which somebody has a part, open ones first. */
export const listDealsOfPerson: Verb<DealsOf> = readVerb({
  permission: 'deal.read',
  input: ofId,
  async run({ db, workspaceId, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const rows = await dealsOfPerson(db, workspaceId, person.id)
    return ok({ items: rows.map((row) => dealOf(row, blueprint)) })
  },
})

/** The deals with a company, open ones first: what is going on, what was won and why, what was lost and why. */
export const listDealsOfCompany: Verb<DealsOf> = readVerb({
  permission: 'deal.read',
  input: ofId,
  async run({ db, workspaceId, input }) {
    const account = await findAccount(db, workspaceId, input.id)
    if (!account) return refuse('not_found', 'There is no such company here.')
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const rows = await dealsOfCompany(db, workspaceId, account.id)
    return ok({ items: rows.map((row) => dealOf(row, blueprint)) })
  },
})

function dealOf({ stageSince, closedAt, amountMinor, reason, ...row }: DealOfRow, blueprint: Blueprint): DealOf {
  const model = blueprint.models.find(({ id }) => id === row.pipeline)
  const place = row.stage ?? row.outcome ?? ''
  const named = [...(model?.stages ?? []), ...(model?.outcomes ?? [])].find(({ id }) => id === place)
  return {
    ...row,
    standing: named?.name ?? { en: place },
    stageSince: stageSince.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    amountMinor: amountMinor === null ? null : Number(amountMinor),
    reason: reasonName(blueprint, reason),
  }
}

/** What a reason is called in the blueprint; one of one's own by its own words. */
export function reasonName({ reasons }: Pick<Blueprint, 'reasons'>, id: string | null): DealOf['reason'] {
  if (id === null) return null
  return reasons.find((one) => one.id === id)?.name ?? { en: id }
}
