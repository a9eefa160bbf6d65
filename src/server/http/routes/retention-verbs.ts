import { listRetentionRuns, previewRetention, readRetention } from '#actions/retention-read.ts'
import { setRetention } from '#actions/retention-set.ts'
import type { VerbRoute } from '../verbs.ts'

/** How long what is kept, and what was removed. */
export const retentionVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/retention', verb: readRetention },
  { method: 'POST', path: '/api/retention', verb: setRetention },
  { method: 'GET', path: '/api/retention/preview', verb: previewRetention },
  { method: 'GET', path: '/api/retention/log', verb: listRetentionRuns },
]
