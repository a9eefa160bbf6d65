import type { Context } from 'hono'
import type { Actor } from '#actions/actor.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { workspacesOf } from '#store/workspace.ts'
import type { AppEnv, AppServices } from './env.ts'

/** Which of their workspaces a member speaks of; the oldest membership when the header is absent. */
export const workspaceHeader = 'hourglass-workspace'

export interface SignedIn {
  id: string
  name: string
  email: string
  language: string | null
  secondFactor: boolean
}

/** The user of the request's session cookie, or null. Reads only. */
export async function signedInUser(c: Context<AppEnv>, { auth }: AppServices): Promise<SignedIn | null> {
  if (!c.req.header('cookie')) return null
  const session = await auth.api.getSession({ headers: c.req.raw.headers, query: { disableRefresh: true } })
  if (!session) return null
  const { id, name, email } = session.user
  const secondFactor = session.user.twoFactorEnabled === true
  return { id, name, email, language: session.user.locale ?? null, secondFactor }
}

/** Whether they belong to the team whose public page they look at: such looks are not counted. */
export async function isColleague(c: Context<AppEnv>, services: AppServices, workspaceId: string): Promise<boolean> {
  const user = await signedInUser(c, services)
  if (!user) return false
  return (await workspacesOf(services.pool, user.id)).some(({ id }) => id === workspaceId)
}

/**
 * Who asks by session cookie, in which workspace. Another's workspace looks like one that does not exist. One that asks
 * for a second factor is shut to members who have none.
 */
export async function userActor(
  c: Context<AppEnv>,
  services: AppServices,
  wanted = c.req.header(workspaceHeader),
): Promise<Result<Actor>> {
  const user = await signedInUser(c, services)
  if (!user) return refuse('unauthenticated', 'Sign in first.')
  const memberships = await workspacesOf(services.pool, user.id)
  const chosen = wanted === undefined ? memberships[0] : memberships.find((workspace) => workspace.id === wanted)
  if (!chosen && wanted !== undefined) return refuse('not_found', 'There is no such workspace among yours.')
  if (!chosen) return refuse('forbidden', 'You belong to no workspace yet; ask an admin to add you.')
  if (chosen.secondFactorRequired && !user.secondFactor)
    return refuse('second_factor_required', `${chosen.name} asks for a second factor: set yours up in your account.`)
  return ok({ kind: 'user', userId: user.id, name: user.name, workspaceId: chosen.id, role: chosen.role })
}
