import { lazy, Suspense, useId, useRef, useState } from 'react'
import { useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import styles from './help.module.css'

const loadPanel = () => import('./help-panel.tsx')
const HelpPanel = lazy(() => loadPanel().then((file) => ({ default: file.HelpPanel })))

/** A quiet question mark beside a figure or a word that opens its definition where it stands. */
export function Help({ term }: { term: Term }) {
  const say = useSay()
  const id = useId()
  const mark = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  // pressing the mark of an open panel is a press outside of it, which closes it before the click comes
  const openWhenPressed = useRef(false)
  const close = () => {
    setOpen(false)
    mark.current?.focus({ preventScroll: true })
  }
  return (
    <>
      <button
        ref={mark}
        type="button"
        className={styles.mark}
        aria-label={say('help.what', { term: say(`term.${term}`) })}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-no-print
        onPointerEnter={() => void loadPanel()}
        onPointerDown={() => (openWhenPressed.current = open)}
        onClick={(event) => {
          // the mark may stand inside a label or a heading that opens something itself
          event.preventDefault()
          event.stopPropagation()
          setOpen(!openWhenPressed.current)
          openWhenPressed.current = false
        }}
      >
        <span aria-hidden="true">?</span>
      </button>
      <Suspense>{open && <HelpPanel id={id} term={term} close={close} />}</Suspense>
    </>
  )
}
