import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { createTransport } from 'nodemailer'
import type { Delivery, Letter, MailTransport } from '#actions/mail-door.ts'
import { headerLine, unsubscribeHeaders } from '#core/mail/header.ts'
import { outcomeOf, type SmtpStep } from '#core/mail/retry.ts'
import { resolveHost } from './address.ts'

export interface SmtpLimits {
  allowPrivate: boolean
  /** certificates to trust beside the machine's own */
  ca?: string
  connectMs: number
  silenceMs: number
}

const longestAnswer = 500

/**
 * Gives one letter to an SMTP server (RFC 5321), over a connection of its own. Encryption that was asked for is never
 * given up, certificates are always checked. Whatever happens is a Delivery, in the server's own words where it spoke.
 */
export async function giveBySmtp(transport: MailTransport, letter: Letter, limits: SmtpLimits): Promise<Delivery> {
  const began = performance.now()
  const server = `${transport.host}:${transport.port}`
  const end = (outcome: Delivery['outcome'], code: number | null, answer: string): Delivery => ({
    outcome,
    code,
    answer: headerLine(answer, longestAnswer),
    server,
    tookMs: Math.round(performance.now() - began),
  })
  const found = await resolveHost(transport.host, transport.trusted || limits.allowPrivate)
  if (!found.ok) return end('temporary', null, found.why)

  const { security, username, password } = transport
  const sender = createTransport({
    host: found.address,
    port: transport.port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // the name is what the certificate must carry
    tls: {
      ...(isIP(transport.host) === 0 ? { servername: transport.host } : {}),
      ...(limits.ca === undefined ? {} : { ca: limits.ca }),
      minVersion: 'TLSv1.2',
    },
    ...(username !== null && security !== 'none' ? { auth: { user: username, pass: password ?? '' } } : {}),
    name: /^[A-Za-z0-9.-]+$/.test(hostname()) ? hostname() : 'localhost',
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
    // loopback counts as a network that can be used
    allowInternalNetworkInterfaces: true,
    // texts are ours: nothing in them is fetched
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const info = await sender.sendMail({
      from: { name: transport.fromName ?? '', address: transport.fromAddress },
      to: { name: letter.toName ?? '', address: letter.toAddress },
      ...(transport.replyTo === null ? {} : { replyTo: transport.replyTo }),
      subject: letter.subject,
      text: letter.text,
      ...(letter.html === null ? {} : { html: letter.html }),
      ...(letter.calendar
        ? {
            icalEvent: { method: letter.calendar.method, content: letter.calendar.content, filename: 'invitation.ics' },
          }
        : {}),
      messageId: `<${letter.messageId}>`,
      date: new Date(letter.date),
      // nobody's holiday notice should answer (RFC 3834)
      headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(letter.unsubscribe ?? null) },
    })
    return end('sent', codeOf(info.response), info.response)
  } catch (error) {
    const { response, responseCode, message } = error as { response?: string; responseCode?: number; message: string }
    const code = responseCode ?? null
    return end(outcomeOf(code, stepOf(error)), code, response ?? say(error, server, message))
  } finally {
    sender.close()
  }
}

function codeOf(response: string | undefined): number | null {
  const code = Number(/^\d{3}/.exec(response ?? '')?.[0])
  return code > 0 ? code : null
}

/** nodemailer names the kind of failure and the command that failed. */
function stepOf(error: unknown): SmtpStep {
  const { code, command = '' } = error as { code?: string; command?: string }
  if (code === 'EAUTH') return 'sign_in'
  if (code === 'ETLS') return 'secure'
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'recipient'
  if (code === 'EMESSAGE' || command === 'DATA') return 'message'
  return 'connect'
}

function say(error: unknown, server: string, message: string): string {
  const { code } = error as { code?: string }
  if (/ECONNREFUSED/.test(message)) return `Nobody answers at ${server}: is the port right?`
  if (code === 'ETIMEDOUT' || /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/.test(message))
    return `There was no answer from ${server} in time: a firewall may stand between, or the port is wrong.`
  if (/wrong version number|packet length too long/i.test(message))
    return `${server} does not begin with TLS: choose STARTTLS, or another port (${message}).`
  return message
}
