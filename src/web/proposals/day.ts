import { useIntl } from 'react-intl'

/** A calendar day (YYYY-MM-DD) in the language in use: the same day in every zone. */
export function useDayText(): (day: string) => string {
  const intl = useIntl()
  return (day) => intl.formatDate(`${day}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' })
}
