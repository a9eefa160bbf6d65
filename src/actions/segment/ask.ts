import type { PoolClient } from 'pg'
import { histories } from '#actions/person/load.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Result } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { Condition } from '#core/rule.ts'
import { readField } from '#core/rule/fields.ts'
import { isFieldCondition, walkCondition } from '#core/rule/walk.ts'
import { readFits } from '#store/segment.ts'
import type { SegmentScope } from '#store/segment.ts'

/** What a condition is asked with: its scope, and what the blueprint in force says. */
export interface Asked {
  scope: SegmentScope
  version: number
  blueprint: Blueprint
}

/** The scope of a condition at `now` (epoch ms). Refuses one that speaks of a stage model that people do not have. */
export async function askPeople(
  db: PoolClient,
  workspaceId: string,
  condition: Condition,
  now: number,
): Promise<Result<Asked>> {
  const { blueprint, version, halfLife } = (await histories.of(db, workspaceId)).current
  const models = blueprint.models.filter((model) => model.subject === 'person').map((model) => model.id)
  const unknown = modelsUsed(condition).find((model) => !models.includes(model))
  if (unknown !== undefined) {
    return refuse('invalid', `condition: people have no stage model "${unknown}"; there is ${models.join(', ')}.`)
  }
  const fits = await readFits(db, workspaceId, condition)
  return ok({ scope: { workspaceId, now, halfLife, lifecycle: blueprint.lifecycle, fits }, version, blueprint })
}

function modelsUsed(condition: Condition): string[] {
  const models: string[] = []
  for (const { node, ofEvent } of walkCondition(condition)) {
    if (ofEvent) continue
    if ('inStage' in node) models.push(node.inStage as string)
    else if (isFieldCondition(node) && readField(node.field).scope === 'stage') models.push(readField(node.field).name)
  }
  return models
}

/** How long one condition may keep the database busy, in ms. */
const longest = 20_000

/** Runs a question under a limit of time (ms), so that nobody's condition holds up the others; refuses when it is hit. */
export async function withinTime<T>(
  db: PoolClient,
  work: () => Promise<Result<T>>,
  limit: number = longest,
): Promise<Result<T>> {
  await db.query(`select set_config('statement_timeout', $1, true)`, [String(limit)])
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error
    return refuse(
      'too_large',
      `The condition takes longer than ${limit / 1000} s: count within a length of time (30d), or ask for less at once.`,
    )
  }
}
