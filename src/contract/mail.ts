import { z } from 'zod'
import { headerLine, isMailAddress, longestAddress, longestName } from '#core/mail/header.ts'

/** tls: encrypted from the first byte (465); starttls: encrypted before anything is said, or not at all (587); none: in the open. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const
export type MailSecurity = (typeof mailSecurities)[number]

export const mailStates = ['waiting', 'sending', 'held', 'sent', 'failed', 'cancelled'] as const
export type MailState = (typeof mailStates)[number]

export const mailAddress = z
  .string()
  .trim()
  .max(longestAddress, 'This mail address is too long.')
  .refine(isMailAddress, 'This is not a mail address.')

const line = z
  .string()
  .max(longestName, `At most ${longestName} characters.`)
  .transform((text) => headerLine(text, longestName))

const host = z
  .string()
  .trim()
  .min(1, 'Write the name of your mail server, such as smtp.example.com.')
  .max(253, 'This name is too long.')
  .regex(
    /^[A-Za-z0-9._-]+$|^\[?[0-9A-Fa-f:.]+\]?$/,
    'Write a host name such as smtp.example.com, without http:// or a port.',
  )

/** `POST /api/mail-settings`. An absent password stays as it is, null takes it away. */
export const mailSettingsInput = z
  .object({
    enabled: z.boolean(),
    host,
    port: z.int('The port is a whole number.').min(1, 'A port is 1 to 65535.').max(65_535, 'A port is 1 to 65535.'),
    security: z.enum(mailSecurities),
    username: z.string().max(256, 'At most 256 characters.').nullable(),
    password: z.string().min(1, 'Write the password, or leave it out.').max(512, 'At most 512 characters.').nullish(),
    fromAddress: mailAddress,
    fromName: line.nullable(),
    replyTo: mailAddress.nullable(),
  })
  .refine(({ security, username }) => security !== 'none' || username === null || username === '', {
    error: 'A password is never sent in the open: choose STARTTLS or TLS, or leave the user name empty.',
    path: ['security'],
  })
export type MailSettingsInput = z.infer<typeof mailSettingsInput>

const transportShown = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(mailSecurities),
  fromAddress: z.string(),
  fromName: z.string().nullable(),
  replyTo: z.string().nullable(),
})

const testReport = z.object({ at: z.iso.datetime(), ok: z.boolean(), answer: z.string() })

/** `GET /api/mail-settings`: the password is never shown. */
export const mailSettings = z.object({
  own: transportShown
    .extend({
      enabled: z.boolean(),
      username: z.string().nullable(),
      hasPassword: z.boolean(),
      /** false: it was sealed with another key and must be typed again */
      passwordReadable: z.boolean(),
      updatedAt: z.iso.datetime(),
      lastTest: testReport.nullable(),
    })
    .nullable(),
  /** what the operator of the machine set, used where a workspace has nothing of its own */
  operator: transportShown.nullable(),
  /** by which of them mail leaves now; null: it stands in the outbox */
  by: z.enum(['own', 'operator']).nullable(),
  /** a demo sends nothing */
  demo: z.boolean(),
  /** mails that stand in the outbox for want of a transport */
  held: z.int(),
})
export type MailSettings = z.infer<typeof mailSettings>

/** `POST /api/mail-settings/test`: a mail to this address, at once, by the settings as they are saved. */
export const mailTestInput = z.object({ to: mailAddress })
export const mailTestReport = z.object({
  ok: z.boolean(),
  /** the server's reply code, when it replied */
  code: z.int().nullable(),
  /** in the server's own words */
  answer: z.string(),
  server: z.string(),
  tookMs: z.int(),
})
export type MailTestReport = z.infer<typeof mailTestReport>

/** `GET /api/mail` */
export const mailListQuery = z.object({
  state: z.enum(mailStates).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const mailRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  toAddress: z.string(),
  toName: z.string().nullable(),
  subject: z.string(),
  state: z.enum(mailStates),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  /** the next attempt of one that waits */
  nextAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  lastAnswer: z.string().nullable(),
})
export type MailRow = z.infer<typeof mailRow>

export const mailList = z.object({
  items: z.array(mailRow),
  next: z.string().nullable(),
  counts: z.array(z.object({ state: z.enum(mailStates), count: z.int() })),
})
export type MailList = z.infer<typeof mailList>

export const mailId = z.object({ id: z.uuid() })

/** `GET /api/mail/:id` */
export const mailDetail = mailRow.extend({
  /** null: it carried a one-time link and was erased when it was sent or given up */
  text: z.string().nullable(),
  hasHtml: z.boolean(),
  messageId: z.string().nullable(),
  attemptList: z.array(
    z.object({
      number: z.int(),
      at: z.iso.datetime(),
      outcome: z.enum(['sent', 'temporary', 'permanent']),
      code: z.int().nullable(),
      answer: z.string(),
      server: z.string().nullable(),
      tookMs: z.int(),
    }),
  ),
})
export type MailDetail = z.infer<typeof mailDetail>

/** `POST /api/mail/release`: sends what stands in the outbox, now that there is a transport. */
export const mailReleased = z.object({ released: z.int() })
