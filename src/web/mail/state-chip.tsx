import type { MailState } from '#contract/mail.ts'
import { Say } from '../app/words.tsx'

/** How far a mail is, in a word; refusal is the only one in colour. */
export function StateChip({ state }: { state: MailState }) {
  return (
    <span className="chip" {...(state === 'failed' ? { 'data-kind': 'heat' } : {})}>
      <Say id={`mail.state.${state}`} />
    </span>
  )
}
