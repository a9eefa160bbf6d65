import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#actions/flow/transaction.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { transportOf } from '#actions/mail/transport.ts'
import { type DigestInput, writeDigest } from '#core/digest/digest.ts'
import { languages } from '#contract/session.ts'
import type { Role } from '#core/permission.ts'
import { type LateHandoff, overdueTold } from '#store/handoff.ts'
import { openHandoffs } from '#store/home.ts'
import { lastLook, noteLook, peopledWorkspaces } from '#store/notice.ts'
import { findDigestMembers, type DigestMember, notificationsSince } from '#store/notification.ts'
import { findWorkspace, type Workspace } from '#store/workspace.ts'

const day = 86_400_000
/** in the workspace's zone: from then on it is written, and after noon yesterday's news are left to tomorrow */
const fromHour = 8
const untilHour = 12
const monday = 1
const shown = 10

/** whose hand-offs are somebody's own work; others hear of new ones only */
const atWork: ReadonlySet<Role> = new Set(['sdr', 'seller', 'success'])

export interface DigestOptions {
  now: number
  /** the address people type, where links lead */
  address: string
  signal?: AbortSignal
}

/**
 * Writes the digests that are due: at eight in the workspace's zone, daily or on Mondays as each member chose, in their
 * language, and only where there is something to say. Once a day per member, however often it is called. Workspaces that
 * cannot send write none: yesterday's news need not pile up in the outbox. Gives how many were written.
 */
export async function writeDigests(pool: Pool, door: MailDoor, options: DigestOptions): Promise<number> {
  let written = 0
  for (const workspaceId of await peopledWorkspaces(pool)) {
    if (options.signal?.aborted) break
    const workspace = await findWorkspace(pool, workspaceId)
    if (!workspace || !(await transportOf(pool, workspaceId, door)).ok) continue
    const local = Temporal.Instant.fromEpochMilliseconds(options.now).toZonedDateTimeISO(workspace.zone)
    if (local.hour < fromHour || local.hour >= untilHour) continue
    const date = local.toPlainDate()
    const dayBegan = date.toZonedDateTime(workspace.zone).epochMilliseconds
    written += await inTransaction(pool, async (db) => {
      if (((await lastLook(db, workspaceId, 'digest')) ?? -Infinity) >= dayBegan) return 0
      await noteLook(db, workspaceId, 'digest', options.now)
      return writeAll(db, workspace, date, options)
    })
  }
  return written
}

async function writeAll(
  db: PoolClient,
  workspace: Workspace,
  date: Temporal.PlainDate,
  { now, address }: DigestOptions,
): Promise<number> {
  let written = 0
  for (const member of await findDigestMembers(db, workspace.id)) {
    if (member.frequency === 'weekly' && date.dayOfWeek !== monday) continue
    const mail = writeDigest(await inputOf(db, workspace, member, now, address))
    if (!mail) continue
    const { userId, email, name } = member
    const cause = `digest:${userId}:${date.toString()}`
    if (await enqueueMail(db, workspace.id, { kind: 'digest', cause, to: email, toName: name, ...mail }, now)) written++
  }
  return written
}

async function inputOf(
  db: PoolClient,
  workspace: Workspace,
  member: DigestMember,
  now: number,
  address: string,
): Promise<DigestInput> {
  const { userId, role, name, frequency } = member
  const news = await notificationsSince(db, workspace.id, userId, now - (frequency === 'weekly' ? 7 : 1) * day)
  const of = (kind: string) => news.filter((one) => one.kind === kind)
  const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

  const waiting = atWork.has(role)
    ? await openHandoffs(db, workspace.id, { holder: role, lifecycle: null }, shown)
    : null
  const overdue = await overdueTold(db, workspace.id, userId, shown)
  const fresh = of('handoff').map(personOf)
  const hot = of('hot')
  const grown = of('set_aside_grew')[0]
  return {
    language: languages.find((one) => one === (member.language ?? workspace.languages[0])) ?? 'en',
    frequency,
    name,
    workspace: workspace.name,
    zone: workspace.zone,
    address,
    overdue: { items: overdue.items.map(latePerson), count: overdue.count },
    handoffs: waiting
      ? { items: waiting.items.map(waitingPerson), count: waiting.all.count }
      : { items: fresh.slice(0, shown), count: fresh.length },
    hot: {
      items: hot
        .slice(0, shown)
        .map((one) => ({ ...personOf(one), event: text(one.data['event']), total: number(one.data['total']) })),
      count: of('hot_many').reduce((sum, one) => sum + number(one.data['count']), hot.length),
    },
    imports: news
      .filter(({ kind }) => kind === 'import_done' || kind === 'import_failed')
      .map(({ link, kind, data }) => ({
        id: link?.split('/').at(-1) ?? '',
        file: text(data['file']) ?? '',
        state: kind === 'import_done' ? ('done' as const) : ('failed' as const),
        accepted: number(data['accepted']),
        setAside: number(data['setAside']),
      })),
    setAside: grown ? { count: number(grown.data['count']), usual: number(grown.data['usual']) } : null,
    mailTrouble: number(of('mail_trouble')[0]?.data['count']),
  }
}

type News = Awaited<ReturnType<typeof notificationsSince>>[number]
type Waiting = Awaited<ReturnType<typeof openHandoffs>>['items'][number]

function personOf({ personId, personName, accountName, at }: News): DigestInput['handoffs']['items'][number] {
  return { id: personId ?? '', name: personName ?? '–', account: accountName, at: at.getTime() }
}

function latePerson({ person, dueAt }: LateHandoff): DigestInput['overdue']['items'][number] {
  return { id: person.id, name: person.name ?? '–', account: person.account, at: dueAt.getTime() }
}

function waitingPerson({ person, at }: Waiting): DigestInput['handoffs']['items'][number] {
  return { id: person.id, name: person.name ?? person.email ?? '–', account: person.account, at: at.getTime() }
}
