import type { PoolClient } from 'pg'
import type { History } from '#actions/flow/history.ts'

/** What a batch is folded with. */
export interface Setting {
  db: PoolClient
  workspaceId: string
  history: History
  /** epoch ms */
  now: number
}
