import type pg from 'pg'
import { readConfig } from '#server/config.ts'
import { openConfiguredDatabase } from '#server/open.ts'

/** A command was used wrongly, or cannot do what was asked; the message says what to do. */
export class UsageProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageProblem'
  }
}

/** What a command needs: the database, and the workspace it is about. */
export interface Context {
  pool: pg.Pool
  /** connection string, for a pool of one's own or a worker */
  url: string
  /**
   * The workspace named by `--workspace` (name or id); without one, the only one, else the first that is no demo.
   * Throws UsageProblem naming those there are.
   */
  workspaceId(named?: string): Promise<string>
  /** closes the database; an embedded server stops too, unless another process uses it */
  close(): Promise<void>
}

/** Opens the database as the server would, beside a running server or alone. Speaks on stderr only. */
export async function openContext(options: { max?: number } = {}): Promise<Context> {
  const database = await openConfiguredDatabase(readConfig(), (sentence) => console.error(sentence), options)
  return {
    pool: database.pool,
    url: database.url,
    workspaceId: (named) => chooseWorkspace(database.pool, named),
    close: database.close,
  }
}

interface Choice {
  id: string
  name: string
  demo: boolean
}

async function chooseWorkspace(pool: pg.Pool, named?: string): Promise<string> {
  const { rows } = await pool.query<Choice>(
    'select workspace_id as id, name, demo from workspace order by created_at, workspace_id',
  )
  if (rows.length === 0) {
    throw new UsageProblem(
      'There is no workspace yet. Run "npm start" and open the set-up link, or "npm start -- --demo".',
    )
  }
  if (named === undefined) {
    const [only] = rows
    const chosen = rows.length === 1 ? only : rows.find((row) => !row.demo)
    return (chosen ?? only)?.id ?? ''
  }
  const exact = rows.filter((row) => row.id === named.toLowerCase() || row.name === named)
  const loose = exact.length > 0 ? exact : rows.filter((row) => row.name.toLowerCase() === named.toLowerCase())
  const [found] = loose
  if (found && loose.length === 1) return found.id
  const list = rows.map((row) => `${row.name} (${row.id})`).join(', ')
  throw new UsageProblem(
    found
      ? `Several workspaces are called ${named}; give an id: ${list}`
      : `There is no workspace ${named}; there are: ${list}`,
  )
}
