import { voicesOf } from '#actions/account-name-look.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { accountId, type AccountPage } from '#contract/account.ts'
import { nameIn } from '#core/account-name.ts'
import { foldText } from '#core/text.ts'
import { ok, refuse } from '#contract/problem.ts'
import { roundPoints } from '#core/score.ts'
import { findNames } from '#store/account-look.ts'
import { accountTotals, findAccountHead } from '#store/account-read.ts'
import { isoTime } from '#store/rows.ts'

/** Who did something within this time counts as active. */
const activeFor = 30 * 86_400_000

/** A company: facts, by what it is known, and its people in numbers. */
export const readAccount: Verb<AccountPage> = readVerb({
  permission: 'account.read',
  input: accountId,
  async run({ db, workspaceId, input, now }) {
    const account = await findAccountHead(db, workspaceId, input.id)
    if (!account) return refuse('not_found', 'There is no such company here.')
    const named = await findNames(db, workspaceId, input.id)
    const typed = named === null ? [] : await voicesOf(db, workspaceId, named)
    const { blueprint, halfLife } = (await histories.of(db, workspaceId)).current
    const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
    const totals = await accountTotals(db, workspaceId, account.id, {
      at: now,
      halfLife,
      threshold: blueprint.scores.threshold,
      lifecycle: blueprint.lifecycle,
      since: now - activeFor,
    })
    const { stages, outcomes, personas, count, active, hot, icp, engagement, lastAt } = totals
    return ok({
      id: account.id,
      name: account.name,
      domain: account.domain,
      naming: {
        by: nameIn(named?.names ?? {})?.by ?? null,
        hand: named?.names.hand ?? null,
        typed: typed.filter(({ name }) => foldText(name) !== foldText(account.name)).slice(0, 5),
      },
      facts: account.facts,
      keys: account.keys,
      since: isoTime(account.createdAt.getTime()) as string,
      asOf: isoTime(now) as string,
      people: { count, active, hot, icp, engagement: roundPoints(engagement), lastAt: isoTime(lastAt?.getTime()) },
      lifecycle: {
        id: blueprint.lifecycle,
        stages: (lifecycle?.stages ?? []).map(({ id, name }) => ({ id, name, count: stages[id] ?? 0 })),
        outcomes: (lifecycle?.outcomes ?? []).map(({ id, name }) => ({ id, name, count: outcomes[id] ?? 0 })),
      },
      personas: blueprint.personas.map(({ id, name }) => ({ id, name, count: personas[id] ?? 0 })),
    })
  },
})
