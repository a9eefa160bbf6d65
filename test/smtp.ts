import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { makeCertificate } from './certificate.ts'

const { key, cert } = makeCertificate()
/** who vouches for these servers */
export const testCa = cert

/** A mail as it arrived, byte for byte. */
export interface Arrived {
  from: string
  to: string[]
  raw: string
}

export interface TestSmtp {
  port: number
  arrived: Arrived[]
  /** the value of a header, unfolded; null where there is none */
  header(mail: Arrived, name: string): string | null
  /** its texts, decoded, one after the other */
  texts(mail: Arrived): string
  close(): Promise<void>
}

export interface SmtpRules {
  /** what to say to a recipient: null is yes */
  recipient?: (address: string, count: number) => { code: number; text: string } | null
  message?: (count: number) => { code: number; text: string } | null
  /** the only credentials that are taken; none are asked for when absent */
  user?: { name: string; password: string }
  options?: SMTPServerOptions
}

/** A real SMTP server on a port of its own. */
export async function startSmtp(rules: SmtpRules = {}): Promise<TestSmtp> {
  const arrived: Arrived[] = []
  let recipients = 0
  let messages = 0
  const refusal = (said: { code: number; text: string } | null | undefined): Error | null =>
    said ? Object.assign(new Error(said.text), { responseCode: said.code }) : null
  const server = new SMTPServer({
    logger: false,
    key,
    cert,
    authOptional: rules.user === undefined,
    disabledCommands: rules.options?.secure || rules.user ? [] : ['STARTTLS'],
    onAuth({ username, password }, _session, done) {
      const good = username === rules.user?.name && password === rules.user?.password
      done(good ? null : new Error('5.7.8 Wrong name or password'), good ? { user: username ?? '' } : undefined)
    },
    onRcptTo({ address }, _session, done) {
      done(refusal(rules.recipient?.(address, ++recipients)))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const said = refusal(rules.message?.(++messages))
        if (said) return done(said)
        const { mailFrom, rcptTo } = session.envelope
        arrived.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
    ...rules.options,
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  return {
    port: (server.server.address() as AddressInfo).port,
    arrived,
    header({ raw }, name) {
      const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
      return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? null
    },
    texts: ({ raw }) =>
      raw
        .split(/^--.*\r\n/m)
        .map((part) => {
          const at = part.indexOf('\r\n\r\n')
          const encoding = /^content-transfer-encoding: (\S+)/im.exec(part.slice(0, at))?.[1]
          const body = part.slice(at + 4)
          if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
          if (encoding !== 'quoted-printable') return body
          const bytes = body
            .replaceAll('=\r\n', '')
            .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
          return Buffer.from(bytes, 'latin1').toString()
        })
        .join('\n'),
    close: () => new Promise((done) => server.close(() => done())),
  }
}
