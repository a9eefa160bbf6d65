import type { AttemptOutcome } from '#core/mail/retry.ts'
import type { MailSecurity } from '#contract/mail.ts'

/** A way to send mail: an SMTP server, and in whose name. */
export interface MailTransport {
  host: string
  port: number
  security: MailSecurity
  username: string | null
  /** in the open: never to be kept, shown or logged */
  password: string | null
  fromAddress: string
  fromName: string | null
  replyTo: string | null
  /** the operator of this server named it: it may be at a private address */
  trusted: boolean
}

export interface Letter {
  /** without angle brackets */
  messageId: string
  toAddress: string
  toName: string | null
  subject: string
  text: string
  html: string | null
  /** an iCalendar object that goes along (RFC 6047) */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string } | null
  /** where one POST ends mails of this kind (RFC 8058) */
  unsubscribe?: string | null
  /** epoch ms */
  date: number
}

/** What became of giving a letter to a server. */
export interface Delivery {
  outcome: AttemptOutcome
  /** the server's reply code, when it replied */
  code: number | null
  /** the server's own words, or what kept us from hearing any */
  answer: string
  /** host:port */
  server: string
  tookMs: number
}

/** How mail leaves this process (server/mail). */
export interface MailDoor {
  /** what the operator of the machine set in the environment, for workspaces that have nothing of their own */
  operator: MailTransport | null
  /** workspaces may name servers at private addresses */
  allowPrivate: boolean
  /** closes a secret with a key that the database does not hold; null when there is no such key here */
  seal(secret: string): string | null
  /** null when it was sealed with another key */
  open(sealed: string): string | null
  /** Gives a letter to the transport's server. Never throws: whatever happens is a Delivery. */
  give(transport: MailTransport, letter: Letter): Promise<Delivery>
}
