import type { PoolClient } from 'pg'
import { soundBlueprint } from '#actions/blueprint-apply.ts'
import { histories } from '#actions/person/load.ts'
import type { IcpEffect } from '#contract/icp.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { type BlueprintEdits, editBlueprint } from '#core/blueprint/edit.ts'
import { unpackState } from '#core/fold/pack.ts'
import { compileProgram } from '#core/fold/program.ts'
import { emptyState } from '#core/fold/state.ts'
import type { State } from '#core/fold/state.ts'
import { EffectTally, judged } from '#core/icp/effect.ts'
import { countStates, statesAfter } from '#store/icp-people.ts'

/** What a dry run says of one person, to whoever wants to know more than the sum. */
export interface Seen {
  /** they fit the ICP now; would under the edits */
  now: boolean
  would: boolean
}

export interface DryRun {
  effect: IcpEffect
  /** what somebody of whom nothing is known is; `onPerson` does not see them */
  nobody: Seen
  /** each person looked at stands for so many */
  factor: number
}

// judging facts takes about a tenth of a millisecond a person; of more people than this, every second, fourth … is looked at
const mostLookedAt = 40_000
// a batch is judged at one go, and the server waits that long
const batch = 300
const first = '00000000-0000-0000-0000-000000000000'

/**
 * Who would become what under edits of the blueprint: the facts of everybody, as they were folded, judged by the version in
 * force and by the edited one. Stages and engagement are not folded anew. `onPerson` sees each (by id). Reads only.
 */
export async function dryRun(
  db: PoolClient,
  workspaceId: string,
  edits: BlueprintEdits,
  base: number | null,
  onPerson: (id: string, seen: Seen, state: State) => void = () => {},
): Promise<Result<DryRun>> {
  const { current, zone } = await histories.of(db, workspaceId)
  if (base !== null && current.version !== base) {
    return refuse('conflict', `Version ${current.version} is in force by now; look at it first.`)
  }
  const edited = editBlueprint(current.blueprint, edits)
  if ('error' in edited) return refuse('invalid', edited.error)
  const sound = soundBlueprint(edited.blueprint)
  if (!sound.ok) return sound
  const next = compileProgram(sound.value.blueprint, current.version + 1, current.appliedAt, zone)
  const { known, blank } = await countStates(db, workspaceId)
  const factor = sampleOf(known)
  const tally = new EffectTally()
  const nobody = emptyState(current.version)
  const [before, after] = [judged(current, nobody), judged(next, nobody)]
  if (blank > 0) tally.addMany(blank / factor, before, after)
  let looked = 0
  for (let last = first; ;) {
    const rows = await statesAfter(db, workspaceId, last, { nth: factor, limit: batch })
    for (const { id, name, title, state: text } of rows) {
      const state = unpackState(text)
      const now = judged(current, state)
      const would = judged(next, state)
      looked++
      tally.add({ id, name, title, account: state.account }, now, would)
      onPerson(id, { now: now.icp, would: would.icp }, state)
    }
    const end = rows.at(-1)
    if (!end || rows.length < batch) break
    last = end.id
  }
  const effect = { people: looked * factor + blank, sampled: factor > 1, ...tally.sum(factor) }
  return ok({ effect, nobody: { now: before.icp, would: after.icp }, factor })
}

function sampleOf(people: number): number {
  let factor = 1
  while (people / factor > mostLookedAt && factor < 256) factor *= 2
  return factor
}
