import type { Pool } from 'pg'
import { withAccounts } from '#actions/flow/people.ts'
import type { Blueprint, BlueprintVersion, StageModel } from '#core/blueprint.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { compileHistory } from '#core/fold/program.ts'
import type { Condition } from '#core/rule.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'

/** People of a workspace with the events their folds read. */
export async function loadPopulation(pool: Pool, workspaceId: string): Promise<Map<string, FoldEvent[]>> {
  const { rows } = await pool.query<{ id: string }>('select person_id as id from person_fold where workspace_id = $1', [
    workspaceId,
  ])
  const events = await foldEventsOf(
    pool,
    workspaceId,
    rows.map((row) => row.id),
  )
  const accounts = [...new Set([...events.values()].flat().flatMap((one) => one.accountId ?? []))]
  const ofAccounts = await accountEventsOf(pool, workspaceId, accounts)
  return new Map([...events].map(([id, own]) => [id, withAccounts(id, own, ofAccounts)]))
}

/**
 * Who meets a condition at `now`, by the in-memory reader: each person is folded afresh under the blueprint with one
 * more model, whose only stage is entered by hand (so never) and through whose door the condition is compiled.
 */
export function chosenInMemory(
  people: ReadonlyMap<string, FoldEvent[]>,
  condition: Condition,
  history: readonly Omit<BlueprintVersion, 'version'>[],
  zone: string,
  now: number,
): string[] {
  const versions = history.map(({ blueprint, appliedAt }, index) => ({
    version: index + 1,
    appliedAt,
    blueprint: withDoor(blueprint, condition),
  }))
  const programs = compileHistory(versions, zone)
  const chosen: string[] = []
  for (const [id, events] of people) {
    const { program, context } = fold(events, programs, now)
    const door = program.models.find((model) => model.id === 'asked')?.doors[0]?.[0]
    if (!door) throw new Error('the model asked about has no door')
    context.time = now
    context.event = null
    if (door.when.test(context)) chosen.push(id)
  }
  return chosen.sort()
}

function withDoor(blueprint: Blueprint, when: Condition): Blueprint {
  const text = { en: 'Asked' }
  const said = { name: text, owner: text, goal: text, enters: text, sends: text, leaves: text, buyerStep: text }
  const stage = { id: 'asked', band: [], agreed: null, entry: null, contentKinds: [], ...said }
  const model: StageModel = {
    id: 'asked',
    name: text,
    about: text,
    subject: 'person',
    shape: 'line',
    stages: [{ ...stage, doors: [{ id: 'asked', name: text, when }] }],
    outcomes: [],
    back: [],
    diverts: [],
  }
  return { ...blueprint, models: [...blueprint.models, model] }
}
