/** The filters of the audit, as they stand in the address. Days are of the workspace's zone. */
export interface AuditSearch {
  actor?: string
  verb?: string
  from?: string
  to?: string
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
const isWord = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What is not understood is left out. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const { actor, verb, from, to } = search
  return {
    ...(isWord(actor) ? { actor } : {}),
    ...(isWord(verb) ? { verb } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  }
}
