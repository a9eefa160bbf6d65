import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import type { Role } from '#core/permission.ts'
import { createAuth } from '#server/auth/auth.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'

/** Adds somebody of that role; gives how they sign in at a server: the cookie. */
export async function member(
  pool: Pool,
  workspaceId: string,
  role: Role,
): Promise<(address: string) => Promise<string>> {
  const password = randomUUIDv7()
  const auth = await createAuth(pool, { publicUrl: null, secret: null })
  const passwordHash = await (await auth.$context).password.hash(password)
  const id = randomUUIDv7()
  const email = 'bench@example.com'
  await insertUser(pool, { id, name: 'Bench', email, passwordHash, language: null, credentialId: randomUUIDv7() })
  await putMember(pool, workspaceId, id, role)
  return async (address) => {
    const answer = await fetch(`${address}/api/sign-in`, {
      method: 'POST',
      headers: { origin: address, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }
}
