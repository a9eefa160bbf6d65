import type { Hono } from 'hono'
import type { Verb } from '#actions/verb.ts'
import { apiRoutes } from '#contract/api.ts'
import { refuse } from '#contract/problem.ts'
import { userActor } from './actor.ts'
import { readJson } from './body.ts'
import { callerAddress, ownAddress } from './door.ts'
import type { AppEnv, AppServices } from './env.ts'
import { jsonAnswer } from './json-answer.ts'
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
 * Who asks (a key of ours, else the cookie, whose POSTs must come from our own pages) → body or query → verb (permission,
 * parse, transaction, audit) → JSON or problem+json.
 */
export function mountVerbs(app: Hono<AppEnv>, services: AppServices, routes: readonly VerbRoute[]): void {
  for (const { method, path, verb } of routes) {
    const known = method === 'GET' ? queryKeys(path) : []
    app.on(method, path, async (c) => {
      const byKey = await keyActor(c, services)
      const foreign = byKey === null && method === 'POST' ? checkOrigin(c) : null
      if (foreign) return problemResponse(c, foreign)
      const actor = byKey ?? (await userActor(c, services))
      if (!actor.ok) return problemResponse(c, actor.problem)
      const sent = method === 'POST' ? await readJson(c) : { ok: true as const, value: queryOf(c.req.queries()) }
      if (!sent.ok) return problemResponse(c, sent.problem)
      const strange = method === 'GET' ? strangeKeys(Object.keys(sent.value), known) : null
      if (strange) return problemResponse(c, strange)
      const { config } = services
      const address = byKey === null ? callerAddress(c, config) : ownAddress(config)
      const result = await verb({ ...services, address }, actor.value, { ...sent.value, ...c.req.param() })
      if (!result.ok) return problemResponse(c, result.problem)
      // open pages hear of a change under its feature's name
      if (verb.changes) services.live.touch(actor.value.workspaceId, verb.permission.split('.', 1)[0] as string)
      c.header('cache-control', 'private, no-store')
      return jsonAnswer(c, result.value as object)
    })
  }
}

function queryKeys(path: string): readonly string[] {
  const contract = apiRoutes.find((one) => one.method === 'GET' && one.path === path)
  return Object.keys(contract?.query?.shape ?? {})
}

/**
 * A question with a part that nobody reads would be answered as if it had not been asked (a misspelt filter: everybody),
 * so it is refused.
 */
function strangeKeys(asked: readonly string[], known: readonly string[]) {
  const strange = asked.filter((key) => !known.includes(key))
  if (strange.length === 0) return null
  const there = known.length > 0 ? `there are ${known.join(', ')}` : 'there are none here'
  const fields = strange.map((path) => ({ path, message: `There is no such parameter; ${there}.` }))
  return refuse('invalid', `There is no parameter ${strange.join(', ')}; ${there}.`, { fields }).problem
}

/** Every value of a repeated key, the value itself of a single one. */
function queryOf(queries: Record<string, string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(queries).map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]),
  )
}
