import { insertRows, isoTime } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'
import type { JsonObject } from '#core/json.ts'

export interface EffectWrite {
  id: string
  kind: string
  personId: string
  accountId: string | null
  team: string | null
  assignee: string | null
  reason: string
  detail: JsonObject
  /** names the cause once and for all */
  cause: string
  state: 'open' | 'would_fire'
  /** epoch ms */
  at: number
}

/** Writes consequences; one that is written already stays as it is. */
export async function insertEffects(db: Db, workspaceId: string, effects: readonly EffectWrite[]): Promise<void> {
  await insertRows(
    db,
    'effect',
    `workspace_id uuid, id uuid, kind text, person_id uuid, account_id uuid, team text, assignee text, reason text,
     detail jsonb, cause text, state text, at timestamptz`,
    effects.map((effect) => ({
      workspace_id: workspaceId,
      id: effect.id,
      kind: effect.kind,
      person_id: effect.personId,
      account_id: effect.accountId,
      team: effect.team,
      assignee: effect.assignee,
      reason: effect.reason,
      detail: effect.detail,
      cause: effect.cause,
      state: effect.state,
      at: isoTime(effect.at),
    })),
    'on conflict (workspace_id, cause) do nothing',
  )
}

/** A hand-off that was not sent by itself. Of somebody who was merged, the one who stands for them. */
export interface UnsentEffect {
  id: string
  personId: string
  cause: string
  team: string | null
  reason: string | null
  detail: JsonObject
}

/** Which of them: by id, or all that were written until a moment (epoch ms). */
export type Choice = { ids: readonly string[] } | { until: number }

const chosen = `e.workspace_id = $1 and e.state = 'would_fire' and e.kind = 'handoff'
  and ($2::uuid[] is null or e.id = any($2)) and ($3::timestamptz is null or e.created_at <= $3)`

/** Hand-offs that were not sent by themselves, the newest first. */
export async function unsentEffects(
  db: Db,
  workspaceId: string,
  choice: Choice,
  limit: number,
): Promise<UnsentEffect[]> {
  const { rows } = await db.query<UnsentEffect>(
    `select e.id, coalesce(p.merged_into, p.id) as "personId", e.cause, e.team, e.reason, e.detail
       from effect e join person p on p.id = e.person_id
      where ${chosen} order by e.at desc, e.id desc limit $4`,
    [...choiceValues(workspaceId, choice), limit],
  )
  return rows
}

/** How many of them there are; counting stops at `most`. */
export async function countUnsent(db: Db, workspaceId: string, choice: Choice, most: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (select from effect e where ${chosen} limit $4) counted`,
    [...choiceValues(workspaceId, choice), most],
  )
  return rows[0]?.count ?? 0
}

function choiceValues(workspaceId: string, choice: Choice): unknown[] {
  const byId = 'ids' in choice
  return [workspaceId, byId ? choice.ids : null, byId ? null : isoTime(choice.until)]
}

/** Those that still wait are open from now on; `was` keeps since when they would have been. Gives which. */
export async function openEffects(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  { at, said }: { at: number; said: JsonObject },
): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `update effect set state = 'open', at = $3, detail = detail || $4::jsonb || jsonb_build_object('was', at)
      where workspace_id = $1 and id = any($2) and state = 'would_fire' returning id`,
    [workspaceId, ids, isoTime(at), JSON.stringify(said)],
  )
  return new Set(rows.map((row) => row.id))
}

/** Those that still wait shall not be sent. Gives which. */
export async function dismissEffects(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  { at, said }: { at: number; said: JsonObject },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `update effect set state = 'dismissed', done_at = $3, detail = detail || $4::jsonb || '{"unsent": true}'
      where workspace_id = $1 and id = any($2) and state = 'would_fire' returning id`,
    [workspaceId, ids, isoTime(at), JSON.stringify(said)],
  )
  return rows.map((row) => row.id)
}

/** Those among them that were opened by hand and that nobody has taken up: whom they are about. */
export async function openedByHand(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; personId: string; cause: string }[]> {
  const { rows } = await db.query<{ id: string; personId: string; cause: string }>(
    `select e.id, coalesce(p.merged_into, p.id) as "personId", e.cause
       from effect e join person p on p.id = e.person_id
      where e.workspace_id = $1 and e.id = any($2) and e.state = 'open' and e.detail ? 'was'`,
    [workspaceId, ids],
  )
  return rows
}

/** Opened or dismissed by hand, they wait for a decision again, since when they would have been. Gives which. */
export async function reviveEffects(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  from: 'open' | 'dismissed',
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `update effect set state = 'would_fire', done_at = null, assignee_id = null, assigned = null, due_at = null, evidence = null, at = coalesce((detail ->> 'was')::timestamptz, at),
            detail = detail - 'was' - 'unsent' - 'by' - 'byId'
      where workspace_id = $1 and id = any($2) and state = $3 and detail ? $4 returning id`,
    [workspaceId, ids, from, from === 'open' ? 'was' : 'unsent'],
  )
  return rows.map((row) => row.id)
}

/** Takes away that these hand-offs were opened, as an event. */
export async function withdrawOpenings(db: Db, workspaceId: string, causes: readonly string[]): Promise<void> {
  await db.query(`delete from event where workspace_id = $1 and message_id = any($2) and source = 'system'`, [
    workspaceId,
    causes.map(openingOf),
  ])
}

/** The message by which the fold learns that a hand-off is open. */
export function openingOf(cause: string): string {
  return `handoff:${cause}`
}
