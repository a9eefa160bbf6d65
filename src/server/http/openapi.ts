import type { Hono } from 'hono'
import { apiRoutes } from '#contract/api.ts'
import { openApiDocument } from '#contract/openapi.ts'
import manifest from '../../../package.json' with { type: 'json' }
import type { AppEnv } from './env.ts'

/** `GET /api/openapi.json`: the API described, for people and generated clients; open to all. */
export function mountOpenApi(app: Hono<AppEnv>): void {
  // made for the first who asks: it takes as long as a tenth of a start
  let text: string | null = null
  app.get('/api/openapi.json', (c) => {
    text ??= JSON.stringify(openApiDocument(apiRoutes, manifest.version))
    c.header('cache-control', 'public, max-age=300')
    return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
}
