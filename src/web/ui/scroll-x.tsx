import type { ReactNode } from 'react'

/** A wide table that scrolls sideways by itself on small screens, by keyboard too. */
export function ScrollX({ label, children }: { label: string; children: ReactNode }) {
  return (
    // a region that scrolls must take the focus, or the keyboard cannot move it
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  )
}
