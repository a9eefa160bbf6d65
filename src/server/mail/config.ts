import { z } from 'zod'
import type { MailTransport } from '#actions/mail-door.ts'
import { mailSecurities } from '#contract/mail.ts'
import { headerLine, isMailAddress, longestName } from '#core/mail/header.ts'

/** The operator's transport, for every workspace that has none of its own. */
export interface SmtpConfig {
  /** null: HOURGLASS_SMTP_HOST is not set */
  transport: MailTransport | null
  /** workspaces may name servers at private addresses */
  allowPrivate: boolean
}

/** Settings of the environment, by their names there. */
export const smtpSettings = {
  HOURGLASS_SMTP_HOST: z.string().optional(),
  HOURGLASS_SMTP_PORT: z.coerce
    .number('is a port number from 1 to 65535')
    .int('is a whole number')
    .min(1, 'is a port number from 1 to 65535')
    .max(65_535, 'is a port number from 1 to 65535')
    .optional(),
  HOURGLASS_SMTP_SECURITY: z.enum(mailSecurities, 'is one of tls, starttls, none').optional(),
  HOURGLASS_SMTP_USER: z.string().optional(),
  HOURGLASS_SMTP_PASSWORD: z.string().optional(),
  HOURGLASS_SMTP_FROM: z
    .string()
    .refine((text) => isMailAddress(splitFrom(text).address), 'looks like mail@example.com or Name <mail@example.com>')
    .optional(),
  HOURGLASS_SMTP_REPLY_TO: z.string().refine(isMailAddress, 'is a mail address').optional(),
  HOURGLASS_SMTP_PRIVATE: z.enum(['0', '1'], 'is 1 or 0').optional(),
}

type Settings = z.output<z.ZodObject<typeof smtpSettings>>

/** What is lacking, as a sentence; null when the settings are whole. */
export function missingSmtp(settings: Settings): string | null {
  if (settings.HOURGLASS_SMTP_HOST === undefined) return null
  if (settings.HOURGLASS_SMTP_FROM === undefined)
    return 'HOURGLASS_SMTP_FROM is needed with HOURGLASS_SMTP_HOST: the address in whose name mail is sent.'
  if (settings.HOURGLASS_SMTP_SECURITY === 'none' && settings.HOURGLASS_SMTP_USER !== undefined)
    return 'HOURGLASS_SMTP_SECURITY=none would send the password in the open: use starttls or tls, or unset HOURGLASS_SMTP_USER.'
  return null
}

/** Port and encryption follow each other: 465 means tls, any other starttls. */
export function readSmtp(settings: Settings): SmtpConfig {
  const allowPrivate = settings.HOURGLASS_SMTP_PRIVATE === '1'
  const { HOURGLASS_SMTP_HOST: host, HOURGLASS_SMTP_FROM: from } = settings
  if (host === undefined || from === undefined) return { transport: null, allowPrivate }
  const { HOURGLASS_SMTP_SECURITY: wanted, HOURGLASS_SMTP_PORT: port = wanted === 'tls' ? 465 : 587 } = settings
  const { name, address } = splitFrom(from)
  return {
    allowPrivate,
    transport: {
      host,
      port,
      security: wanted ?? (port === 465 ? 'tls' : 'starttls'),
      username: settings.HOURGLASS_SMTP_USER ?? null,
      password: settings.HOURGLASS_SMTP_PASSWORD ?? null,
      fromAddress: address,
      fromName: name,
      replyTo: settings.HOURGLASS_SMTP_REPLY_TO ?? null,
      trusted: true,
    },
  }
}

/** `Name <mail@example.com>` or the address alone. */
function splitFrom(text: string): { name: string | null; address: string } {
  const match = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(text)
  if (!match) return { name: null, address: text.trim() }
  const name = headerLine(match[1] ?? '', longestName)
  return { name: name === '' ? null : name, address: (match[2] ?? '').trim() }
}
