import { speaksFor } from '#core/identity.ts'
import type { Key, Keyed, Tie } from '#core/identity.ts'

/** How somebody is taken apart again: what was decided before and goes, and what is decided now. */
export interface Parting {
  /** keys of whoever was merged, and those that stay */
  split: Key[]
  kept: Key[]
  /** pairs of keys that are never one from now on: by these the events themselves had joined the two */
  splits: Tie[]
}

/** The parting of a person's keys into those somebody had when they were merged, and the rest; null when one is empty. */
export function partingOf(events: readonly Keyed[], keys: readonly Key[], split: readonly Key[]): Parting | null {
  const kept = keys.filter((key) => !split.includes(key))
  if (split.length === 0 || kept.length === 0) return null
  const splits = joins(events, new Set(split)).map(([one, other]) => ({ kind: 'split' as const, one, other }))
  return { split: [...split], kept, splits }
}

/** The ties in force after a parting. */
export function tiesAfter(ties: readonly Tie[], { split, kept, splits }: Parting): Tie[] {
  const between = ({ one, other }: Tie) =>
    (split.includes(one) && kept.includes(other)) || (split.includes(other) && kept.includes(one))
  return [...ties.filter((tie) => tie.kind !== 'merge' || !between(tie)), ...splits]
}

/** The pairs of keys by which events themselves join one side to the other. */
function joins(events: readonly Keyed[], side: ReadonlySet<Key>): [Key, Key][] {
  const found = new Map<string, [Key, Key]>()
  const note = (one: Key, other: Key) => {
    if (side.has(one) !== side.has(other)) found.set(`${one}\n${other}`, [one, other])
  }
  for (const event of events) {
    const { userId, email } = event.keys
    if (userId !== null && email !== null && event.mailKind !== 'role') note(`u:${userId}`, `e:${email}`)
    const speaker = speaksFor(event)
    if (speaker) note(`a:${speaker.anonymousId}`, speaker.anchor)
  }
  return [...found.values()]
}
