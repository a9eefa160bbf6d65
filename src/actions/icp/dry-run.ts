import type { PoolClient } from 'pg'
import { soundBlueprint } from '#actions/blueprint-apply.ts'
import { histories } from '#actions/person/load.ts'
import type { IcpEffect } from '#contract/icp.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { type BlueprintEdits, editBlueprint } from '#core/blueprint/edit.ts'
import { unpackState } from '#core/fold/pack.ts'
import { compileProgram } from '#core/fold/program.ts'
import type { State } from '#core/fold/state.ts'
import { EffectTally, judged } from '#core/icp/effect.ts'
import { countStates, statesAfter } from '#store/icp-people.ts'

/** What a dry run says of one person, to whoever wants to know more than the sum. */
export interface Seen {
  /** they fit the ICP now; would under the edits */
  now: boolean
  would: boolean
}

// folding facts takes some 40 µs a person; of more people than this, every second, fourth … is looked at
const mostLookedAt = 60_000
const batch = 1500
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
): Promise<Result<{ effect: IcpEffect; blueprint: Blueprint; factor: number }>> {
  const { current, zone } = await histories.of(db, workspaceId)
  if (base !== null && current.version !== base) {
    return refuse('conflict', `Version ${current.version} is in force by now; look at it first.`)
  }
  const edited = editBlueprint(current.blueprint, edits)
  if ('error' in edited) return refuse('invalid', edited.error)
  const sound = soundBlueprint(edited.blueprint)
  if (!sound.ok) return sound
  const next = compileProgram(sound.value.blueprint, current.version + 1, current.appliedAt, zone)
  const factor = sampleOf(await countStates(db, workspaceId))
  const tally = new EffectTally()
  let looked = 0
  for (let after = first; ;) {
    const rows = await statesAfter(db, workspaceId, after, { nth: factor, limit: batch })
    for (const { id, name, title, state: text } of rows) {
      const state = unpackState(text)
      const before = judged(current, state)
      const now = judged(next, state)
      // nobody is in the ICP before anything is known of them: a row without history is no person yet
      if (state.last === null && Object.keys(state.facts).length === 0) continue
      looked++
      tally.add({ id, name, title, account: state.account }, before, now)
      onPerson(id, { now: before.icp, would: now.icp }, state)
    }
    const last = rows.at(-1)
    if (!last || rows.length < batch) break
    after = last.id
  }
  const effect = { people: looked * factor, sampled: factor > 1, ...tally.sum(factor) }
  return ok({ effect, blueprint: sound.value.blueprint, factor })
}

function sampleOf(people: number): number {
  let factor = 1
  while (people / factor > mostLookedAt && factor < 256) factor *= 2
  return factor
}
