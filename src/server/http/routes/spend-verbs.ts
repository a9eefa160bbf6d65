import { addSpend, addSpendByHand } from '#actions/spend-add.ts'
import { readCpa, setCpaTarget } from '#actions/spend-cpa.ts'
import { listSpend } from '#actions/spend-list.ts'
import { restoreSpend, undoSpend } from '#actions/spend-undo.ts'
import type { VerbRoute } from '../verbs.ts'

/** What advertising cost, and what came of it. */
export const spendVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/spend', verb: listSpend },
  { method: 'POST', path: '/api/spend', verb: addSpend },
  { method: 'POST', path: '/api/spend/hand', verb: addSpendByHand },
  { method: 'POST', path: '/api/spend/batches/:id/restore', verb: restoreSpend },
  { method: 'POST', path: '/api/spend/batches/:id/undo', verb: undoSpend },
  { method: 'GET', path: '/api/spend/cpa', verb: readCpa },
  { method: 'POST', path: '/api/spend/target', verb: setCpaTarget },
]
