import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#actions/flow/transaction.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { transportOf } from '#actions/mail/transport.ts'
import { notify } from '#actions/notify.ts'
import { languages } from '#contract/session.ts'
import { writeFormNews } from '#core/form/news.ts'
import {
  dropUnwantedNews,
  endNews,
  growNotification,
  newsOf,
  newsReaders,
  newsWorkspaces,
  queueNews,
  takeUntold,
  toldLately,
  type Brought,
} from '#store/form-news.ts'
import { findMembers } from '#store/notification.ts'
import { findWorkspace } from '#store/workspace.ts'

const hour = 3_600_000
const day = 24 * hour
/** what is older is no news, such as after a long stop */
const backMs = 2 * day
const atOnce = 5000
/** of one form, each member is told one by one of so many in an hour; more are one notification that grows */
const singly = 10
/** a member gets at most one mail of forms in this time */
const mailEveryMs = 15 * 60_000

/** Tells whoever a form names, and whoever looks after the person, of what forms brought. Gives how many heard of something. */
export async function tellForms(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  const brought = await takeUntold(db, workspaceId, { since: now - backMs, now, limit: atOnce })
  if (brought.length === 0) return 0
  const asked = [...new Set(brought.flatMap(({ watchers, ownerId }) => [...watchers, ...(ownerId ? [ownerId] : [])]))]
  const members = new Set((await findMembers(db, workspaceId, { userIds: asked })).map(({ userId }) => userId))
  const news: { userId: string; submissionId: string }[] = []
  let told = 0
  for (const [formId, ofForm] of Map.groupBy(brought, (one) => one.formId)) {
    const byMember = new Map<string, Brought[]>()
    for (const one of ofForm)
      for (const userId of new Set([...one.watchers, ...(one.ownerId ? [one.ownerId] : [])]))
        if (members.has(userId)) byMember.set(userId, [...(byMember.get(userId) ?? []), one])
    const before = await toldLately(db, workspaceId, formId, [...byMember.keys()], now - hour)
    for (const [userId, theirs] of byMember) {
      const one = (before.get(userId) ?? 0) + theirs.length <= singly
      await (one ? tellSingly(db, workspaceId, userId, theirs) : tellTogether(db, workspaceId, userId, theirs, now))
      told += theirs.length
      news.push(...theirs.map(({ id }) => ({ userId, submissionId: id })))
    }
  }
  await queueNews(db, workspaceId, news)
  return told
}

async function tellSingly(db: PoolClient, workspaceId: string, userId: string, brought: readonly Brought[]) {
  for (const { id, formId, formName, personId, at } of brought)
    await notify(db, workspaceId, {
      userIds: [userId],
      kind: 'form_sent',
      cause: `form_sent:${id}`,
      personId,
      link: `/capture/forms/${formId}?view=submissions&sent=${id}`,
      data: { form: formName, formId },
      at: at.getTime(),
    })
}

/** A flood is one line in the bell, an hour and form. */
async function tellTogether(
  db: PoolClient,
  workspaceId: string,
  userId: string,
  brought: readonly Brought[],
  now: number,
): Promise<void> {
  const [first] = brought
  if (!first) return
  const { formId, formName } = first
  await growNotification(db, workspaceId, {
    id: randomUUIDv7(),
    userId,
    kind: 'form_sent_many',
    cause: `form_sent_many:${formId}:${Math.floor(now / hour)}`,
    link: `/capture/forms/${formId}?view=submissions`,
    data: { form: formName, formId },
    count: brought.length,
    at: now,
  })
}

/**
 * Writes the mails about forms that are due: one for all that was new since the last, at most one a member in a quarter of
 * an hour. Workspaces that cannot send write none. Gives how many were written.
 */
export async function mailForms(
  pool: Pool,
  door: MailDoor,
  { now, address, signal }: { now: number; address: string; signal?: AbortSignal },
): Promise<number> {
  let written = 0
  for (const workspaceId of await newsWorkspaces(pool)) {
    if (signal?.aborted) break
    const sends = (await transportOf(pool, workspaceId, door)).ok
    written += await inTransaction(pool, async (db) => {
      if (sends) return mailReaders(db, workspaceId, now, address)
      await endNews(db, workspaceId, null, null)
      return 0
    })
  }
  return written
}

async function mailReaders(db: PoolClient, workspaceId: string, now: number, address: string): Promise<number> {
  await dropUnwantedNews(db, workspaceId)
  const workspace = await findWorkspace(db, workspaceId)
  let written = 0
  for (const { userId, name, email, language } of await newsReaders(db, workspaceId)) {
    const rows = await newsOf(db, workspaceId, userId)
    const mail = writeFormNews({
      language: languages.find((one) => one === (language ?? workspace?.languages[0])) ?? 'en',
      name,
      workspace: workspace?.name ?? '',
      zone: workspace?.zone ?? 'UTC',
      address,
      items: rows.map(({ formName, at, ...one }) => ({ ...one, form: formName, at: at.getTime() })),
    })
    const cause = `form_news:${userId}:${Math.floor(now / mailEveryMs)}`
    const isNew = await enqueueMail(
      db,
      workspaceId,
      { kind: 'form_news', cause, to: email, toName: name, ...mail },
      now,
    )
    if (!isNew) continue
    written++
    await endNews(
      db,
      workspaceId,
      userId,
      rows.map(({ submissionId }) => submissionId),
    )
  }
  return written
}
