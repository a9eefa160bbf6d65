import type { PoolClient } from 'pg'
import type { OpenDeal } from '#actions/deal/load.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import type { JsonObject } from '#core/json.ts'
import { deleteComeBacks } from '#store/deal/come-back.ts'
import { keepNextSteps } from '#store/task.ts'

const causeOf = (eventId: string): string => `recycled:${eventId}`

/** A deal that went back to nurture until a day comes up again on that day, as a task of whoever owned it. */
export async function setComeBack(
  { head, deal, setting: { db, workspaceId, now } }: OpenDeal & { setting: { db: PoolClient } },
  { eventId, until, note, by }: { eventId: string; until: string; note: string | null; by: JsonObject },
): Promise<void> {
  const { ownerId, ownerName } = deal.fields
  await openTask(db, await taskPlace(db, workspaceId, now), {
    kind: 'call',
    note,
    personId: deal.people[0]?.person ?? null,
    dealId: head.id,
    accountId: head.accountId,
    dueDay: until,
    assignee: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    source: 'trigger',
    cause: causeOf(eventId),
    by: String(by['by'] ?? ''),
    byId: String(by['byId'] ?? ''),
  })
}

/** Takes those tasks away again, where the return to nurture is undone. */
export async function dropComeBacks(
  db: PoolClient,
  workspaceId: string,
  dealId: string,
  eventIds: readonly string[],
): Promise<void> {
  if (await deleteComeBacks(db, workspaceId, eventIds.map(causeOf))) await keepNextSteps(db, workspaceId, [dealId])
}
