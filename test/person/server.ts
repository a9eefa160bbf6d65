import { randomUUIDv7 } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Pool } from 'pg'
import { createApp } from '#server/http/app.ts'
import { insertWriteKey, newWriteKey } from '#store/write-key.ts'

/** The app on a port of its own. */
export async function testServer(pool: Pool): Promise<{ base: string; close(): Promise<void> }> {
  const log = { error: console.error, warn: () => {} }
  // without the web app
  const webRoot = join(tmpdir(), randomUUIDv7())
  const config = { demo: false, publicUrl: null, trustProxy: false, secret: 'x'.repeat(40), webRoot }
  const app = await createApp({ pool, config, log })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** A new key of a workspace. */
export async function testKey(pool: Pool, workspaceId: string, kind: 'secret' | 'public'): Promise<string> {
  const key = newWriteKey(kind)
  await insertWriteKey(pool, workspaceId, { id: randomUUIDv7(), kind, name: kind, key })
  return key
}
