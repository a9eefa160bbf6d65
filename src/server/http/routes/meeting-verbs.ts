import { cancelMeeting, changeMeeting } from '#actions/meeting-change.ts'
import { createMeeting } from '#actions/meeting-create.ts'
import { noteMeetingOutcome, prepareMeeting } from '#actions/meeting-outcome.ts'
import { listMeetings, readInvitation, readMeeting } from '#actions/meeting-read.ts'
import type { VerbRoute } from '../verbs.ts'

export const meetingVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/meetings', verb: listMeetings },
  { method: 'POST', path: '/api/meetings', verb: createMeeting },
  { method: 'GET', path: '/api/meetings/:id', verb: readMeeting },
  { method: 'GET', path: '/api/meetings/:id/invitation', verb: readInvitation },
  { method: 'POST', path: '/api/meetings/:id/change', verb: changeMeeting },
  { method: 'POST', path: '/api/meetings/:id/cancel', verb: cancelMeeting },
  { method: 'POST', path: '/api/meetings/:id/outcome', verb: noteMeetingOutcome },
  { method: 'POST', path: '/api/meetings/:id/prepare', verb: prepareMeeting },
]
