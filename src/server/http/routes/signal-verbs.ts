import { readAwareness } from '#actions/awareness-read.ts'
import { addSignals } from '#actions/signal-add.ts'
import { listSignals } from '#actions/signal-list.ts'
import { undoSignals } from '#actions/signal-undo.ts'
import type { VerbRoute } from '../verbs.ts'

/** What networks counted, and what says whether one is known. */
export const signalVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/awareness', verb: readAwareness },
  { method: 'GET', path: '/api/signals', verb: listSignals },
  { method: 'POST', path: '/api/signals', verb: addSignals },
  { method: 'POST', path: '/api/signals/:id/undo', verb: undoSignals },
]
