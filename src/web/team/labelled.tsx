import type { ReactNode } from 'react'
import type { MessageId } from '../app/language.tsx'
import { Say } from '../app/words.tsx'
import styles from './team.module.css'

/** A cell that says what it is where the table's head is left out, on small screens. */
export function Labelled({ label, children }: { label: MessageId; children: ReactNode }) {
  return (
    <>
      <span className={styles.label}>
        <Say id={label} />{' '}
      </span>
      {children}
    </>
  )
}
