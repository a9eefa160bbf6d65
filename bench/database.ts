import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { transaction } from '#actions/verb.ts'
import { createWorkspace, type CreatedWorkspace } from '#actions/workspace-create.ts'
import { ok } from '#contract/problem.ts'
import { openDatabase } from '#store/database.ts'
import { migrate } from '#store/migrate.ts'
import { startEmbedded } from '#store/postgres/embedded.ts'

/** A database of one benchmark: embedded, with the product's own settings, in a folder that goes away with it. */
export interface BenchDatabase {
  pool: Pool
  url: string
  /** for HOURGLASS_DATA of a server beside it */
  dataDir: string
  drop(): Promise<void>
}

export async function benchDatabase(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hourglass-bench-'))
  const embedded = await startEmbedded({ dataDir })
  const { pool, close } = openDatabase(embedded.url)
  await migrate(pool)
  return {
    pool,
    url: embedded.url,
    dataDir,
    async drop() {
      await close()
      await embedded.stop()
      await rm(join(embedded.dataDir, '..'), { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A workspace with the built-in blueprint and its keys. */
export async function benchWorkspace(pool: Pool, zone = 'Asia/Seoul'): Promise<CreatedWorkspace> {
  const input = { name: 'Bench', zone, currency: 'USD', languages: ['en' as const] }
  const made = await transaction(pool, 'begin', async (db) =>
    ok(await createWorkspace(db, input, { by: 'operator:bench', now: Date.now(), demo: false })),
  )
  if (!made.ok) throw new Error(made.problem.message)
  return made.value
}
