import { type ReactNode, useRef } from 'react'
import styles from './scroll-x.module.css'
import { useBeyond } from './use-beyond.ts'

/** A wide table that scrolls sideways by itself where it does not fit, by keyboard too; an edge that hides more says so. */
export function ScrollX({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useBeyond(box)
  return (
    <div className={styles.frame}>
      {/* a region that scrolls must take the focus, or the keyboard cannot move it */}
      <div ref={box} className="scroll-x" tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
      <span className={styles.more} aria-hidden="true">
        ›
      </span>
    </div>
  )
}
