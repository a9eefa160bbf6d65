import type { CpaDocument } from '#contract/spend.ts'
import { useFormat } from '../app/format.ts'
import { useEventName } from '../ui/event-name.ts'

/** What an action is called: a stage as the blueprint names it, an event by its word. */
export function useActionName(): (action: CpaDocument['actions'][number]) => string {
  const format = useFormat()
  const eventName = useEventName()
  return ({ id, name }) => (name === null ? eventName(id.slice(id.indexOf(':') + 1)) : format.text(name))
}
