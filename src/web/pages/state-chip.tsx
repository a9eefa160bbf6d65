import type { PageState } from '#contract/page.ts'
import { Say } from '../app/words.tsx'
import styles from './pages.module.css'

/** Where a page stands for the public; a word, and a sign of its own. */
export function StateChip({ state }: { state: PageState }) {
  return (
    <span className={styles.chip} data-state={state}>
      <span aria-hidden="true">{signs[state]}</span> <Say id={`pages.state.${state}`} />
    </span>
  )
}

const signs: Record<PageState, string> = { draft: '○', live: '●', changed: '◐', off: '×' }
