import type { MailDoor, MailTransport } from '#actions/mail-door.ts'
import { createSeal } from './seal.ts'
import { giveBySmtp } from './smtp.ts'

export interface MailDoorOptions {
  /** by the operator's settings (config.ts) */
  operator?: MailTransport | null
  allowPrivate?: boolean
  /** HOURGLASS_SECRET */
  secret?: string | null
  /** where the key of sealed secrets is kept when there is no HOURGLASS_SECRET */
  folder?: string | null
  ca?: string
  connectMs?: number
  silenceMs?: number
}

/** How mail leaves this process. */
export function createMailDoor(options: MailDoorOptions): MailDoor {
  const { operator = null, allowPrivate = false, secret = null, folder = null, ca } = options
  const limits = {
    allowPrivate,
    ...(ca === undefined ? {} : { ca }),
    connectMs: options.connectMs ?? 15_000,
    silenceMs: options.silenceMs ?? 60_000,
  }
  return {
    operator,
    allowPrivate,
    ...createSeal({ secret, folder }),
    give: (transport, letter) => giveBySmtp(transport, letter, limits),
  }
}
