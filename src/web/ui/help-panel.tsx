import { Popover } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Say, useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import styles from './help.module.css'

/** The definition of a term under the mark that it stands behind; loaded when somebody asks. */
export function HelpPanel({ id, term, close }: { id: string; term: Term; close(): void }) {
  const say = useSay()
  return (
    <Popover
      opened
      onChange={(open) => open || close()}
      width={320}
      position="bottom-start"
      // it begins under the mark, which is 24 px wide
      offset={{ mainAxis: 8, crossAxis: -24 }}
      shadow="md"
      trapFocus
      // the mark says what it opens; the place beside it says nothing
      withRoles={false}
    >
      <Popover.Target>
        <span className={styles.place} />
      </Popover.Target>
      <Popover.Dropdown
        id={id}
        role="dialog"
        aria-label={say(`term.${term}`)}
        className={styles.panel}
        onClick={(event) => event.stopPropagation()}
      >
        <p className={styles.term}>
          <Say id={`term.${term}`} />
        </p>
        <p>
          <Say id={`define.${term}`} />
        </p>
        <Link to="/glossary" hash={term} className="link" onClick={close}>
          <Say id="help.more" />
        </Link>
      </Popover.Dropdown>
    </Popover>
  )
}
