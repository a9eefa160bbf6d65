import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { taskPlace, type TaskPlace } from '#actions/task/place.ts'
import { mayChangeTask, saidTask } from '#actions/task/said.ts'
import { mayChangeDeal } from '#actions/deal/access.ts'
import { requirePermission } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { TaskRow } from '#contract/task.ts'
import { dealHeads } from '#store/deal/read.ts'
import { findMember } from '#store/member.ts'
import { lockTasks, tasksById, type TaskRecord } from '#store/task.ts'

export const noTask = refuse('not_found', 'There is no such task here.')

export interface TakenTask {
  task: TaskRecord
  place: TaskPlace
}

/** A task, locked for somebody who may change it; `revision`: as they read it, when it matters. */
export async function takeTask(
  { db, workspaceId, actor, now }: { db: PoolClient; workspaceId: string; actor: Actor; now: number },
  id: string,
  revision?: number,
): Promise<Result<TakenTask>> {
  const [task] = await lockTasks(db, workspaceId, [id])
  if (!task) return noTask
  if (!mayChangeTask(actor, task)) {
    const whose = task.assigneeName ?? 'somebody else'
    return refuse('forbidden', `This task is ${whose}’s. Ask them or a manager to change it.`)
  }
  if (revision !== undefined && revision !== task.revision)
    return refuse('conflict', 'Somebody changed this task since you looked; nothing of yours was written. Look again.')
  return ok({ task, place: await taskPlace(db, workspaceId, now) })
}

/** A task as it stands now, for whoever asks. */
export async function taskNow(db: PoolClient, place: TaskPlace, id: string, reader: Actor): Promise<TaskRow> {
  const task = (await tasksById(db, place.workspaceId, [id], place.ticks)).get(id)
  if (!task) throw new Error(`task ${id} has gone`)
  return saidTask(task, reader, place)
}

/** A member as whoever tasks are given to; a refusal when there is no such member. */
export async function assigneeOf(
  db: PoolClient,
  workspaceId: string,
  id: string | null,
): Promise<Result<{ id: string; name: string } | null>> {
  if (id === null) return ok(null)
  const member = await findMember(db, workspaceId, id)
  if (member) return ok({ id, name: member.name })
  const message = 'is no member of this workspace'
  return refuse('invalid', `assigneeId: ${message}.`, { fields: [{ path: 'assigneeId', message }] })
}

/**
 * The refusal of who may not give anybody this task, or null. About a deal that is a colleague's one sets tasks for
 * oneself only; its owner, managers and admins for anybody; what is about no deal is anybody's to ask of anybody.
 */
export async function deniedTaskFor(
  { db, workspaceId, actor }: { db: PoolClient; workspaceId: string; actor: Actor },
  dealId: string | null,
  assigneeId: string | null,
): Promise<ReturnType<typeof refuse> | null> {
  if (dealId === null || requirePermission(actor, 'task.write_any') === null) return null
  if (actor.kind === 'user' && assigneeId === actor.userId) return null
  const head = (await dealHeads(db, workspaceId, [dealId])).get(dealId)
  if (!head || mayChangeDeal(actor, head)) return null
  const owner = head.ownerName ?? 'somebody else'
  return refuse(
    'forbidden',
    `This deal is ${owner}’s: set yourself a task about it, or ask them or a manager to set one for others.`,
  )
}
