import { closesHandoff } from '#core/fold/facts.ts'
import type { StoredEvent } from '#store/event.ts'

/**
 * Facts of a batch that end the wait of hand-offs: accepted, returned, disqualified, wherever it was said. `merges`:
 * those of this batch who turned out to be somebody else.
 */
export function answersIn(stored: readonly StoredEvent[], merges: ReadonlyMap<string, string>) {
  return stored.flatMap(({ event, personId }) => {
    if (personId === null || !closesHandoff.has(event.name)) return []
    const { by, reason } = event.props
    return [
      {
        personId: merges.get(personId) ?? personId,
        name: event.name,
        messageId: event.messageId,
        time: event.time,
        by: typeof by === 'string' ? by : null,
        reason: typeof reason === 'string' ? reason : null,
      },
    ]
  })
}
