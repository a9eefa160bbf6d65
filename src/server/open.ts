import { openDatabase, type Database } from '#store/database.ts'
import { migrate } from '#store/migrate.ts'
import { startEmbedded } from '#store/postgres/embedded.ts'
import type { Config } from './config.ts'

/** The server of DATABASE_URL cannot be used; the message says why and what to do. */
export class DatabaseProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DatabaseProblem'
  }
}

/**
 * Opens the database that the settings name, up to date: the external server, or the embedded one, which is started
 * when it does not run and stopped by `close` when nobody else uses it. `logs`: files it writes to. Throws EmbeddedProblem, MigrationProblem or
 * DatabaseProblem.
 */
export async function openConfiguredDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  say: (sentence: string) => void,
  options: { max?: number } = {},
): Promise<Database & { url: string; logs: string[] }> {
  const embedded = config.databaseUrl === null ? await startEmbedded({ dataDir: config.dataDir, log: say }) : null
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const database = openDatabase(url, { ...options, log: say })
  const close = async (): Promise<void> => {
    await database.close()
    await embedded?.stop()
  }
  try {
    await migrate(database.pool)
    return { pool: database.pool, url, logs: embedded === null ? [] : [embedded.log], close }
  } catch (error) {
    await close().catch(() => {})
    throw config.databaseUrl === null ? error : explain(error)
  }
}

function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string }
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOENT', 'EAI_AGAIN'].includes(
    code ?? '',
  )
  // class 28: wrong user or password, 3D000: no such database
  if (!unreachable && !/^(28|3D000)/.test(code ?? '') && !/timeout/.test(message ?? '')) return error
  return new DatabaseProblem(
    `The database of DATABASE_URL cannot be opened (${message || code}). Check the address, or unset DATABASE_URL to use the embedded one.`,
    { cause: error },
  )
}
