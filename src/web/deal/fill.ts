import type { BuyingRole } from '#core/deal/event.ts'
import { dealApi } from './api.ts'

/** What is filled in for a gate while the dialog stands open; written when the deal is moved. */
export type Fill =
  | { kind: 'fields'; fields: object }
  | { kind: 'say'; say: object }
  | { kind: 'person'; person: string; roles: BuyingRole[]; stance: string; note: string | null }

/** Somebody else changed the deal in between: what was filled in is kept, the truth has to be looked at. */
export class Overtaken extends Error {}

/**
 * Writes what was filled in, one after another, each on the state the former left; gives the last revision. `revision`
 * as the caller knows it. Throws Overtaken when another's change came between.
 */
export async function writeFills(id: string, revision: number, fills: readonly Fill[]): Promise<number> {
  let now = revision
  const step = (after: { revision: number }) => {
    if (after.revision !== now + 1) throw new Overtaken()
    now = after.revision
  }
  const fields = Object.assign({}, ...fills.map((fill) => (fill.kind === 'fields' ? fill.fields : {}))) as object
  if (Object.keys(fields).length > 0) step(await dealApi.change(id, now, fields))
  for (const fill of fills) {
    if (fill.kind === 'say') step(await dealApi.say(id, fill.say))
    if (fill.kind === 'person') {
      const { person, roles, stance, note } = fill
      step(await dealApi.setPerson(id, { person, roles, stance, note }))
    }
  }
  return now
}
