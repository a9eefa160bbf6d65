import { sentAlready, outdatedProposal, takeProposal } from '#actions/proposal/access.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { proposalChangeInput, type ProposalWritten } from '#contract/proposal.ts'
import { ok, refuse } from '#contract/problem.ts'
import { fromHighToLow } from '#core/proposal/document.ts'
import { groupsOf } from '#store/deal/read.ts'
import { changeDraft } from '#store/proposal.ts'

/** Changes a draft as a whole. Options stand from highest to lowest, however they came. */
export const changeProposal: Verb<ProposalWritten> = writeVerb({
  permission: 'proposal.write',
  input: proposalChangeInput,
  async run(call) {
    const { db, workspaceId, input, now } = call
    const { id, revision, content, ...draft } = input
    const found = await takeProposal(call, id)
    if (!found.ok) return found
    const { row } = found.value
    if (row.sentAt !== null) return sentAlready
    if (draft.personId !== null) {
      const group = (await groupsOf(db, workspaceId, [row.dealId])).get(row.dealId) ?? []
      if (!group.some(({ personId }) => personId === draft.personId))
        return refuse('invalid', 'personId: Not one of this deal’s buying group; add them there first.', {
          fields: [{ path: 'personId', message: 'not one of the buying group' }],
        })
    }
    const ids = content.options.map((one) => one.id)
    if (new Set(ids).size < ids.length) return refuse('invalid', 'content.options: Two options have the same id.')
    const sorted = { ...content, options: fromHighToLow(content.options) }
    if (!(await changeDraft(db, workspaceId, id, revision, { ...draft, content: sorted }, now))) return outdatedProposal
    return ok({ id, revision: revision + 1, state: 'draft' as const })
  },
  audit: ({ id }) => ({ verb: 'proposal.change', subject: `proposal:${id}` }),
})
