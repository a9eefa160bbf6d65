import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import type { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { actorName, requirePermission } from '#actions/verb.ts'
import { exportId, type ExportReady } from '#contract/person-bulk.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import type { Permission } from '#core/permission.ts'
import { findExport, insertExport } from '#store/person-export.ts'
import { type Db, isoTime } from '#store/rows.ts'

const goodForMs = 10 * 60_000

interface LeaveGiver {
  db: Db
  workspaceId: string
  actor: Actor
  /** epoch ms */
  now: number
}

/**
 * Leave to download what `query` asks for, good for ten minutes and for whoever asked. `folder`: the path of such
 * downloads, without a slash at the end.
 */
export async function giveLeave(
  { db, workspaceId, actor, now }: LeaveGiver,
  folder: string,
  query: object,
): Promise<ExportReady> {
  const id = randomUUIDv7()
  const expiresAt = now + goodForMs
  await insertExport(db, workspaceId, { id, userId: actorName(actor), query, at: now, expiresAt })
  return { id, path: `${folder}/${id}?workspace=${workspaceId}`, expiresAt: isoTime(expiresAt) as string }
}

export interface LeaveReader {
  pool: Pool
  /** epoch ms */
  now?: () => number
}

/** What the leave was given for, as of when (epoch ms). `gone` where it ran out, is another's, or of another kind. */
export async function readLeave<Query>(
  { pool, now = Date.now }: LeaveReader,
  actor: Actor,
  input: unknown,
  { permission, query }: { permission: Permission; query: z.ZodType<Query> },
): Promise<Result<{ workspaceId: string; at: number; query: Query }>> {
  const denied = requirePermission(actor, permission)
  if (denied) return denied
  const parsed = exportId.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { workspaceId } = actor
  const leave = await findExport(pool, workspaceId, actorName(actor), parsed.data.id, now())
  const asked = query.safeParse(leave?.query)
  if (!leave || !asked.success) return refuse('gone', 'This download is no longer good: ask for it again.')
  return ok({ workspaceId, at: leave.at, query: asked.data })
}
