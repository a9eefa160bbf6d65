import { noDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealId } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'
import type { Proof, ProofList } from '#contract/proof.ts'
import { dealHeads } from '#store/deal/read.ts'
import { proofsOf, type ProofRow } from '#store/proof.ts'

/** The proofs that were asked for before the purchase, and who owes them. */
export const listProofs: Verb<ProofList> = readVerb({
  permission: 'deal.read',
  input: dealId,
  async run({ db, workspaceId, input }) {
    if (!(await dealHeads(db, workspaceId, [input.id])).has(input.id)) return noDeal
    const rows = await proofsOf(db, workspaceId, input.id)
    return ok({ items: rows.map(proofOf), owed: rows.filter(({ givenAt }) => givenAt === null).length })
  },
})

export function proofOf({ id, what, person, ownerId, ownerName, due, askedAt, by, givenAt, link }: ProofRow): Proof {
  return {
    id,
    what,
    person,
    owner: ownerName === null ? null : { id: ownerId, name: ownerName },
    due,
    askedAt: askedAt.toISOString(),
    by,
    givenAt: givenAt?.toISOString() ?? null,
    link,
  }
}
