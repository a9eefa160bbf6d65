export interface EventSearch {
  name?: string
  source?: string
  verdict?: string
  channel?: string
  /** the event opened beside the list */
  open?: string
}

export interface MissingSearch {
  code?: string
  messageId?: string
}

/** Filters of the stream, as they stand in the address. */
export function parseEventSearch(search: Record<string, unknown>): EventSearch {
  return texts(search, ['name', 'source', 'verdict', 'channel', 'open'])
}

export function parseMissingSearch(search: Record<string, unknown>): MissingSearch {
  return texts(search, ['code', 'messageId'])
}

function texts<Key extends string>(
  search: Record<string, unknown>,
  keys: readonly Key[],
): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') found[key] = value
    // a name made of digits comes as a number
    else if (typeof value === 'number') found[key] = String(value)
  }
  return found
}
