import { z } from 'zod'
import { webAuthnJson } from '#contract/entry.ts'
import { languages, newPassword, personName } from '#contract/session.ts'

const time = z.iso.datetime()
const password = z.string().max(128)

/** A browser in which one is signed in. */
export const sessionRow = z.object({
  id: z.uuid(),
  /** such as Firefox and Windows; null where the browser does not say */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  device: z.enum(['desktop', 'mobile', 'tablet']).nullable(),
  address: z.string().nullable(),
  since: time,
  /** to the day */
  lastUsed: time,
  /** the one that asks */
  current: z.boolean(),
})
export type SessionRow = z.infer<typeof sessionRow>

export const passkeyRow = z.object({ id: z.uuid(), name: z.string(), since: time.nullable() })
export type PasskeyRow = z.infer<typeof passkeyRow>

/** `GET /api/account`: one's own account; no workspace is spoken of. */
export const myAccount = z.object({
  name: z.string(),
  email: z.string(),
  language: z.enum(languages).nullable(),
  /** false: the sample company's own account, which only its door opens */
  hasPassword: z.boolean(),
  secondFactor: z.boolean(),
  recoveryCodesLeft: z.int(),
  passkeys: z.array(passkeyRow),
  /** the host for which passkeys work; at another address they cannot be made */
  passkeyHost: z.string(),
  sessions: z.array(sessionRow),
})
export type MyAccount = z.infer<typeof myAccount>

/** `POST /api/account/profile` */
export const profileInput = z.object({ name: personName, language: z.enum(languages) })
export type ProfileInput = z.infer<typeof profileInput>

/** `POST /api/account/password`: ends one's other sessions. */
export const passwordChangeInput = z.object({ current: password, password: newPassword })
export type PasswordChangeInput = z.infer<typeof passwordChangeInput>

/** `POST /api/account/email`: a link goes to the new address. */
export const emailChangeInput = z.object({
  email: z.email('This is not a mail address.').max(254),
  password,
})
export type EmailChangeInput = z.infer<typeof emailChangeInput>

/** What is delicate asks for the password again. */
export const passwordInput = z.object({ password })

/**
 * `POST /api/account/second-factor/begin`: not in force until a code was right. Shown this once; each recovery code
 * works once in place of a code of the app.
 */
export const secondFactorBegun = z.object({ uri: z.string(), secret: z.string(), codes: z.array(z.string()) })
export type SecondFactorBegun = z.infer<typeof secondFactorBegun>
/** `POST /api/account/second-factor/confirm` */
export const confirmInput = z.object({ code: z.string().trim().min(1, 'Write the code.').max(40) })
/** `POST /api/account/second-factor/recovery-codes`: new ones; the former work no more. */
export const recoveryCodes = z.object({ ok: z.literal(true), codes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof recoveryCodes>

/** `POST /api/account/passkeys` */
export const passkeyInput = z.object({
  name: z.string().trim().min(1, 'Write a name.').max(60),
  response: webAuthnJson,
})

export const ownedId = z.object({ id: z.uuid() })
