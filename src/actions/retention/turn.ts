import type { RemovedCounts } from '#core/retention/rule.ts'
import type { VisitorPlace } from '#store/retention-visitor.ts'

/** What a rule may spend: it looks up from its work after each part. */
export interface Turn {
  /** told of each part that was removed for good */
  took(removed: RemovedCounts): void
  /** whether to stop here, and go on in the next turn */
  over(): boolean
  /** a rest after a part, so that others have the database too */
  rest(): Promise<void>
  /** epoch ms */
  now(): number
  /** where to go on among the visitors */
  after: VisitorPlace | null
  files: ServerFiles
}

/** Files of ours in which people may be named: those that wait to be imported, and the log of the embedded database. */
export interface ServerFiles {
  uploads?: string
  logs?: readonly string[]
}

/** Where a turn ended; null: nothing is left. */
export type Left = { after: VisitorPlace | null } | null
