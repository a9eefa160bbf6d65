import type { MailState } from '#contract/mail.ts'

// written out: the contract itself would bring its schemas into the first script of every screen
const states = ['waiting', 'sending', 'held', 'sent', 'failed', 'cancelled'] as const satisfies readonly MailState[]

/** What the log shows, as it stands in the address: mails of one state, and the one that is open. */
export interface MailSearch {
  state?: MailState
  mail?: string
}

export function parseMailSearch(search: Record<string, unknown>): MailSearch {
  const state = states.find((one) => one === search['state'])
  const { mail } = search
  return { ...(state ? { state } : {}), ...(typeof mail === 'string' && mail !== '' ? { mail } : {}) }
}
