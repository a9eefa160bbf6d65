import { z } from 'zod'
import { roles } from '#core/permission.ts'
import { languages, newPassword, personName } from '#contract/session.ts'

const token = z.string().min(1).max(200)
const yes = z.object({ ok: z.literal(true) })

/** `POST /api/sign-in`: with a second factor the session opens only after `POST /api/sign-in/second-factor`. */
export const signInAnswer = yes.extend({ secondFactor: z.boolean() })
export type SignInAnswer = z.infer<typeof signInAnswer>

/** `POST /api/sign-in/second-factor`: six digits of the authenticator app, or one of the recovery codes. */
export const secondFactorInput = z.object({
  code: z.string().trim().min(1, 'Write the code.').max(40),
  kind: z.enum(['app', 'recovery']),
  /** this browser is not asked again for 30 days */
  trust: z.boolean().default(false),
})
export type SecondFactorInput = z.input<typeof secondFactorInput>

/** What a browser's authenticator takes and gives (WebAuthn, as JSON); read by better-auth. */
export const webAuthnJson = z.record(z.string(), z.json())
export const passkeySignInInput = z.object({ response: webAuthnJson })

/** `POST /api/password/forgot`: the answer is the same whether anybody has this address. */
export const forgotInput = z.object({ email: z.email('This is not a mail address.').max(254) })

/** `POST /api/password/check`, `POST /api/invitations/check`, `POST /api/email/check` and `/confirm` */
export const linkInput = z.object({ token })

/** `POST /api/email/check`, `POST /api/email/confirm`: the new address. */
export const emailChangeShown = yes.extend({ email: z.string() })
export type EmailChangeShown = z.infer<typeof emailChangeShown>

/** `POST /api/password/reset`: ends all sessions; one signs in anew. */
export const resetInput = z.object({ token, password: newPassword })

/** `POST /api/invitations/check`: what its holder is invited to. */
export const invitationShown = z.object({
  workspace: z.string(),
  /** who invited; null when they are gone */
  by: z.string().nullable(),
  email: z.string(),
  role: z.enum(roles),
  language: z.enum(languages),
  expiresAt: z.iso.datetime(),
  /** somebody with this address is here already: they sign in and accept, others choose name and password */
  known: z.boolean(),
  /** that somebody is who is signed in */
  mine: z.boolean(),
})
export type InvitationShown = z.infer<typeof invitationShown>

/** `POST /api/invitations/accept`: `person` when nobody has this address yet. */
export const acceptInput = z.object({
  token,
  person: z.object({ name: personName, password: newPassword, language: z.enum(languages) }).optional(),
})
export type AcceptInput = z.infer<typeof acceptInput>
/** the workspace that is open to them now */
export const acceptAnswer = yes.extend({ workspaceId: z.uuid() })
export type AcceptAnswer = z.infer<typeof acceptAnswer>
