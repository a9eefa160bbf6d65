import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import {
  type NotificationList,
  notificationQuery,
  type NotificationRow,
  type unreadCount,
} from '#contract/notification.ts'
import { ok, refuse } from '#contract/problem.ts'
import { countUnread, type ListedNotification, listNotifications } from '#store/notification.ts'

const place = z.tuple([z.int(), z.uuid()])

export const onlyMembers = refuse('forbidden', 'Notifications are for people; this is a program’s key.')

/** Whose notifications: the member's own, never a program's. */
export function readerOf(actor: Actor): string | null {
  return actor.kind === 'user' && actor.key?.kind !== 'service' ? actor.userId : null
}

/** One's own notifications, newest first. */
export const listMyNotifications: Verb<NotificationList> = readVerb({
  permission: 'notification.read',
  input: notificationQuery,
  async run({ db, workspaceId, actor, input }) {
    const userId = readerOf(actor)
    if (userId === null) return onlyMembers
    const unread = input.unread === 'true'
    const question = ['notifications', userId, unread]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const after = went && { at: went[0], id: went[1] }
    const rows = await listNotifications(db, workspaceId, userId, { unread, after, limit: input.limit })
    const items = rows.slice(0, input.limit)
    const last = items.at(-1)
    return ok({
      items: items.map(rowOf),
      next: rows.length > items.length && last ? writeCursor(question, [last.at.getTime(), last.id]) : null,
      unread: await countUnread(db, workspaceId, userId),
    })
  },
})

/** How many of them are new: the bell's number. */
export const countMyUnread: Verb<z.infer<typeof unreadCount>> = readVerb({
  permission: 'notification.read',
  input: z.object({}),
  async run({ db, workspaceId, actor }) {
    const userId = readerOf(actor)
    return userId === null ? onlyMembers : ok({ unread: await countUnread(db, workspaceId, userId) })
  },
})

function rowOf(row: ListedNotification): NotificationRow {
  const { id, kind, personId, personName, accountName, link, data, at, readAt } = row
  return {
    id,
    kind,
    person: personId === null ? null : { id: personId, name: personName, account: accountName },
    link,
    data,
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }
}
