import type { Actor } from '#actions/actor.ts'
import { requirePermission } from '#actions/verb.ts'
import { refuse } from '#contract/problem.ts'
import type { DealHead } from '#store/deal/read.ts'

/** Whether they may change it: whoever may change any deal; else its owner, and anybody where nobody owns it. */
export function mayChangeDeal(actor: Actor, head: Pick<DealHead, 'ownerId'>): boolean {
  if (requirePermission(actor, 'deal.write') !== null) return false
  if (requirePermission(actor, 'deal.write_any') === null) return true
  return head.ownerId === null || (actor.kind === 'user' && head.ownerId === actor.userId)
}

/** The refusal of who may not change this deal, or null. */
export function deniedDeal(actor: Actor, head: DealHead): ReturnType<typeof refuse> | null {
  if (mayChangeDeal(actor, head)) return null
  const owner = head.ownerName ?? 'somebody else'
  return refuse('forbidden', `This deal is ${owner}’s. Ask them or a manager to change it, or to hand it to you.`)
}

/** The refusal of who changes a deal that has changed since they looked. */
export function outdated(head: DealHead): ReturnType<typeof refuse> {
  return refuse(
    'conflict',
    `Somebody changed “${head.name}” since you looked; nothing of yours was written. Look again, then repeat it.`,
  )
}
