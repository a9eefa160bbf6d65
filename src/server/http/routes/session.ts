import type { Hono } from 'hono'
import { invalid } from '#contract/problem.ts'
import { languages, preferencesInput, type SessionDocument, type WorkspaceSummary } from '#contract/session.ts'
import { transportOf } from '#actions/mail/transport.ts'
import { enterDemo } from '#server/auth/demo.ts'
import { setUserLanguage } from '#store/user.ts'
import { findDemoWorkspace, hasAdmin, workspacesOf } from '#store/workspace.ts'
import { signedInUser } from '../actor.ts'
import { answer, askAuth, callerHeaders } from '../ask-auth.ts'
import { readJson } from '../body.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { jsonAnswer } from '../json-answer.ts'
import { checkOrigin, isLoopback } from '../origin.ts'
import { problemResponse } from '../problem.ts'

/** Who is looking, signing out, and the demo's door. */
export function mountSession(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, auth, config } = services

  app.get('/api/session', async (c) => {
    const user = await signedInUser(c, services)
    const demoOffered = !user && config.demo && isLoopback(c) && (await findDemoWorkspace(pool)) !== null
    const document: SessionDocument = {
      user: user && { ...user, language: languages.find((language) => language === user.language) ?? null },
      workspaces: user ? await openTo(services, user.id) : [],
      demoOffered,
      setupOpen: !user && !(await hasAdmin(pool)),
    }
    c.header('cache-control', 'private, no-store')
    return jsonAnswer(c, document)
  })

  app.post('/api/sign-out', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    return answer(c, await askAuth(c, services, '/sign-out', {}))
  })

  // prolongs a session in use; the app asks once a day at most
  app.post('/api/session/refresh', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    if (!(await signedInUser(c, services)))
      return problemResponse(c, { code: 'unauthenticated', message: 'Sign in first.' })
    return answer(c, await askAuth(c, services, '/get-session', {}))
  })

  app.post('/api/preferences', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    const user = await signedInUser(c, services)
    if (!user) return problemResponse(c, { code: 'unauthenticated', message: 'Sign in first.' })
    const sent = await readJson(c)
    if (!sent.ok) return problemResponse(c, sent.problem)
    const input = preferencesInput.safeParse(sent.value)
    if (!input.success) return problemResponse(c, invalid(input.error).problem)
    await setUserLanguage(pool, user.id, input.data.language)
    return c.json({ ok: true })
  })

  app.post('/api/demo', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    if (!config.demo || !isLoopback(c))
      return problemResponse(c, {
        code: 'not_found',
        message: 'This server shows no demo here; start it with --demo and open it on its own machine.',
      })
    const entered = await enterDemo(pool, auth, callerHeaders(c, services))
    if (!entered.ok) return problemResponse(c, entered.problem)
    return answer(c, entered.value)
  })
}

async function openTo({ pool, mail }: AppServices, userId: string): Promise<WorkspaceSummary[]> {
  const all: WorkspaceSummary[] = []
  for (const workspace of await workspacesOf(pool, userId)) {
    all.push({ ...workspace, mails: (await transportOf(pool, workspace.id, mail)).ok })
  }
  return all
}
