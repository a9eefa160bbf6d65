import { listAccountEvents } from '#actions/account-events.ts'
import { listAccounts } from '#actions/account-list.ts'
import { listAccountPeople } from '#actions/account-people.ts'
import { readAccount } from '#actions/account-read.ts'
import { renameAccount } from '#actions/account-rename.ts'
import { listDuplicates } from '#actions/duplicate-list.ts'
import { summarisePersonEvents } from '#actions/person-events-summary.ts'
import { definePersonField, listPersonFields, retirePersonField } from '#actions/own-field.ts'
import { setPersonField } from '#actions/person-field-set.ts'
import { undoPersonField } from '#actions/person-field-undo.ts'
import { previewMerge } from '#actions/person-merge-preview.ts'
import { undoPersonMove } from '#actions/person-move-undo.ts'
import { removeNote } from '#actions/person-note-delete.ts'
import { changeNote } from '#actions/person-note-edit.ts'
import { listNotes } from '#actions/person-note-list.ts'
import { writeNote } from '#actions/person-note-write.ts'
import { readPersonHandoffs } from '#actions/person-read-handoffs.ts'
import { readPersonHead } from '#actions/person-read-head.ts'
import { readPersonIdentities } from '#actions/person-read-identities.ts'
import { readPersonScores } from '#actions/person-read-scores.ts'
import { readPersonStages } from '#actions/person-read-stages.ts'
import { suggestDuplicates } from '#actions/person-suggest.ts'
import { dismissDuplicate } from '#actions/person-suggest-dismiss.ts'
import { previewUnmerge } from '#actions/person-unmerge-preview.ts'
import type { VerbRoute } from '../verbs.ts'

/** The page of a person, and companies. */
export const personVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/people/:id/head', verb: readPersonHead },
  { method: 'GET', path: '/api/people/:id/scores', verb: readPersonScores },
  { method: 'GET', path: '/api/people/:id/stages', verb: readPersonStages },
  { method: 'GET', path: '/api/people/:id/events/summary', verb: summarisePersonEvents },
  { method: 'GET', path: '/api/people/:id/identities', verb: readPersonIdentities },
  { method: 'GET', path: '/api/people/:id/handoffs', verb: readPersonHandoffs },
  { method: 'GET', path: '/api/people/:id/duplicates', verb: suggestDuplicates },
  { method: 'GET', path: '/api/duplicates', verb: listDuplicates },
  { method: 'POST', path: '/api/people/:id/duplicates/dismiss', verb: dismissDuplicate },
  { method: 'GET', path: '/api/people/:id/merge-preview', verb: previewMerge },
  { method: 'GET', path: '/api/people/:id/unmerge-preview', verb: previewUnmerge },
  { method: 'POST', path: '/api/people/:id/move/undo', verb: undoPersonMove },
  { method: 'POST', path: '/api/people/:id/field', verb: setPersonField },
  { method: 'POST', path: '/api/people/:id/field/undo', verb: undoPersonField },
  { method: 'GET', path: '/api/person-fields', verb: listPersonFields },
  { method: 'POST', path: '/api/person-fields', verb: definePersonField },
  { method: 'POST', path: '/api/person-fields/retire', verb: retirePersonField },
  { method: 'GET', path: '/api/people/:id/notes', verb: listNotes },
  { method: 'POST', path: '/api/people/:id/notes', verb: writeNote },
  { method: 'POST', path: '/api/notes/:id', verb: changeNote },
  { method: 'POST', path: '/api/notes/:id/delete', verb: removeNote },
  { method: 'GET', path: '/api/companies', verb: listAccounts },
  { method: 'GET', path: '/api/companies/:id', verb: readAccount },
  { method: 'POST', path: '/api/companies/:id/name', verb: renameAccount },
  { method: 'GET', path: '/api/companies/:id/people', verb: listAccountPeople },
  { method: 'GET', path: '/api/companies/:id/events', verb: listAccountEvents },
]
