import type { PoolClient } from 'pg'
import { loadDeal } from '#actions/deal/load.ts'
import { noProposal } from '#actions/proposal/access.ts'
import { placeOf } from '#actions/proposal/place.ts'
import { isoOf, shownProposal } from '#actions/proposal/shown.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { proposalId, type ProposalPage } from '#contract/proposal.ts'
import { ok } from '#contract/problem.ts'
import { bantLetters } from '#core/deal/event.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'
import { faultsOf, stateOf } from '#core/proposal/document.ts'
import { groupsOf, type GroupMember } from '#store/deal/read.ts'
import { findProposal, opensOf, productsOfDeal, proposalsOfDeal, saidOfDeal } from '#store/proposal.ts'
import { isoTime } from '#store/rows.ts'

/** A proposal with what is known of its deal, so that it says nothing that the talks did not. */
export const readProposal: Verb<ProposalPage> = readVerb({
  permission: 'proposal.read',
  input: proposalId,
  async run({ db, workspaceId, actor, input, now }) {
    const row = await findProposal(db, workspaceId, input.id)
    if (!row) return noProposal
    const found = await loadDeal(db, workspaceId, row.dealId, now)
    if (!found.ok) return found
    const { deal, head } = found.value
    const { today } = await placeOf(db, workspaceId, now)
    const { content, language, currency, validUntil } = row
    const siblings = (await proposalsOfDeal(db, workspaceId, row.dealId)).filter((one) => one.rootId === row.rootId)
    const group = (await groupsOf(db, workspaceId, [row.dealId])).get(row.dealId) ?? []
    return ok({
      ...shownProposal(row, actor, today),
      revision: row.revision,
      content,
      personId: row.personId,
      faults: row.sentAt === null ? faultsOf({ content, language, currency, validUntil }, today) : [],
      text: row.text,
      textHash: row.textHash,
      linkAt: isoOf(row.linkAt),
      versions: siblings
        .toSorted((a, b) => b.version - a.version)
        .map((one) => ({ id: one.id, version: one.version, state: stateOf(one, today) })),
      visits: (await opensOf(db, workspaceId, row.id)).map(({ at, ...visit }) => ({ ...visit, at: at.toISOString() })),
      material: await materialOf(db, workspaceId, row.dealId, deal, group),
      signed: deal.signed !== null,
      dealRevision: head.revision,
      asOf: isoTime(now) as string,
    })
  },
})

/** What is known of a deal and may be said again: BANT, their own phrases, our notes, what is sold, who is there. */
async function materialOf(
  db: PoolClient,
  workspaceId: string,
  dealId: string,
  deal: FoldedDeal,
  group: readonly GroupMember[],
): Promise<ProposalPage['material']> {
  const nameOf = (id: unknown) => group.find((one) => one.personId === id || one.saidId === id)?.name ?? null
  const said = await saidOfDeal(db, workspaceId, dealId)
  const words = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  const phrases = said.flatMap(({ kind, data, at }) => {
    const theirs = kind === 'answered' || (kind === 'touched' && data['side'] === 'theirs')
    const text = words(kind === 'answered' ? data['answer'] : data['note'])
    return theirs && text !== '' ? [{ text, from: nameOf(data['person']), at: at.toISOString() }] : []
  })
  const notes = said.flatMap(({ kind, data }) => [
    words(kind === 'noted' ? data['body'] : kind === 'touched' ? data['note'] : data['question']),
  ])
  return {
    bant: bantLetters.flatMap((letter) => {
      const one = deal.bant[letter]
      if (!one) return []
      const { answer, question, person, at } = one
      const asked = question ?? null
      return [{ letter, answer, question: asked, person: nameOf(person), at: new Date(at).toISOString() }]
    }),
    phrases: phrases.filter((one, index) => phrases.findIndex(({ text }) => text === one.text) === index).slice(0, 50),
    notes: [...new Set(notes)].filter((note) => note !== '').slice(0, 100),
    products: await productsOfDeal(db, workspaceId, dealId),
    people: group.map(({ personId, name, email }) => ({ id: personId, name, email })),
  }
}
