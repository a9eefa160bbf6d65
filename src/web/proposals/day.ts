import { useIntl } from 'react-intl'
import type { ProposalItem } from '#contract/proposal.ts'

/** A calendar day (YYYY-MM-DD) in the language in use: the same day in every zone. */
export function useDayText(): (day: string) => string {
  const intl = useIntl()
  return (day) => intl.formatDate(`${day}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' })
}

/** Until when a proposal may be accepted; a dash once it was answered, or when it may be for ever. */
export function useUntilOf(): (proposal: Pick<ProposalItem, 'validUntil' | 'answer'>) => string {
  const dayText = useDayText()
  return ({ validUntil, answer }) => (validUntil === null || answer !== null ? '–' : dayText(validUntil))
}
