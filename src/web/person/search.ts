import { eventGroups } from '#core/event-group.ts'
import type { EventGroup } from '#core/event-group.ts'

/** What the page of a person shows, as it stands in the address. */
export interface PersonSearch {
  /** kinds of events */
  kind?: EventGroup[]
  channel?: string
  /** events under their visits (when absent), or day by day */
  by?: 'day'
  /** the stage model that is open */
  model?: string
}

export function parsePersonSearch(search: Record<string, unknown>): PersonSearch {
  const { kind, channel, by, model } = search
  const kinds = eventGroups.filter((group) => (Array.isArray(kind) ? kind : [kind]).includes(group))
  return {
    ...(kinds.length > 0 ? { kind: kinds } : {}),
    ...(typeof channel === 'string' && channel !== '' ? { channel } : {}),
    ...(by === 'day' ? { by } : {}),
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
  }
}
