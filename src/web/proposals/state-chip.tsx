import type { ProposalState } from '#core/proposal/document.ts'
import { useSay } from '../app/words.tsx'
import styles from './proposals.module.css'

const signs: Record<ProposalState, string> = {
  draft: '✎',
  sent: '→',
  opened: '◉',
  accepted: '✓',
  declined: '✕',
  expired: '⏱',
  withdrawn: '↩',
  superseded: '⇢',
}

/** Where a proposal stands: a sign and a word, the accepted in the colour of the sale. */
export function StateChip({ state }: { state: ProposalState }) {
  const say = useSay()
  return (
    <span
      className={`chip ${styles.state}`}
      data-state={state}
      {...(state === 'accepted' ? { 'data-kind': 'sale' } : {})}
    >
      <span aria-hidden="true">{signs[state]} </span>
      {say(`proposals.state.${state}`)}
    </span>
  )
}
