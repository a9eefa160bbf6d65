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
