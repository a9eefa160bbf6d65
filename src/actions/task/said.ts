import type { Actor } from '#actions/actor.ts'
import { clockOf, type TaskPlace } from '#actions/task/place.ts'
import { actorName, requirePermission } from '#actions/verb.ts'
import type { TaskBefore, TaskRow } from '#contract/task.ts'
import { isoTime } from '#store/rows.ts'
import type { DealBriefRow, DressedTask, TaskRecord } from '#store/task.ts'

/** A task as one reader sees it. */
export function saidTask(task: DressedTask, reader: Actor, place: TaskPlace): TaskRow {
  const { personId: _person, dealId: _deal, accountId: _account, assigneeId, assigneeName, timed, ...rest } = task
  return {
    id: rest.id,
    revision: rest.revision,
    kind: rest.kind,
    title: rest.title,
    note: rest.note,
    person: rest.person,
    deal: rest.deal && saidDeal(rest.deal, place),
    account: rest.account,
    dueDay: rest.dueDay,
    dueTime: timed ? clockOf(rest.dueAt.getTime(), place.work.zone) : null,
    dueAt: isoTime(rest.dueAt.getTime()) as string,
    promised: rest.promised,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    attempt: rest.attempt,
    source: rest.source,
    state: rest.state,
    snoozed: rest.snoozed,
    createdAt: isoTime(rest.createdAt.getTime()) as string,
    createdBy: rest.createdBy,
    doneAt: isoTime(rest.doneAt?.getTime()),
    doneBy: rest.doneBy,
    overdue: rest.state === 'open' && (rest.dueDay < place.today || (timed && rest.dueAt.getTime() < place.now)),
    mayChange: mayChangeTask(reader, task),
  }
}

/** A deal beside a task, with the chance that its stage gives. */
export function saidDeal(deal: DealBriefRow, { history }: TaskPlace): NonNullable<TaskRow['deal']> {
  const model = history.current.blueprint.models.find(({ id }) => id === deal.pipeline)
  const stage = model?.stages.find(({ id }) => id === deal.stage)
  const chance = deal.status === 'won' ? 1 : deal.status === 'lost' ? 0 : (stage?.probability ?? null)
  return { ...deal, stage: stage?.name ?? null, chance }
}

/** What would set it back to where it stands. */
export function beforeOf(task: TaskRecord, zone: string): TaskBefore {
  const { kind, title, note, dueDay, dueAt, timed, promised, assigneeId, state, snoozed } = task
  const dueTime = timed ? clockOf(dueAt.getTime(), zone) : null
  return { kind, title, note, dueDay, dueTime, promised, assigneeId, state, snoozed }
}

/** One's own tasks, those one has set others, and those of nobody; managers change any. */
export function mayChangeTask(actor: Actor, task: Pick<TaskRecord, 'assigneeId' | 'createdById'>): boolean {
  if (requirePermission(actor, 'task.write') !== null) return false
  if (requirePermission(actor, 'task.write_any') === null) return true
  if (task.assigneeId === null || task.createdById === actorName(actor)) return true
  return actor.kind === 'user' && task.assigneeId === actor.userId
}
