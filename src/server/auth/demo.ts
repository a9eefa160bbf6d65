import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { findUserByEmail, insertUser } from '#store/user.ts'
import { findDemoWorkspace, putMember } from '#store/workspace.ts'
import type { Auth } from './auth.ts'

/** Nobody's mailbox (RFC 2606), and no password: only the demo's door opens this account. */
const demoEmail = 'manager@demo.invalid'

/** Signs a visitor into the demo workspace as its manager. Refuses with `not_found` when there is no demo workspace. */
export async function enterDemo(pool: Pool, auth: Auth, headers: Headers): Promise<Result<Response>> {
  const workspace = await findDemoWorkspace(pool)
  if (!workspace) return refuse('not_found', 'There is no demo workspace yet; start the server with --demo.')
  await insertUser(pool, {
    id: randomUUIDv7(),
    name: 'Mira Demo',
    email: demoEmail,
    passwordHash: null,
    language: null,
    credentialId: randomUUIDv7(),
  })
  const user = await findUserByEmail(pool, demoEmail)
  if (!user) return refuse('internal', 'The demo account could not be made; try again.')
  await putMember(pool, workspace.id, user.id, 'manager')
  return ok(await auth.api.openSession({ body: { userId: user.id }, headers, asResponse: true }))
}
