import type { ProposalItem } from '#contract/proposal.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { useDayText } from './day.ts'

/** The last that happened to it, in a few words. */
export function Happened({ item }: { item: ProposalItem }) {
  const format = useFormat()
  const dayText = useDayText()
  const { answer } = item
  if (answer !== null)
    return (
      <Say
        id={answer.answer === 'accepted' ? 'proposals.did.accepted' : 'proposals.did.declined'}
        values={{ who: answer.name ?? '–', option: answer.option?.name ?? '', at: format.date(answer.at) }}
      />
    )
  if (item.sentAt === null) return <Say id="proposals.did.draft" values={{ at: format.date(item.updatedAt) }} />
  if (item.lastOpenedAt !== null)
    return <Say id="proposals.did.opened" values={{ count: item.opens, at: format.dateTime(item.lastOpenedAt) }} />
  return (
    <Say
      id="proposals.did.sent"
      values={{ at: format.date(item.sentAt), until: item.validUntil === null ? '–' : dayText(item.validUntil) }}
    />
  )
}
