import type { Hono } from 'hono'
import type { Verb } from '#actions/verb.ts'
import { userActor } from './actor.ts'
import { readJson } from './body.ts'
import { callerAddress, ownAddress } from './door.ts'
import type { AppEnv, AppServices } from './env.ts'
import { keyActor } from './key-actor.ts'
import { checkOrigin } from './origin.ts'
import { problemResponse } from './problem.ts'

/** One address of the API and the verb behind it. GET takes its input from the query, POST from a JSON body. */
export interface VerbRoute {
  method: 'GET' | 'POST'
  /** such as `/api/people/:id`; its parameters join the input */
  path: string
  verb: Verb<unknown>
}

/**
 * Who asks (a key of ours, else the cookie, whose POSTs must come from our own pages) → body → verb (permission, parse,
 * transaction, audit) → JSON or problem+json.
 */
export function mountVerbs(app: Hono<AppEnv>, services: AppServices, routes: readonly VerbRoute[]): void {
  for (const { method, path, verb } of routes) {
    app.on(method, path, async (c) => {
      const byKey = await keyActor(c, services)
      const foreign = byKey === null && method === 'POST' ? checkOrigin(c) : null
      if (foreign) return problemResponse(c, foreign)
      const actor = byKey ?? (await userActor(c, services))
      if (!actor.ok) return problemResponse(c, actor.problem)
      const sent = method === 'POST' ? await readJson(c) : { ok: true as const, value: queryOf(c.req.queries()) }
      if (!sent.ok) return problemResponse(c, sent.problem)
      const { config } = services
      const address = byKey === null ? callerAddress(c, config) : ownAddress(config)
      const result = await verb({ ...services, address }, actor.value, { ...sent.value, ...c.req.param() })
      if (!result.ok) return problemResponse(c, result.problem)
      // open pages hear of a change under its feature's name
      if (verb.changes) services.live.touch(actor.value.workspaceId, verb.permission.split('.', 1)[0] as string)
      c.header('cache-control', 'private, no-store')
      return c.json(result.value as object)
    })
  }
}

/** Every value of a repeated key, the value itself of a single one. */
function queryOf(queries: Record<string, string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(queries).map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]),
  )
}
