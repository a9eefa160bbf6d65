import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { transaction } from '#actions/verb.ts'
import { type CreatedWorkspace, createWorkspace } from '#actions/workspace-create.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { SetupInput } from '#contract/session.ts'
import { claimSetupToken, isSetupTokenGood, replaceSetupToken } from '#store/setup.ts'
import { insertUser } from '#store/user.ts'
import { hasAdmin, putMember } from '#store/workspace.ts'
import type { Auth } from './auth.ts'

interface SetUp {
  session: Response
  keys: CreatedWorkspace['keys']
}

const lifetimeMs = 24 * 3_600_000

/**
 * While nobody owns this server: makes a new one-time set-up link (the former one dies), good for a day. Only the
 * token's hash is kept. `setupLink` is null once there is an admin.
 */
export async function ensureSetup({
  pool,
  baseUrl,
}: {
  pool: Pool
  baseUrl: string
}): Promise<{ setupLink: string | null }> {
  if (await hasAdmin(pool)) return { setupLink: null }
  const token = randomBytes(24).toString('base64url')
  await replaceSetupToken(pool, hash(token), Date.now() + lifetimeMs)
  return { setupLink: `${baseUrl.replace(/\/+$/, '')}/setup/${token}` }
}

export async function isSetupLinkGood(pool: Pool, token: string): Promise<boolean> {
  return (await isSetupTokenGood(pool, hash(token), Date.now())) && !(await hasAdmin(pool))
}

/**
 * Uses the link up: the first admin, the workspace with its keys and blueprint, all or nothing. The answer carries the
 * session cookie; the keys are in the open this once. Refuses with `gone` when the link is used or old, `conflict` when the mail address is taken. `headers`: what the session keeps of the browser.
 */
export async function setUp(pool: Pool, auth: Auth, input: SetupInput, headers: Headers): Promise<Result<SetUp>> {
  // hashing costs a good tenth of a second: never for a stranger's guess
  if (!(await isSetupLinkGood(pool, input.token))) return refuse('gone', 'The set-up link is used or too old.')
  const passwordHash = await (await auth.$context).password.hash(input.password)
  const now = Date.now()
  const userId = randomUUIDv7()

  const made = await transaction(pool, 'begin', async (db) => {
    if (!(await claimSetupToken(db, hash(input.token), now)) || (await hasAdmin(db)))
      return refuse('gone', 'The set-up link is used or too old.')
    const user = {
      id: userId,
      name: input.name,
      email: input.email.toLowerCase(),
      passwordHash,
      language: input.language,
      credentialId: randomUUIDv7(),
    }
    if (!(await insertUser(db, user))) return refuse('conflict', 'Somebody with this mail address is here already.')
    const { workspaceId, keys } = await createWorkspace(db, input.workspace, { by: `user:${userId}`, now, demo: false })
    await putMember(db, workspaceId, userId, 'admin')
    return ok(keys)
  })
  if (!made.ok) return made
  return ok({ session: await auth.api.openSession({ body: { userId }, headers, asResponse: true }), keys: made.value })
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
