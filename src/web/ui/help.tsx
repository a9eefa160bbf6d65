import { Popover } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import styles from './help.module.css'

/** A quiet question mark beside a figure or a word that opens its definition where it stands. */
export function Help({ term }: { term: Term }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={320}
      position="bottom-start"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.mark}
          aria-label={say('help.what', { term: say(`term.${term}`) })}
          data-no-print
          onClick={(event) => {
            // the mark may stand inside a label or a heading that opens something itself
            event.preventDefault()
            event.stopPropagation()
            setOpen((was) => !was)
          }}
        >
          <span aria-hidden="true">?</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.panel} onClick={(event) => event.stopPropagation()}>
        <p className={styles.term}>
          <Say id={`term.${term}`} />
        </p>
        <p>
          <Say id={`define.${term}`} />
        </p>
        <Link to="/glossary" hash={term} className="link" onClick={() => setOpen(false)}>
          <Say id="help.more" />
        </Link>
      </Popover.Dropdown>
    </Popover>
  )
}
