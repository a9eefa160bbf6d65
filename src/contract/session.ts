import { z } from 'zod'
import { isInUse } from '#core/currency.ts'
import { knownCurrency } from '#core/import/currencies.ts'
import { roles } from '#core/permission.ts'

export const languages = ['en', 'ko', 'ru'] as const
export type Language = (typeof languages)[number]

const name = z.string().trim().min(1, 'Write a name.').max(200)
const email = z.email('This is not a mail address.').max(254)

export const personName = name

/** Passwords are never cut or trimmed. */
export const newPassword = z.string().min(10, 'Use at least 10 characters.').max(128, 'Use at most 128 characters.')

/** An IANA zone such as Asia/Seoul, in which days and weeks are cut. */
export const zone = z.string().refine(isZone, 'Not a time zone; write one such as Asia/Seoul.')

/** ISO 4217, three letters. */
export const currency = z.string().refine((code) => knownCurrency(code) === code, {
  error: 'Not a currency; write three letters such as KRW.',
  abort: true,
})
const currencyInUse = currency.refine(isInUse, { error: 'This currency was withdrawn; choose one that is in use.' })

export const workspaceInput = z.object({ name, zone, currency, languages: z.array(z.enum(languages)).min(1) })
export type WorkspaceInput = z.infer<typeof workspaceInput>

/** `POST /api/setup`: the first admin and the first workspace, by the one-time link. */
export const setupInput = z.object({
  token: z.string().max(200),
  name,
  email,
  password: newPassword,
  language: z.enum(languages),
  workspace: workspaceInput.extend({ currency: currencyInUse }),
})
export type SetupInput = z.infer<typeof setupInput>
/** Its answer: the keys of the workspace, the secret one shown this once. */
export const setupAnswer = z.object({ ok: z.literal(true), keys: z.object({ public: z.string(), secret: z.string() }) })
export type SetupAnswer = z.infer<typeof setupAnswer>

/** `POST /api/setup/check` */
export const setupCheckInput = z.object({ token: z.string().max(200) })

/** `POST /api/sign-in` */
export const signInInput = z.object({ email: z.string().max(254), password: z.string().max(128) })

/** `POST /api/preferences` */
export const preferencesInput = z.object({ language: z.enum(languages) })

/** `POST /api/workspace/sign-in` */
export const signInPolicy = z.object({ secondFactorRequired: z.boolean() })
export type SignInPolicy = z.infer<typeof signInPolicy>

export const workspaceSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  zone: z.string(),
  currency: z.string(),
  languages: z.array(z.string()),
  demo: z.boolean(),
  role: z.enum(roles),
  /** who has no second factor sets one up before anything else */
  secondFactorRequired: z.boolean(),
  /** mail leaves it: a mail server is set and may be used */
  mails: z.boolean(),
})
export type WorkspaceSummary = z.infer<typeof workspaceSummary>

/** `GET /api/session`: who is looking, and what they may open. */
export const sessionDocument = z.object({
  user: z
    .object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      language: z.enum(languages).nullable(),
      /** an authenticator app is asked for at their sign-in */
      secondFactor: z.boolean(),
    })
    .nullable(),
  workspaces: z.array(workspaceSummary),
  /** the server shows itself on sample data to whoever sits at the machine */
  demoOffered: z.boolean(),
  /** nobody owns this server yet: the set-up link is on its console */
  setupOpen: z.boolean(),
})
export type SessionDocument = z.infer<typeof sessionDocument>

function isZone(value: string): boolean {
  if (!/^[A-Za-z]/.test(value)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
