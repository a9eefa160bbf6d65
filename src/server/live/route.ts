import type { Context, Hono } from 'hono'
import type { Actor } from '#actions/actor.ts'
import { requirePermission } from '#actions/verb.ts'
import { refuse, type Result } from '#contract/problem.ts'
import { userActor, workspaceHeader } from '#server/http/actor.ts'
import type { AppEnv, AppServices } from '#server/http/env.ts'
import { problemResponse } from '#server/http/problem.ts'
import type { From } from './hub.ts'
import { openEventStream } from './stream.ts'

export interface LiveLimits {
  /** streams of one session: browsers show one tab at a time, but may have several windows */
  perSession: number
  perProcess: number
  /** how often a silent stream says something, and how often its session is looked at again */
  beatMs: number
  checkMs: number
}

const usual: LiveLimits = { perSession: 6, perProcess: 2000, beatMs: 20_000, checkMs: 60_000 }

interface Open {
  end(): void
}

/**
 * `GET /api/live?workspace=…`: what changes in a workspace, as server-sent events, for the session's own browser.
 * `change` names the topics; `full` says that a newer stream of this session took the place; `over` that the session
 * ended. The last event's id, sent back by the browser, lets it go on where it was.
 */
export function mountLive(app: Hono<AppEnv>, services: AppServices, own: Partial<LiveLimits> = {}): void {
  const limits = { ...usual, ...own }
  const sessions = new Map<string, Set<Open>>()
  let count = 0

  app.get('/api/live', async (c) => {
    const actor = await liveActor(c, services)
    if (!actor.ok) return problemResponse(c, actor.problem)
    if (count >= limits.perProcess)
      return problemResponse(c, { code: 'busy', message: 'Too many pages are open; try again.', retryAfter: 30 })
    const { workspaceId } = actor.value
    const session = await sessionId(c, services)
    const opened = sessions.get(session) ?? new Set<Open>()
    // the oldest makes room
    if (opened.size >= limits.perSession) opened.values().next().value?.end()
    sessions.set(session, opened)

    const timers: NodeJS.Timeout[] = []
    let unsubscribe = (): void => {}
    const stream = openEventStream(() => {
      for (const timer of timers) clearInterval(timer)
      unsubscribe()
      opened.delete(entry)
      if (opened.size === 0 && sessions.get(session) === opened) sessions.delete(session)
      count--
    })
    const entry: Open = {
      end: () => {
        stream.send('full', {})
        stream.end()
      },
    }
    opened.add(entry)
    count++
    unsubscribe = services.live.subscribe(
      {
        workspaceId,
        onReady: (id) => stream.send('hello', {}, id),
        onChange: (id, topics) => stream.send('change', { topics }, id),
        onClose: () => stream.end(),
      },
      fromOf(c),
    )
    const check = async (): Promise<void> => {
      // a database that is away says nothing about the session
      const still = await liveActor(c, services).catch(() => null)
      if (still === null || still.ok) return
      stream.send('over', {})
      stream.end()
    }
    timers.push(
      setInterval(() => stream.beat(), limits.beatMs),
      setInterval(() => void check(), limits.checkMs),
    )
    for (const timer of timers) timer.unref()
    // with the headers that every answer has
    return c.newResponse(stream.response.body, stream.response)
  })
}

/**
 * The browser's own header when it mends a broken stream; `after` from a page that was hidden and comes back with a
 * stream of its own making, which cannot send the header; `ago` (milliseconds) from one that begins to listen, of what
 * it has loaded since then.
 */
function fromOf(c: Context<AppEnv>): From {
  const lastId = c.req.header('last-event-id') ?? c.req.query('after')
  if (lastId !== undefined) return { lastId }
  const ago = c.req.query('ago') ?? ''
  return /^\d{1,9}$/.test(ago) ? { agoMs: Number(ago) } : null
}

/** Browsers cannot send a header with it, so that the address names the workspace. */
async function liveActor(c: Context<AppEnv>, services: AppServices): Promise<Result<Actor>> {
  const actor = await userActor(c, services, c.req.query('workspace') ?? c.req.header(workspaceHeader))
  if (!actor.ok) return actor
  const denied = requirePermission(actor.value, 'live.read')
  return denied ?? (actor.value.kind === 'user' ? actor : refuse('unauthenticated', 'Sign in first.'))
}

async function sessionId(c: Context<AppEnv>, { auth }: AppServices): Promise<string> {
  const session = await auth.api.getSession({ headers: c.req.raw.headers, query: { disableRefresh: true } })
  return session?.session.id ?? ''
}
