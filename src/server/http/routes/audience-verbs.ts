import { exportAudience, scheduleAudience } from '#actions/audience-export.ts'
import {
  addAudience,
  changeAudience,
  listAudiencePeople,
  listAudiences,
  lookNowAtAudience,
  readAudience,
} from '#actions/audience-list.ts'
import type { VerbRoute } from '../verbs.ts'

/** Segments as live lists for advertising networks, and the log of their files. */
export const audienceVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/audiences', verb: listAudiences },
  { method: 'POST', path: '/api/audiences', verb: addAudience },
  { method: 'GET', path: '/api/audiences/:id', verb: readAudience },
  { method: 'POST', path: '/api/audiences/:id', verb: changeAudience },
  { method: 'POST', path: '/api/audiences/:id/look', verb: lookNowAtAudience },
  { method: 'GET', path: '/api/audiences/:id/people', verb: listAudiencePeople },
  { method: 'POST', path: '/api/audiences/:id/export', verb: exportAudience },
  { method: 'POST', path: '/api/audiences/:id/schedule', verb: scheduleAudience },
]
