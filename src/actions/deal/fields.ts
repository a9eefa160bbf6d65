import type { PoolClient } from 'pg'
import { refuse } from '#contract/problem.ts'
import type { dealFieldsInput } from '#contract/deal.ts'
import type { DealFields } from '#core/deal/event.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { findMember } from '#store/member.ts'
import type { z } from 'zod'

/**
 * Fields as they are asked for, checked against what there is: company, owner and products are of this workspace, an
 * amount has a currency, an owner's name is written beside the id.
 */
export async function checkedFields(
  db: PoolClient,
  workspaceId: string,
  asked: z.output<typeof dealFieldsInput>,
  before: DealFields,
): Promise<{ ok: true; value: DealFields } | ReturnType<typeof refuse>> {
  const fields = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as DealFields
  if (typeof fields.amountMinor === 'number' && (fields.currency ?? before.currency ?? null) === null) {
    return wrong('currency', 'An amount needs a currency.')
  }
  if (typeof fields.ownerId === 'string') {
    const member = await findMember(db, workspaceId, fields.ownerId)
    if (!member) return wrong('ownerId', 'There is no such colleague in this workspace.')
    fields.ownerName = member.name
  } else if (fields.ownerId === null && fields.ownerName === undefined) fields.ownerName = null
  const missing = await knownInDeal(db, workspaceId, {
    account: fields.accountId ?? null,
    products: (fields.products ?? []).map(({ id }) => id),
    people: [],
  })
  if (missing)
    return wrong(missing, missing === 'accountId' ? 'There is no such company here.' : 'There is no such product.')
  return { ok: true, value: fields }
}

export function wrong(path: string, message: string): ReturnType<typeof refuse> {
  return refuse('invalid', `${path}: ${message}`, { fields: [{ path, message }] })
}
