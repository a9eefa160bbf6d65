const minute = 60_000
const longestPause = 240
/** With the pauses below, about three days after the first attempt, as mail servers do. */
export const mostAttempts = 25

/** Milliseconds to wait after attempt `number` (1 is the first): 1, 2, 4 … minutes, four hours at most. */
export function pauseAfter(number: number): number {
  return Math.min(2 ** Math.max(0, number - 1), longestPause) * minute
}

/** When to try again after so many attempts, in epoch ms; null: give up. */
export function nextAttempt(attempts: number, now: number): number | null {
  return attempts >= mostAttempts ? null : now + pauseAfter(attempts)
}

export type AttemptOutcome = 'sent' | 'temporary' | 'permanent'

/** Where in the conversation a server refused. */
export type SmtpStep = 'connect' | 'secure' | 'sign_in' | 'sender' | 'recipient' | 'message'

/**
 * What an answer means for this mail (RFC 5321, 4.2.1): 5xx to the recipient or the message is for good. 5xx before
 * that (a refused password, a sender's address that is not ours) speaks of the transport, not of the mail, which may go
 * when that is mended; so does no answer at all.
 */
export function outcomeOf(code: number | null, step: SmtpStep): AttemptOutcome {
  if (code !== null && code >= 500 && (step === 'recipient' || step === 'message')) return 'permanent'
  return 'temporary'
}
