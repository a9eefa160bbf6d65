import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { TaskKind, TaskSource } from '#core/task/task.ts'
import { dueMoment, type TaskPlace } from '#actions/task/place.ts'
import { insertTask, keepNextSteps } from '#store/task.ts'

/** A task that another part of the product sets: by a plan, a trigger, a hand-off, an accepted proposal. */
export interface NewTask {
  kind: TaskKind
  title?: string
  note?: string | null
  personId?: string | null
  dealId?: string | null
  accountId?: string | null
  /** 2026-12-25, in the workspace's zone; and 14:30, if by the clock */
  dueDay: string
  dueTime?: string | null
  promised?: boolean
  /** null: whoever comes first */
  assignee: { id: string; name: string } | null
  attempt?: number | null
  source: TaskSource
  /** names what brought it about: it is set once */
  cause?: string | null
  /** who set it, by name and as actorName() says it */
  by: string
  byId: string
}

/**
 * Sets a task in the caller's transaction and keeps the next step of its deal true. Gives its id; null when its cause
 * has brought one already. `place`: taskPlace().
 */
export async function openTask(db: PoolClient, place: TaskPlace, task: NewTask): Promise<string | null> {
  const id = randomUUIDv7()
  const { workspaceId, work, now } = place
  const { dueDay, dueTime = null, assignee } = task
  const isNew = await insertTask(
    db,
    workspaceId,
    {
      id,
      kind: task.kind,
      title: task.title ?? '',
      note: task.note ?? null,
      personId: task.personId ?? null,
      dealId: task.dealId ?? null,
      accountId: task.accountId ?? null,
      dueDay,
      dueAt: dueMoment(dueDay, dueTime, work.zone),
      timed: dueTime !== null,
      promised: task.promised ?? false,
      assigneeId: assignee?.id ?? null,
      assigneeName: assignee?.name ?? null,
      attempt: task.attempt ?? null,
      source: task.source,
      cause: task.cause ?? null,
      by: task.by,
      byId: task.byId,
    },
    now,
  )
  if (!isNew) return null
  await keepNextSteps(db, workspaceId, [task.dealId])
  return id
}
