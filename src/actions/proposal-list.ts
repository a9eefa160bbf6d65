import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { placeOf } from '#actions/proposal/place.ts'
import { shownProposal } from '#actions/proposal/shown.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { proposalListQuery, type ProposalList } from '#contract/proposal.ts'
import { ok } from '#contract/problem.ts'
import { listProposals as pageOf, proposalsOfDeal } from '#store/proposal.ts'
import { isoTime } from '#store/rows.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** Proposals of a deal, all of them; else of the workspace, the last changed first, a page at a time. */
export const listProposals: Verb<ProposalList> = readVerb({
  permission: 'proposal.read',
  input: proposalListQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { today } = await placeOf(db, workspaceId, now)
    const asOf = isoTime(now) as string
    if (input.deal !== undefined) {
      const rows = await proposalsOfDeal(db, workspaceId, input.deal)
      return ok({ items: rows.map((row) => shownProposal(row, actor, today)), next: null, today, asOf })
    }
    const { state = null, mine, limit } = input
    const question = ['proposals', state, mine]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const ownerId = mine && actor.kind === 'user' ? actor.userId : null
    const after = went && { at: went[0], id: went[1] }
    const rows = await pageOf(db, workspaceId, { state, ownerId, after, today }, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => shownProposal(row, actor, today)),
      next: last ? writeCursor(question, [last.updatedAt.getTime(), last.id]) : null,
      today,
      asOf,
    })
  },
})
