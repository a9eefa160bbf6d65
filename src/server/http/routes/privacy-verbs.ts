import { askErasure, decideOnErasure, listOfErasures, previewErasure, setBackupDays } from '#actions/person-erase.ts'
import { askListErasure, checkErasureList } from '#actions/person-erase-list.ts'
import { endErasurePlaces, listErasurePlaces } from '#actions/person-erase-places.ts'
import { askForWipe, wipeState } from '#actions/wipe.ts'
import type { VerbRoute } from '../verbs.ts'

/** Erasure of people. */
export const privacyVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/people/:id/erasure', verb: previewErasure },
  { method: 'POST', path: '/api/people/:id/erasure', verb: askErasure },
  { method: 'POST', path: '/api/erasures/check', verb: checkErasureList },
  { method: 'POST', path: '/api/erasures', verb: askListErasure },
  { method: 'GET', path: '/api/erasures', verb: listOfErasures },
  { method: 'POST', path: '/api/erasures/:id/decide', verb: decideOnErasure },
  { method: 'GET', path: '/api/erasures/:id/places', verb: listErasurePlaces },
  { method: 'POST', path: '/api/erasures/:id/places/done', verb: endErasurePlaces },
  { method: 'GET', path: '/api/erasures/wipe', verb: wipeState },
  { method: 'POST', path: '/api/erasures/wipe', verb: askForWipe },
  { method: 'POST', path: '/api/erasures/backups', verb: setBackupDays },
]
