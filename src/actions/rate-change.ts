import type { PoolClient } from 'pg'
import { z } from 'zod'
import { rateChange, type RateList } from '#contract/rate.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { oddDigits } from '#core/deal/money.ts'
import { knownCurrency } from '#core/import/currencies.ts'
import { convertAll } from '#store/deal/base.ts'
import { deleteRates, foreignMoney, listRates, putRates } from '#store/rate.ts'
import { findWorkspace } from '#store/workspace.ts'
import { readVerb, type Verb, writeVerb } from '#actions/verb.ts'

/** Rates by date, and what of the deals' money stays unconverted. */
export const readRates: Verb<RateList> = readVerb({
  permission: 'pipeline.read',
  input: z.object({}),
  run: ({ db, workspaceId }) => rates(db, workspaceId),
})

/** Sets and removes rates, and converts the amounts of all deals again by them, in the same commit. */
export const changeRates: Verb<RateList> = writeVerb({
  permission: 'pipeline.manage',
  input: rateChange,
  async run({ db, workspaceId, input: { put, remove } }) {
    const workspace = await findWorkspace(db, workspaceId)
    for (const [i, { currency }] of put.entries()) {
      const wrong =
        currency === workspace?.currency
          ? `${currency} is the workspace's own currency: it needs no rate.`
          : knownCurrency(currency) === null
            ? `There is no currency ${currency}: write an ISO code such as USD.`
            : null
      if (wrong !== null) return refuse('invalid', wrong, { fields: [{ path: `put.${i}.currency`, message: wrong }] })
    }
    await deleteRates(db, workspaceId, remove)
    // twice the same day: the last one counts
    await putRates(db, workspaceId, [...new Map(put.map((one) => [`${one.currency} ${one.day}`, one])).values()])
    await convertAll(db, workspaceId, oddDigits)
    return rates(db, workspaceId)
  },
  audit: (_value, { put, remove }) => ({
    verb: 'rate.change',
    subject: 'rates',
    detail: { put: put.slice(0, 50), remove: remove.slice(0, 50) },
  }),
})

async function rates(db: PoolClient, workspaceId: string): Promise<Result<RateList>> {
  const workspace = await findWorkspace(db, workspaceId)
  if (!workspace) return refuse('not_found', 'There is no such workspace.')
  return ok({
    currency: workspace.currency,
    items: await listRates(db, workspaceId),
    foreign: await foreignMoney(db, workspaceId),
  })
}
