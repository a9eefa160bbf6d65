import type { SlotState } from '#contract/slot.ts'
import { Say } from '../app/words.tsx'
import styles from '../pages/pages.module.css'

/** Where a slot stands for those who come; a word, and a sign of its own. */
export function SlotChip({ state }: { state: SlotState }) {
  return (
    <span className={styles.chip} data-state={state}>
      <span aria-hidden="true">{signs[state]}</span> <Say id={`slots.state.${state}`} />
    </span>
  )
}

const signs: Record<SlotState, string> = { draft: '○', live: '●', changed: '◐', off: '×' }
