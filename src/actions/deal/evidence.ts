import type { PoolClient } from 'pg'
import type { JsonObject } from '#core/json.ts'
import { foldPerson } from '#actions/person/load.ts'
import { roundPoints } from '#core/score.ts'

/**
 * Why this person was qualified, as it stood at that moment: points, stage and what let them in, what they read, first
 * touch. Frozen with the deal that begins with them.
 */
export async function evidenceOf(
  db: PoolClient,
  workspaceId: string,
  personId: string,
  now: number,
): Promise<JsonObject> {
  const { run, events, awards, history } = await foldPerson(db, workspaceId, personId, now)
  const { state, program } = run
  const byRule = new Map<string, number>()
  for (const award of awards) byRule.set(award.rule, (byRule.get(award.rule) ?? 0) + award.points)
  const read = events.filter((event) => event.own && event.verdict === 'human' && event.content !== null)
  const standing = state.models[program.blueprint.lifecycle]
  const colleagues = state.account === null ? 0 : await colleaguesOf(db, workspaceId, state.account, personId)
  return {
    at: new Date(now).toISOString(),
    person: personId,
    version: history.current.version,
    stage: standing?.stage ?? null,
    since: standing ? new Date(standing.enteredAt).toISOString() : null,
    fit: roundPoints(state.fitPoints),
    persona: state.persona,
    icp: state.icp,
    rules: [...byRule]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 8)
      .map(([rule, points]) => ({ rule, points: roundPoints(points) })),
    read: [...new Set(read.map((event) => event.object ?? event.name))].slice(-10),
    asked: [...new Set(events.filter((event) => event.own && asks.has(event.name)).map((event) => event.name))],
    first: state.first && {
      at: new Date(state.first.at).toISOString(),
      channel: state.first.channel,
      campaign: state.first.campaign,
      object: state.first.object,
    },
    colleagues,
  }
}

const asks: ReadonlySet<string> = new Set([
  'demo_requested',
  'callback_requested',
  'quote_requested',
  'price_asked',
  'trial_started',
  'sample_ordered',
  'implementation_asked',
  'proof_requested',
])

async function colleaguesOf(db: PoolClient, workspaceId: string, account: string, personId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer as count from person
      where workspace_id = $1 and account_id = $2 and id <> $3 and merged_into is null`,
    [workspaceId, account, personId],
  )
  return rows[0]?.count ?? 0
}
