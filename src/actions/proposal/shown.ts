import { mayChangeDeal } from '#actions/deal/access.ts'
import type { Actor } from '#actions/actor.ts'
import type { ProposalItem } from '#contract/proposal.ts'
import { stateOf, type DeclineReason, type ProposalOption } from '#core/proposal/document.ts'
import { priceOf } from '#core/proposal/price.ts'
import type { ProposalRow } from '#store/proposal.ts'

/** A proposal as lists show it. `today`: the workspace's day. */
export function shownProposal(row: ProposalRow, actor: Actor, today: string): ProposalItem {
  const { content, answer } = row
  const priced = content.options.filter(({ priceMinor }) => priceMinor !== null)
  const option = content.options.find(({ id }) => id === answer?.optionId)
  return {
    id: row.id,
    deal: { id: row.dealId, name: row.dealName, status: row.dealStatus },
    account: row.accountId === null ? null : { id: row.accountId, name: row.account ?? '' },
    owner: row.ownerName,
    version: row.version,
    title: content.title,
    language: row.language,
    currency: row.currency,
    state: stateOf(row, today),
    high: sumOf(priced[0], row),
    low: sumOf(priced.at(-1), row),
    validUntil: row.validUntil,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    sentAt: isoOf(row.sentAt),
    sentTo: row.sentTo,
    opens: row.opens,
    openedAt: isoOf(row.openedAt),
    lastOpenedAt: isoOf(row.lastOpenedAt),
    answer: answer && {
      answer: answer.answer,
      option: option ? { id: option.id, name: option.name } : null,
      name: answer.name,
      email: answer.email,
      reason: answer.reason as DeclineReason | null,
      words: answer.words,
      at: answer.at.toISOString(),
      address: answer.address,
    },
    mayChange: mayChangeDeal(actor, row),
  }
}

function sumOf(option: ProposalOption | undefined, { content }: ProposalRow): ProposalItem['high'] {
  const price = option && priceOf(option, content)
  return option && price ? { minor: price.minor, period: option.period } : null
}

export function isoOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}
