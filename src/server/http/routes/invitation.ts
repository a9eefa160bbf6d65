import type { Hono } from 'hono'
import { acceptInput, linkInput } from '#contract/entry.ts'
import { acceptInvitation, showInvitation } from '#server/auth/invitation.ts'
import { answer, callerHeaders } from '../ask-auth.ts'
import { openPost, ownSession } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

/** An invitation, by its link: looking uses nothing up, only the button's POST does. */
export function mountInvitation(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, auth } = services

  openPost(app, '/api/invitations/check', linkInput, async (c, { token }) => {
    const shown = await showInvitation(pool, token, (await ownSession(c, services))?.userId ?? null)
    return shown.ok ? c.json(shown.value) : problemResponse(c, shown.problem)
  })

  openPost(app, '/api/invitations/accept', acceptInput, async (c, input) => {
    const signedIn = (await ownSession(c, services))?.userId ?? null
    const accepted = await acceptInvitation(pool, auth, input, signedIn)
    if (!accepted.ok) return problemResponse(c, accepted.problem)
    const { workspaceId, userId, fresh } = accepted.value
    if (!fresh) return c.json({ ok: true, workspaceId })
    const headers = callerHeaders(c, services)
    const response = await auth.api.openSession({ body: { userId }, headers, asResponse: true })
    return answer(c, response, { workspaceId })
  })
}
