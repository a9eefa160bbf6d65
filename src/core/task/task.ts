/** What is to be done. */
export const taskKinds = [
  'call',
  'mail',
  'meeting',
  'todo',
  'handoff',
  'contract',
  'proof',
  'referral',
  'rehearsal',
] as const
export type TaskKind = (typeof taskKinds)[number]

/** Where a task came from. */
export const taskSources = ['hand', 'plan', 'trigger', 'handoff', 'proposal'] as const
export type TaskSource = (typeof taskSources)[number]

export const taskStates = ['open', 'done', 'dropped'] as const
export type TaskState = (typeof taskStates)[number]

/** Ways of getting in touch that are logged. */
export const touchKinds = ['call', 'mail', 'meeting'] as const
export type TouchKind = (typeof touchKinds)[number]

/** What came of it. */
export const touchOutcomes = {
  call: ['talked', 'call_later', 'no_answer', 'voicemail', 'wrong_number', 'refused'],
  mail: ['sent', 'replied', 'bounced'],
  meeting: ['attended', 'missed', 'moved'],
} as const satisfies Record<TouchKind, readonly string[]>
export type TouchOutcome = (typeof touchOutcomes)[TouchKind][number]

/** Outcomes in which they said something themselves: the count of attempts begins anew. */
const answered: ReadonlySet<string> = new Set(['talked', 'call_later', 'refused', 'replied', 'attended'])

export function isOutcome(kind: TouchKind, outcome: string): outcome is TouchOutcome {
  return (touchOutcomes[kind] as readonly string[]).includes(outcome)
}

/** Whether they were reached. */
export function reached(outcome: string): boolean {
  return answered.has(outcome)
}

/** Whether it was our deed; a reply and a meeting that they called off are theirs alone. */
export function isOurs(kind: TouchKind, outcome: string): boolean {
  return !(kind === 'mail' && outcome === 'replied')
}

/** The event by which a person's history knows of it (core/catalogue.ts). */
export function touchEvent(kind: TouchKind, outcome: string): string {
  if (kind === 'call') return 'call_logged'
  if (kind === 'meeting') {
    return outcome === 'attended' ? 'meeting_attended' : outcome === 'missed' ? 'meeting_missed' : 'meeting_cancelled'
  }
  return outcome === 'replied' ? 'email_replied' : outcome === 'bounced' ? 'email_bounced' : 'email_sent'
}
