import type { FoldEvent } from '#core/fold/input.ts'

/** What an event of a person says about their company, as a dated fact of the account. */
export const relationshipBy: Readonly<Record<string, string>> = {
  contract_signed: 'customer',
  customer_churned: 'former_customer',
}

export function isDeal(event: FoldEvent): boolean {
  return event.own && event.verdict === 'human' && Object.hasOwn(relationshipBy, event.name)
}
