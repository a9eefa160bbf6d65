import type { Pool, PoolClient } from 'pg'
import type { z } from 'zod'
import { type Result, invalid, refuse } from '#contract/problem.ts'
import { may, type Holder, type Permission } from '#core/permission.ts'
import { insertAudit } from '#store/audit.ts'
import type { Actor } from '#actions/actor.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { pipeline } from '#actions/flow/transaction.ts'

/** What every verb needs from its surroundings. `now` in epoch ms, the wall clock when absent. */
export interface VerbContext {
  pool: Pool
  now?: () => number
  /** how the caller reaches this server, without a slash at the end: where links of mails lead */
  address?: string
  /** how mail leaves this process; verbs about mail need it */
  mail?: MailDoor
  /** folder of the files that were uploaded to be imported; absent where none are taken */
  uploads?: string
}

export interface VerbCall<Input> {
  /** inside the verb's transaction */
  db: PoolClient
  context: VerbContext
  workspaceId: string
  actor: Actor
  input: Input
  /** epoch ms */
  now: number
  /** how the caller reaches this server; empty where that is not known */
  address: string
}

export interface AuditEntry {
  /** the deed, where one permission covers several; else the permission names it */
  verb?: string
  subject?: string
  detail?: Record<string, unknown>
}

interface Definition<Schema extends z.ZodType, Output> {
  /** row of core/permission.ts; also the name in the audit */
  permission: Permission
  input: Schema
  run(call: VerbCall<z.output<Schema>>): Promise<Result<Output>>
}

interface WriteDefinition<Schema extends z.ZodType, Output> extends Definition<Schema, Output> {
  /** what the audit keeps of it; never secrets */
  audit(value: Output, input: z.output<Schema>): AuditEntry
}

export interface Verb<Output> {
  (context: VerbContext, actor: Actor, input: unknown): Promise<Result<Output>>
  readonly permission: Permission
  /** false: it only looks, and may be reached by GET */
  readonly changes: boolean
}

/**
 * A verb that only looks: permission → parse → read-only snapshot → run. The database itself refuses any write in it,
 * so that GET changes nothing.
 */
export function readVerb<Schema extends z.ZodType, Output>(definition: Definition<Schema, Output>): Verb<Output> {
  const look = async (context: VerbContext, actor: Actor, input: unknown): Promise<Result<Output>> => {
    const denied = requirePermission(actor, definition.permission)
    if (denied) return denied
    const parsed = definition.input.safeParse(input)
    if (!parsed.success) return invalid(parsed.error)
    return transaction(context.pool, 'begin isolation level repeatable read read only', (db) =>
      definition.run({ ...place(context), context, db, actor, workspaceId: actor.workspaceId, input: parsed.data }),
    )
  }
  return Object.assign(look, { permission: definition.permission, changes: false })
}

/** A verb that changes something: permission → parse → transaction(run → audit). A refusal rolls everything back. */
export function writeVerb<Schema extends z.ZodType, Output>(definition: WriteDefinition<Schema, Output>): Verb<Output> {
  const change = async (context: VerbContext, actor: Actor, input: unknown): Promise<Result<Output>> => {
    const denied = requirePermission(actor, definition.permission)
    if (denied) return denied
    const parsed = definition.input.safeParse(input)
    if (!parsed.success) return invalid(parsed.error)
    return transaction(context.pool, 'begin', async (db) => {
      const { now, address } = place(context)
      const { workspaceId } = actor
      const result = await definition.run({ db, context, actor, workspaceId, input: parsed.data, now, address })
      if (result.ok) {
        const { detail, ...entry } = definition.audit(result.value, parsed.data)
        const byKey = actor.kind === 'user' && actor.key?.kind === 'personal' ? { byKey: actor.key.id } : {}
        await insertAudit(db, workspaceId, {
          at: now,
          actor: actorName(actor),
          verb: definition.permission,
          ...entry,
          detail: { ...detail, ...byKey },
        })
      }
      return result
    })
  }
  return Object.assign(change, { permission: definition.permission, changes: true })
}

/** Null when the actor may; else the refusal. The operator of the machine may do everything. */
export function requirePermission(actor: Actor, permission: Permission): ReturnType<typeof refuse> | null {
  if (actor.kind === 'operator') return null
  const holder: Holder = actor.kind === 'user' ? actor.role : actor.trust === 'secret' ? 'secret_key' : 'public_key'
  if (actor.kind === 'user' && actor.key && !actor.key.scopes.includes(permission))
    return refuse('forbidden', `This API key was not given leave to do this (${permission}). Make one that was.`)
  if (may(holder, permission)) return null
  return refuse('forbidden', `Your role (${holder}) may not do this (${permission}). Ask an admin of the workspace.`)
}

/** Runs `work` on one connection; commits when its result is ok, rolls back on a refusal or an error. */
export async function transaction<T>(
  pool: Pool,
  begin: 'begin' | 'begin isolation level repeatable read read only',
  work: (db: PoolClient) => Promise<Result<T>>,
): Promise<Result<T>> {
  const db = await pool.connect()
  let broken: Error | undefined
  try {
    await db.query(begin)
    const result = await work(db)
    await db.query(result.ok ? 'commit' : 'rollback')
    return result
  } catch (error) {
    await db.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    // a verb that folds has switched it on
    pipeline(db, false)
    db.release(broken)
  }
}

/** Who did it, as the audit and event history name them: `user:<id>`, `key:<id>`, `api_key:<id>`, `operator:<name>`. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'user') return actor.key?.kind === 'service' ? `api_key:${actor.key.id}` : `user:${actor.userId}`
  if (actor.kind === 'key') return `key:${actor.keyId}`
  return `operator:${actor.name}`
}

function place(context: VerbContext): { now: number; address: string } {
  return { now: context.now ? context.now() : Date.now(), address: context.address ?? '' }
}
