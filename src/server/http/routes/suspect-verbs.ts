import { addSuspects, checkSuspects, removeSuspects, undoSuspects } from '#actions/suspect-add.ts'
import { exclude, listExcluded, readmit } from '#actions/suspect-exclude.ts'
import { addSuspectList, changeSuspectList, listSuspectLists, readSuspectList } from '#actions/suspect-list.ts'
import { noteSuspectStep } from '#actions/suspect-step.ts'
import type { VerbRoute } from '../verbs.ts'

/** Outbound lists, and who is left alone. */
export const suspectVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/suspects', verb: listSuspectLists },
  { method: 'POST', path: '/api/suspects', verb: addSuspectList },
  { method: 'POST', path: '/api/suspects/additions/:bulk/undo', verb: undoSuspects },
  { method: 'GET', path: '/api/suspects/:id', verb: readSuspectList },
  { method: 'POST', path: '/api/suspects/:id', verb: changeSuspectList },
  { method: 'POST', path: '/api/suspects/:id/check', verb: checkSuspects },
  { method: 'POST', path: '/api/suspects/:id/add', verb: addSuspects },
  { method: 'POST', path: '/api/suspects/:id/remove', verb: removeSuspects },
  { method: 'POST', path: '/api/suspect-steps', verb: noteSuspectStep },
  { method: 'GET', path: '/api/exclusions', verb: listExcluded },
  { method: 'POST', path: '/api/exclusions', verb: exclude },
  { method: 'POST', path: '/api/exclusions/remove', verb: readmit },
]
