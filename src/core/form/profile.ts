import type { FormField } from './document.ts'

/**
 * The fields to ask of somebody: what is known is left out, and of the questions asked a few at a time the next
 * `perVisit`, the job title before all others, then in the order of the form. `known`: the facts that this visitor told.
 */
export function fieldsToAsk(
  fields: readonly FormField[],
  { known, perVisit }: { known: ReadonlySet<string>; perVisit: number },
): FormField[] {
  const unknown = (field: FormField): boolean =>
    field.ask === 'always' || field.feeds === null || !known.has(field.feeds)
  const queue = fields.filter((field) => field.ask === 'next' && unknown(field))
  const first = queue.filter(({ feeds }) => feeds === 'title')
  const next = new Set([...first, ...queue.filter((field) => !first.includes(field))].slice(0, Math.max(0, perVisit)))
  const asked = fields.filter((field) => (field.ask === 'next' ? next.has(field) : unknown(field)))
  const ids = new Set(asked.map(({ id }) => id))
  // a condition about a question that was answered before cannot be met here
  return asked.filter(
    ({ when }) => when === null || when.tests.some(({ field }) => ids.has(field)) || when.tests.length === 0,
  )
}
