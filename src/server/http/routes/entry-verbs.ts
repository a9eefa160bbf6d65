import { createApiKey } from '#actions/api-key-create.ts'
import { readApiKeys } from '#actions/api-key-list.ts'
import { endApiKey } from '#actions/api-key-revoke.ts'
import { readAudit } from '#actions/audit-list.ts'
import { inviteMember } from '#actions/invitation-create.ts'
import { resendInvitation } from '#actions/invitation-resend.ts'
import { revokeInvite } from '#actions/invitation-revoke.ts'
import { removeMember } from '#actions/member-remove.ts'
import { changeRole } from '#actions/member-role.ts'
import { readTeam } from '#actions/team-read.ts'
import { changeSignInPolicy } from '#actions/workspace-sign-in.ts'
import type { VerbRoute } from '../verbs.ts'

/** The team, its keys, and who changed what. */
export const entryVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/team', verb: readTeam },
  { method: 'POST', path: '/api/team/invitations', verb: inviteMember },
  { method: 'POST', path: '/api/team/invitations/:id/resend', verb: resendInvitation },
  { method: 'POST', path: '/api/team/invitations/:id/revoke', verb: revokeInvite },
  { method: 'POST', path: '/api/team/members/:id/role', verb: changeRole },
  { method: 'POST', path: '/api/team/members/:id/remove', verb: removeMember },
  { method: 'POST', path: '/api/workspace/sign-in', verb: changeSignInPolicy },
  { method: 'GET', path: '/api/api-keys', verb: readApiKeys },
  { method: 'POST', path: '/api/api-keys', verb: createApiKey },
  { method: 'POST', path: '/api/api-keys/:id/revoke', verb: endApiKey },
  { method: 'GET', path: '/api/audit', verb: readAudit },
]
