import type { ReactNode } from 'react'
import type { Term } from '../glossary/terms.ts'
import { Help } from './help.tsx'
import styles from './page.module.css'
import { useTitle } from './title.ts'

interface PageInput {
  /** of the browser's tab and history */
  title: string
  /** reading width: forms and prose; otherwise as wide as the room */
  narrow?: boolean
  /** printed on paper laid on its side: for wide tables */
  wide?: boolean
  children: ReactNode
}

/** One screen: PageHead, then Sections. */
export function Page({ title, narrow = false, wide = false, children }: PageInput) {
  useTitle(title)
  return (
    <div className={narrow ? styles.narrow : styles.page} {...(wide ? { 'data-paper': 'wide' } : {})}>
      {children}
    </div>
  )
}

interface PageHeadInput {
  title: ReactNode
  /** one sentence: what changed and what to do */
  sentence?: ReactNode
  /** what the page is counted over: period, zone, model; stands in a pill */
  scope?: ReactNode
  /** the page's buttons; the primary one last */
  actions?: ReactNode
  help?: Term
}

/** The opening of a page: its name, the sentence that sums it up, its actions. */
export function PageHead({ title, sentence, scope, actions, help }: PageHeadInput) {
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 tabIndex={-1}>
          {title}
          {help !== undefined && <Help term={help} />}
        </h1>
        {sentence !== undefined && <p>{sentence}</p>}
      </div>
      {(scope !== undefined || actions !== undefined) && (
        <div className={styles.tools}>
          {scope !== undefined && <span className={styles.scope}>{scope}</span>}
          {actions !== undefined && (
            <div className={styles.actions} data-no-print>
              {actions}
            </div>
          )}
        </div>
      )}
    </header>
  )
}

interface SectionInput {
  title: ReactNode
  /** a quieter sentence under the title */
  sub?: ReactNode
  /** at the right of the title */
  actions?: ReactNode
  help?: Term
  /** anchor, also what names the section for screen readers */
  id?: string
  /** without the card's border: where things are not apart */
  bare?: boolean
  busy?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A part of a page, named by its heading. */
export function Section({ title, sub, actions, help, id, bare = false, busy, className, children }: SectionInput) {
  const names = [bare ? styles.bare : 'card', className].filter((name) => name !== undefined).join(' ')
  return (
    <section
      className={names}
      {...(id === undefined ? {} : { id })}
      {...(busy === undefined ? {} : { 'aria-busy': busy })}
    >
      <header className={styles.sectionHead}>
        <div>
          <h2>
            {title}
            {help !== undefined && <Help term={help} />}
          </h2>
          {sub !== undefined && <p className="quiet small">{sub}</p>}
        </div>
        {actions !== undefined && <div data-no-print>{actions}</div>}
      </header>
      {children}
    </section>
  )
}
