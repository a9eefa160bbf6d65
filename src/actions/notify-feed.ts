import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#actions/flow/transaction.ts'
import { settleOlder } from '#actions/handoff/settle.ts'
import { notify } from '#actions/notify.ts'
import { tellForms } from '#actions/notify-forms.ts'
import { tellHot } from '#actions/notify-hot.ts'
import { histories } from '#actions/person/load.ts'
import { teamRoles } from '#actions/notify-teams.ts'
import type { Role } from '#core/permission.ts'
import { forgetNotifications } from '#store/notification.ts'
import {
  lastLook,
  mailTrouble,
  noteLook,
  peopledWorkspaces,
  setAsideGrowth,
  untoldHandoffs,
  untoldImports,
} from '#store/notice.ts'
import { takeOverdue } from '#store/handoff.ts'
import { findWorkspace } from '#store/workspace.ts'

const hour = 3_600_000
const day = 24 * hour
/** hand-offs are live for a day (actions/flow/effects.ts); one more hour for a job that was late */
const handoffMs = 25 * hour
const atOnce = 200
/** days that a notification is kept */
export const notificationDays = 90
/** fewer events set aside than this a day are nobody's alarm */
const fewSetAside = 20

/**
 * Finds what members should hear of, in every workspace: open hand-offs, who became hot, ended imports, more events
 * set aside than usual, mail that does not go. It reads what the flow and the imports wrote; they know nothing of it.
 * Gives the workspaces where somebody was told something.
 */
export async function notifyAll(
  pool: Pool,
  now: number,
  { signal, onError }: { signal?: AbortSignal; onError?: (error: unknown) => void } = {},
): Promise<string[]> {
  const told: string[] = []
  for (const workspaceId of await peopledWorkspaces(pool)) {
    if (signal?.aborted) break
    let count = 0
    for (const { what, every, look } of looks) {
      const looking = inTransaction(pool, async (db) => {
        const last = await lastLook(db, workspaceId, what)
        if (last !== null && now - last < every) return 0
        await noteLook(db, workspaceId, what, now)
        return look(db, workspaceId, now)
      })
      // what goes wrong with one does not silence the others
      count += await looking.catch((error: unknown) => {
        onError?.(error)
        return 0
      })
    }
    if (count > 0) told.push(workspaceId)
  }
  return told
}

type Look = (db: PoolClient, workspaceId: string, now: number) => Promise<number>

/** How often each is looked for, in milliseconds. */
const looks: readonly { what: string; every: number; look: Look }[] = [
  { what: 'handoffs', every: 0, look: tellHandoffs },
  { what: 'overdue', every: 0, look: tellOverdue },
  { what: 'imports', every: 0, look: tellImports },
  { what: 'forms', every: 0, look: tellForms },
  { what: 'hot', every: 5 * 60_000, look: tellHot },
  { what: 'set_aside', every: hour, look: tellSetAside },
  { what: 'mail', every: hour, look: tellMailTrouble },
]

async function tellHandoffs(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  let told = 0
  await settleOlder({ db, workspaceId, history: await histories.of(db, workspaceId), now }, 50)
  for (const one of await untoldHandoffs(db, workspaceId, now - handoffMs, atOnce)) {
    const named = one.assignee === null ? null : await memberNamed(db, workspaceId, one.assignee)
    const owner = one.assigneeId ?? named
    told += await notify(db, workspaceId, {
      ...(owner === null ? { roles: teamRoles(one.team) } : { userIds: [owner] }),
      kind: 'handoff',
      cause: `effect:${one.id}`,
      personId: one.personId,
      link: `/people/${one.personId}`,
      data: { team: one.team, reason: one.reason, stage: one.stage },
      at: one.at.getTime(),
    })
  }
  return told
}

/** A hand-off that nobody has answered in time: whose it is hears of it, and the managers. */
async function tellOverdue(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  let told = 0
  for (const { id, personId, team, assigneeId, dueAt } of await takeOverdue(db, workspaceId, now, atOnce))
    told += await notify(db, workspaceId, {
      ...(assigneeId === null ? {} : { userIds: [assigneeId] }),
      roles: assigneeId === null ? [...teamRoles(team), 'manager'] : ['manager'],
      kind: 'handoff_overdue',
      cause: `overdue:${id}`,
      personId,
      link: '/tasks/handoffs',
      data: { team },
      at: dueAt.getTime(),
    })
  return told
}

/** An account's owner is a fact: the name or the mail address of a colleague, as somebody wrote it. */
async function memberNamed(db: PoolClient, workspaceId: string, owner: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select u.id from auth_user u join workspace_member m on m.user_id = u.id
      where m.workspace_id = $1 and (lower(u.email) = lower($2) or u.name = $2 or u.id::text = $2) limit 2`,
    [workspaceId, owner.trim()],
  )
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

const importRoles: readonly Role[] = ['admin', 'marketer', 'manager']

async function tellImports(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  let told = 0
  for (const one of await untoldImports(db, workspaceId, now - 2 * day)) {
    const { id, kind, fileName, state, accepted, setAside, createdBy, finishedAt } = one
    const by = /^user:(.+)$/.exec(createdBy)?.[1]
    told += await notify(db, workspaceId, {
      ...(by === undefined ? { roles: importRoles } : { userIds: [by] }),
      kind: `import_${state}`,
      cause: `import:${id}:${Math.round(finishedAt.getTime() / 1000)}`,
      link: `/imports/${id}`,
      data: { kind, file: fileName, accepted: Number(accepted), setAside: Number(setAside) },
      at: finishedAt.getTime(),
    })
  }
  return told
}

async function tellSetAside(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  const { day: count, usual } = await setAsideGrowth(db, workspaceId, now)
  if (count < fewSetAside || count <= 3 * usual) return 0
  return notify(db, workspaceId, {
    roles: ['admin', 'marketer'],
    kind: 'set_aside_grew',
    cause: `set_aside:${await today(db, workspaceId, now)}`,
    link: '/settings/missing',
    data: { count, usual: Math.round(usual) },
    at: now,
  })
}

async function tellMailTrouble(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  const { count, answer } = await mailTrouble(db, workspaceId, now - hour)
  if (count === 0) return 0
  return notify(db, workspaceId, {
    roles: ['admin'],
    kind: 'mail_trouble',
    cause: `mail:${await today(db, workspaceId, now)}`,
    link: '/settings/mail/log',
    data: { count, answer },
    at: now,
  })
}

/** Once a day is enough: the day of the workspace's zone. */
async function today(db: PoolClient, workspaceId: string, now: number): Promise<string> {
  const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** Notifications are kept for three months. */
export async function forgetOldNotifications(pool: Pool, now: number): Promise<void> {
  await forgetNotifications(pool, now - notificationDays * day)
}
