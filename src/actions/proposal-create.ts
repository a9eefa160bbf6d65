import { randomUUIDv7 } from 'node:crypto'
import { takeDeal } from '#actions/deal/load.ts'
import { placeOf } from '#actions/proposal/place.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { proposalCreateInput, type ProposalWritten } from '#contract/proposal.ts'
import { ok, refuse } from '#contract/problem.ts'
import { fillGaps, fromHighToLow, type GapName, type ProposalLanguage } from '#core/proposal/document.ts'
import { starterTemplate } from '#core/proposal/starter.ts'
import { groupsOf, type GroupMember } from '#store/deal/read.ts'
import { accountNames } from '#store/deal/read.ts'
import { insertProposal, productsOfDeal } from '#store/proposal.ts'
import { findTemplate } from '#store/proposal-template.ts'

/**
 * A draft for a deal, from a template: its gaps are filled from what the deal's talks gave (BANT, company, whom it goes
 * to), and what is not known stays a gap that keeps it from going out.
 */
export const createProposal: Verb<ProposalWritten> = writeVerb({
  permission: 'proposal.write',
  input: proposalCreateInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeDeal(call, input.deal)
    if (!found.ok) return found
    const { deal, head } = found.value
    const { workspace, today } = await placeOf(db, workspaceId, now)
    const template = input.template === undefined ? null : await findTemplate(db, workspaceId, input.template)
    if (input.template !== undefined && !template)
      return refuse('not_found', 'There is no such template any more; choose another.')
    const language = template?.language ?? input.language ?? languageOf(workspace.languages)
    const { validDays, ...begin } = template?.content ?? starterTemplate(language)
    const group = (await groupsOf(db, workspaceId, [head.id])).get(head.id) ?? []
    const reader = firstReader(group)
    const company = head.accountId
      ? (await accountNames(db, workspaceId, [head.accountId])).get(head.accountId)
      : undefined
    const known: Partial<Record<GapName, string>> = {
      ...(company === undefined ? {} : { company }),
      ...(reader?.name ? { person: reader.name } : {}),
      ...Object.fromEntries(Object.entries(deal.bant).map(([letter, { answer }]) => [letter, answer])),
    }
    const products = await productsOfDeal(db, workspaceId, head.id)
    const lines = products.map(({ id, name, quantity }) => ({ productId: id, name, quantity }))
    const content = fillGaps(
      {
        ...begin,
        toCompany: company ?? '',
        toPerson: reader?.name ?? '',
        from: [actor.kind === 'user' ? actor.name : '', workspace.name].filter((one) => one !== '').join(', '),
        // what the deal is about stands in every option until somebody takes it out
        options: fromHighToLow(begin.options).map((one) => ({
          ...one,
          products: one.products.length > 0 ? one.products : lines,
        })),
      },
      known,
    )
    const id = randomUUIDv7()
    await insertProposal(
      db,
      workspaceId,
      {
        id,
        dealId: head.id,
        rootId: id,
        version: 1,
        language,
        currency: deal.fields.currency ?? workspace.currency,
        validUntil: Temporal.PlainDate.from(today).add({ days: validDays }).toString(),
        content,
        personId: reader?.personId ?? null,
        createdBy: actorName(actor),
      },
      now,
    )
    return ok({ id, revision: 1, state: 'draft' as const })
  },
  audit: ({ id }, { deal }) => ({ verb: 'proposal.create', subject: `proposal:${id}`, detail: { deal } }),
})

function languageOf(languages: readonly string[]): ProposalLanguage {
  return languages.find((one): one is ProposalLanguage => one === 'en' || one === 'ko' || one === 'ru') ?? 'en'
}

/** Whom it goes to: the champion, who carries it to whoever decides; else who decides; else the first of the group. */
function firstReader(group: readonly GroupMember[]): GroupMember | undefined {
  return (
    group.find(({ roles }) => roles.includes('champion')) ??
    group.find(({ roles }) => roles.includes('decision_maker')) ??
    group[0]
  )
}
