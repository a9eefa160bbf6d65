import type { Event } from '#core/event.ts'
import type { History } from '#actions/flow/history.ts'

/**
 * The last judgements, made under the blueprint in force and kept with the event: the content kind of its object, and
 * the mail address with its kind as facts.
 */
export function classify(event: Event, history: History): Event {
  const content = event.content ?? (event.object === null ? null : history.contentOf(event.object))
  const { email } = event.keys
  const told = event.traits?.['email']
  if (email === null || told === null) return content === event.content ? event : { ...event, content }
  const traits = { ...event.traits, email, ...(event.mailKind === null ? {} : { mailKind: event.mailKind }) }
  return { ...event, content, traits }
}
