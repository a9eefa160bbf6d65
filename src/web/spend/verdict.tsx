import type { CpaRow } from '#contract/spend.ts'
import { Say } from '../app/words.tsx'
import styles from './spend.module.css'

const signs = { within: '✓', above: '▲', unclear: '~', too_few: '…' } as const

/** Whether the cost keeps to the target: a sign and a word, never colour alone. */
export function Verdict({ of }: { of: NonNullable<CpaRow['verdict']> }) {
  return (
    <span className={styles.verdict} data-verdict={of}>
      <span aria-hidden="true">{signs[of]} </span>
      <Say id={`spend.verdict.${of}`} />
    </span>
  )
}
