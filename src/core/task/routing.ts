import type { Condition } from '#core/rule.ts'
import { isFieldCondition, walkCondition } from '#core/rule/walk.ts'
import { readField } from '#core/rule/fields.ts'

export const routingTeams = ['sdr', 'sales', 'success', 'account_owner'] as const
export type RoutingTeam = (typeof routingTeams)[number]

export const routingWays = ['round_robin', 'least_loaded', 'account_owner', 'person'] as const
export type RoutingWay = (typeof routingWays)[number]

/** A rule of assignment: whom it concerns, and whose turn it is. Asked in order; the first that finds somebody decides. */
export interface RoutingRule {
  id: string
  name: string
  /** null: hand-offs to any team */
  team: RoutingTeam | null
  /** facts of the person and their company; null: everybody */
  when: Condition | null
  way: RoutingWay
  /** ids of members among whom it chooses; none: all of the team's roles */
  members: string[]
  /** whose turn it was last */
  last: string | null
}

/** A colleague who could take it. */
export interface Candidate {
  userId: string
  name: string
  email: string
  role: string
  /** open tasks and hand-offs */
  load: number
}

/** Why somebody was given it. */
export interface Assigned {
  userId: string
  name: string
  /** of the rule; null: by hand */
  rule: { id: string; name: string } | null
  way: RoutingWay | 'by_hand'
  /** open tasks and hand-offs they had, when least loaded */
  load?: number
}

/**
 * Whom a rule chooses among `candidates` (members of the rule or of the team, all of them still here); null when it
 * finds nobody. `owner`: the company's owner as somebody wrote it, a name or a mail address.
 */
export function choose(rule: RoutingRule, candidates: readonly Candidate[], owner: string | null): Candidate | null {
  if (rule.way === 'account_owner') return owner === null ? null : ownerAmong(candidates, owner)
  const able = rule.members.length > 0 ? candidates.filter(({ userId }) => rule.members.includes(userId)) : candidates
  if (able.length === 0) return null
  // in one order for everybody, so that a turn is a turn
  const circle = able.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
  if (rule.way === 'round_robin') return circle.find(({ userId }) => userId > (rule.last ?? '')) ?? circle[0] ?? null
  if (rule.way === 'least_loaded') return circle.toSorted((a, b) => a.load - b.load)[0] ?? null
  return circle[0] ?? null
}

function ownerAmong(candidates: readonly Candidate[], owner: string): Candidate | null {
  const named = owner.trim()
  const found = candidates.filter(
    ({ userId, name, email }) => email.toLowerCase() === named.toLowerCase() || name === named || userId === named,
  )
  return found.length === 1 ? (found[0] ?? null) : null
}

const asked: ReadonlySet<string> = new Set(['person', 'account', 'persona', 'icp', 'consent', 'list', 'first'])

/** The part of a condition that assignment cannot ask, or null: it reads facts, never counts, times or scores. */
export function unaskable(condition: Condition): string | null {
  for (const { node } of walkCondition(condition)) {
    if ('all' in node || 'any' in node || 'not' in node) continue
    if (!isFieldCondition(node)) return 'events or time'
    if (!asked.has(readField(node.field).scope)) return node.field
  }
  return null
}
