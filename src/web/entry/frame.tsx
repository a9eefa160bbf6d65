import type { ReactNode } from 'react'
import { LanguageSwitch, SchemeSwitch } from '../app/preferences.tsx'
import { Brand } from '../ui/brand.tsx'
import styles from './entry.module.css'

/** The frame of the screens before the sign-in. */
export function EntryFrame({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <Brand />
        </span>
        <div className={styles.tools}>
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </header>
      <main className={styles.body}>{children}</main>
    </div>
  )
}
