import type { MemberHolds } from '#contract/handoff.ts'
import type { SignInPolicy } from '#contract/session.ts'
import type { InvitationInput, InvitationRow, MemberRemoved, SentInvitation, Team } from '#contract/team.ts'
import type { Role } from '#core/permission.ts'
import { get, post } from '../app/api.ts'

const at = (id: string): string => encodeURIComponent(id)

export const teamApi = {
  read: (signal?: AbortSignal) => get<Team>('/api/team', {}, signal),
  invite: (body: InvitationInput) => post<SentInvitation>('/api/team/invitations', body),
  resend: (id: string) => post<SentInvitation>(`/api/team/invitations/${at(id)}/resend`, {}),
  revoke: (id: string) => post<InvitationRow>(`/api/team/invitations/${at(id)}/revoke`, {}),
  changeRole: (id: string, role: Role) => post<{ from: Role }>(`/api/team/members/${at(id)}/role`, { role }),
  changeSignInPolicy: (body: SignInPolicy) => post<SignInPolicy>('/api/workspace/sign-in', body),
  remove: (id: string, to: string | null) =>
    post<MemberRemoved>(`/api/team/members/${at(id)}/remove`, to === null ? {} : { to }),
  holds: (id: string, signal?: AbortSignal) => get<MemberHolds>(`/api/team/members/${at(id)}/holds`, {}, signal),
}
