import type { Blueprint } from '#core/blueprint.ts'
import { fieldsUsed } from '#core/rule/walk.ts'

/** Between which stages of the lifecycle an ICP shows what it is worth; numbers are places, from 0. */
export interface IcpSteps {
  /** the first stage that asks for the ICP, else the first of all */
  from: number
  /** where sales takes over, else the stage after `from` */
  sales: number
  /** the last stage */
  won: number
}

/** The steps of a blueprint's lifecycle; null where it has fewer than two stages. */
export function icpSteps(blueprint: Blueprint): IcpSteps | null {
  const stages = blueprint.models.find((model) => model.id === blueprint.lifecycle)?.stages ?? []
  if (stages.length < 2) return null
  const asks = stages.findIndex(({ entry }) => entry !== null && fieldsUsed(entry).includes('icp'))
  const won = stages.length - 1
  const from = asks < 0 || asks === won ? 0 : asks
  const handed = stages.findIndex(({ handoff }, place) => place > from && handoff === 'sales')
  return { from, sales: handed < 0 ? Math.min(from + 1, won) : handed, won }
}
