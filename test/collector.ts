import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Flow } from '#actions/flow-types.ts'
import { createFlow } from '#actions/flow.ts'
import { transaction } from '#actions/verb.ts'
import { createWorkspace } from '#actions/workspace-create.ts'
import { ok } from '#contract/problem.ts'
import { createCollector } from '#server/http/collect.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'

/** A real collector with the real flow and a database of its own, on a free port. */
export interface TestCollector extends TestDatabase {
  /** http://127.0.0.1:port */
  address: string
  server: Server
  workspaceId: string
  keys: { public: string; secret: string }
  /** what the collector logged */
  warnings: string[]
  stop(): Promise<void>
}

/** A workspace with the built-in blueprint in force since 2026-01-01, and its keys. */
export async function testWorkspaceWithKeys(
  pool: TestDatabase['pool'],
): Promise<{ workspaceId: string; keys: { public: string; secret: string } }> {
  const input = { name: 'Test company', zone: 'Asia/Seoul', currency: 'KRW', languages: ['en' as const] }
  const made = await transaction(pool, 'begin', async (db) =>
    ok(await createWorkspace(db, input, { by: 'operator:test', now: Date.parse('2026-01-01T00:00:00Z'), demo: false })),
  )
  if (!made.ok) throw new Error(made.problem.message)
  return made.value
}

export async function startCollector(options: { flow?: Flow; clock?: () => number } = {}): Promise<TestCollector> {
  const database = await testDatabase()
  const workspace = await testWorkspaceWithKeys(database.pool)
  const flow = options.flow ?? createFlow({ pool: database.pool })
  const warnings: string[] = []
  const collect = createCollector({
    pool: database.pool,
    flow,
    ...(options.clock ? { clock: options.clock } : {}),
    log: { warn: (detail, sentence) => warnings.push(`${sentence} ${JSON.stringify(detail)}`) },
  })
  const server = createServer((request, response) => void collect(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    ...database,
    ...workspace,
    server,
    warnings,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
      await flow.stop()
      await database.drop()
    },
  }
}

/** Basic authorisation as Segment's clients write it. */
export function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`
}
