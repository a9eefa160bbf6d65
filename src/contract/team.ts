import { z } from 'zod'
import { roles } from '#core/permission.ts'
import { languages } from '#contract/session.ts'

const time = z.iso.datetime()

export const teamMember = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  since: time,
  /** the last use of any of their sessions, to the day; null: none is open. Admins only, others read null. */
  lastSeen: time.nullable(),
  /** whether they sign in with a second factor or a passkey. Admins only, others read null. */
  secured: z.boolean().nullable(),
  /** whether an authenticator app is asked for at their sign-in. Admins only, others read null. */
  authenticator: z.boolean().nullable(),
})
export type TeamMember = z.infer<typeof teamMember>

/** An invitation that nobody has accepted. */
export const invitationRow = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  language: z.enum(languages),
  /** who invited; null when they are gone */
  by: z.string().nullable(),
  sentAt: time,
  expiresAt: time,
  expired: z.boolean(),
})
export type InvitationRow = z.infer<typeof invitationRow>

/** `GET /api/team` */
export const team = z.object({
  members: z.array(teamMember),
  /** those open; admins only, others read none */
  invitations: z.array(invitationRow),
})
export type Team = z.infer<typeof team>

/** `POST /api/team/invitations` */
export const invitationInput = z.object({
  email: z
    .email('This is not a mail address.')
    .max(254)
    .transform((email) => email.toLowerCase()),
  role: z.enum(roles),
  /** of the mail */
  language: z.enum(languages),
})
export type InvitationInput = z.input<typeof invitationInput>

/** The answer that holds the link, for an admin to pass on by other ways than mail. */
export const sentInvitation = invitationRow.extend({ link: z.string() })
export type SentInvitation = z.infer<typeof sentInvitation>

export const invitationId = z.object({ id: z.uuid() })
export const memberId = z.object({ id: z.uuid() })

/** `POST /api/team/members/:id/remove`: who gets their open tasks, hand-offs and deals; absent: the rules of assignment. */
export const memberRemoveBody = z.strictObject({ to: z.uuid().optional() })
export const memberRemoveInput = memberId.extend(memberRemoveBody.shape)

/** `POST /api/team/members/:id/role` */
export const roleBody = z.object({ role: z.enum(roles) })
export const roleInput = memberId.extend(roleBody.shape)

export const memberRemoved = z.object({
  userId: z.uuid(),
  name: z.string(),
  /** personal API keys that ended with the membership */
  keysRevoked: z.int(),
  /** service keys that passed to who removed them */
  keysTaken: z.int(),
  /** open ones that passed to others */
  tasks: z.int(),
  handoffs: z.int(),
  deals: z.int(),
})
export type MemberRemoved = z.infer<typeof memberRemoved>
