import { z } from 'zod'
import { transportOf } from '#actions/mail/transport.ts'
import { onlyMembers, readerOf } from '#actions/notification-list.ts'
import { readVerb, type Verb, type VerbCall, writeVerb } from '#actions/verb.ts'
import { digestChoice, type NotificationSettings } from '#contract/notification.ts'
import { ok } from '#contract/problem.ts'
import { findMailChoice, saveMailChoice } from '#store/notification.ts'
import { findWorkspace } from '#store/workspace.ts'

/** How often one gets the digest, and where to. */
export const readNotificationSettings: Verb<NotificationSettings> = readVerb({
  permission: 'notification.read',
  input: z.object({}),
  async run(call) {
    const userId = readerOf(call.actor)
    return userId === null ? onlyMembers : ok(await settingsOf(call, userId))
  },
})

export const changeNotificationSettings: Verb<NotificationSettings> = writeVerb({
  permission: 'notification.change',
  input: digestChoice,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const userId = readerOf(actor)
    if (userId === null) return onlyMembers
    const before = await findMailChoice(db, workspaceId, userId)
    await saveMailChoice(db, workspaceId, userId, { ...before, ...input }, now)
    return ok(await settingsOf(call, userId))
  },
  audit: ({ digest, forms }) => ({ detail: { digest, forms } }),
})

async function settingsOf(
  { db, workspaceId, context }: VerbCall<unknown>,
  userId: string,
): Promise<NotificationSettings> {
  const { rows } = await db.query<{ email: string }>('select email from auth_user where id = $1', [userId])
  return {
    ...(await findMailChoice(db, workspaceId, userId)),
    email: rows[0]?.email ?? '',
    zone: (await findWorkspace(db, workspaceId))?.zone ?? 'UTC',
    sends: context.mail ? (await transportOf(db, workspaceId, context.mail)).ok : false,
  }
}
