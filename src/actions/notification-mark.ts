import { onlyMembers, readerOf } from '#actions/notification-list.ts'
import { requirePermission, transaction, type Verb } from '#actions/verb.ts'
import { type MarkedRead, markReadInput } from '#contract/notification.ts'
import { invalid, ok } from '#contract/problem.ts'
import { countUnread, markRead, markUnread } from '#store/notification.ts'

/**
 * Marks some of one's own notifications as read, or all; or takes that back. Nobody else is concerned by it, so that the
 * audit does not keep it.
 */
const mark: (...call: Parameters<Verb<MarkedRead>>) => ReturnType<Verb<MarkedRead>> = async (context, actor, input) => {
  const denied = requirePermission(actor, 'notification.change')
  if (denied) return denied
  const userId = readerOf(actor)
  if (userId === null) return onlyMembers
  const parsed = markReadInput.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { ids, read } = parsed.data
  const { workspaceId } = actor
  const { pool, now = Date.now } = context
  return transaction(pool, 'begin', async (db) => {
    const changed = read
      ? await markRead(db, workspaceId, userId, ids ?? null, now())
      : await markUnread(db, workspaceId, userId, ids ?? [])
    return ok({ changed, unread: await countUnread(db, workspaceId, userId) })
  })
}

export const markNotifications: Verb<MarkedRead> = Object.assign(mark, {
  permission: 'notification.change' as const,
  changes: true,
})
