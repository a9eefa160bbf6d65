import { changePeople } from '#actions/person-bulk.ts'
import { undoBulk } from '#actions/person-bulk-undo.ts'
import { allowExport } from '#actions/person-export.ts'
import { listFieldsInUse } from '#actions/person-list-fields.ts'
import { listPersonIds } from '#actions/person-list-ids.ts'
import { queryPeople } from '#actions/person-list-query.ts'
import { listValuesInUse } from '#actions/person-list-values.ts'
import { changeSegment } from '#actions/segment-change.ts'
import { previewSegment } from '#actions/segment-count.ts'
import { removeSegment } from '#actions/segment-delete.ts'
import { listSegments } from '#actions/segment-list.ts'
import { lookNow } from '#actions/segment-look.ts'
import { listSegmentPeople } from '#actions/segment-people.ts'
import { readSegment } from '#actions/segment-read.ts'
import { saveSegment } from '#actions/segment-save.ts'
import { changeView } from '#actions/view-change.ts'
import { setViewDefault } from '#actions/view-default.ts'
import { removeView } from '#actions/view-delete.ts'
import { listViews } from '#actions/view-list.ts'
import { saveView } from '#actions/view-save.ts'
import type { VerbRoute } from '../verbs.ts'

/** Lists of people, views and segments. Fixed addresses come before those with an id in the same place. */
export const peopleVerbs: readonly VerbRoute[] = [
  { method: 'POST', path: '/api/people/query', verb: queryPeople },
  { method: 'POST', path: '/api/people/ids', verb: listPersonIds },
  { method: 'GET', path: '/api/people/fields', verb: listFieldsInUse },
  { method: 'GET', path: '/api/people/values', verb: listValuesInUse },
  { method: 'POST', path: '/api/people/bulk', verb: changePeople },
  { method: 'POST', path: '/api/people/bulk/:id/undo', verb: undoBulk },
  { method: 'POST', path: '/api/people/export', verb: allowExport },
  { method: 'GET', path: '/api/views', verb: listViews },
  { method: 'POST', path: '/api/views', verb: saveView },
  { method: 'POST', path: '/api/views/:id', verb: changeView },
  { method: 'POST', path: '/api/views/:id/delete', verb: removeView },
  { method: 'POST', path: '/api/views/:id/default', verb: setViewDefault },
  { method: 'POST', path: '/api/segments/preview', verb: previewSegment },
  { method: 'POST', path: '/api/segments/people', verb: listSegmentPeople },
  { method: 'GET', path: '/api/segments', verb: listSegments },
  { method: 'POST', path: '/api/segments', verb: saveSegment },
  { method: 'GET', path: '/api/segments/:id', verb: readSegment },
  { method: 'POST', path: '/api/segments/:id', verb: changeSegment },
  { method: 'POST', path: '/api/segments/:id/delete', verb: removeSegment },
  { method: 'POST', path: '/api/segments/:id/look', verb: lookNow },
]
