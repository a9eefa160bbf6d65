/** The people list's filters, as they stand in the address. */
export interface PeopleSearch {
  q?: string
  sort?: 'total' | 'recent'
  stage?: string
  channel?: string
  hot?: true
}

export function parsePeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const { q, sort, stage, channel, hot } = search
  return {
    ...(isText(q) ? { q } : {}),
    ...(sort === 'total' || sort === 'recent' ? { sort } : {}),
    ...(isText(stage) ? { stage } : {}),
    ...(isText(channel) ? { channel } : {}),
    ...(hot === true || hot === 'true' ? { hot: true as const } : {}),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
