import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Entry, EntryGroup } from './palette-entries.ts'
import { matching, usePlaces } from './palette-entries.ts'
import { useFound } from './palette-search.ts'
import { remember, useRecent } from './palette-recent.ts'
import styles from './palette.module.css'
import { useWorkspace } from './session.ts'
import { Say, useSay } from './words.tsx'

const groups: readonly EntryGroup[] = ['recent', 'person', 'company', 'page', 'action']

/** Finds people, companies, pages and actions by a few letters; all by keyboard. */
export function Palette({ onClose, onKeys }: { onClose(): void; onKeys(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [asked] = useDebouncedValue(typed.trim(), 120)
  const places = usePlaces({ onKeys })
  const found = useFound(asked)
  const recent = useRecent()

  const waiting = found.isFetching || asked !== typed.trim()
  // what was found for the letters before stays only as far as it still fits
  const fitting = waiting ? matching(found.entries, typed) : found.entries
  const entries = typed.trim() === '' ? [...recent, ...places] : [...fitting, ...matching(places, typed)]
  const shown = groups.flatMap((group) => entries.filter((entry) => entry.group === group))
  const chosen = Math.min(at, shown.length - 1)

  const run = (entry: Entry, aside: boolean): void => {
    if (entry.href !== undefined) {
      if (entry.group === 'person' || entry.group === 'company' || entry.group === 'recent')
        remember(workspace.id, entry)
      if (aside) open(entry.href, '_blank', 'noopener')
      else void navigate({ href: entry.href })
    }
    onClose()
    entry.run?.()
  }

  const press = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined && shown.length > 0) {
      event.preventDefault()
      // one step goes round, a page stops at the ends
      const next = chosen + step
      const round = Math.abs(step) === 1 ? (next + shown.length) % shown.length : next
      setAt(Math.max(0, Math.min(shown.length - 1, round)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const entry = shown[chosen]
      if (entry) run(entry, event.metaKey || event.ctrlKey)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="10vh"
      radius={14}
      transitionProps={{ duration: 80 }}
      aria-label={say('shell.find')}
    >
      <input
        className={styles.input}
        data-autofocus
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown[chosen] ? `${id}-${chosen}` : undefined}
        aria-label={say('palette.hint')}
        placeholder={say('palette.hint')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={say('palette.results')} className={styles.list}>
        {groups.map((group) => {
          const first = shown.findIndex((entry) => entry.group === group)
          if (first < 0) return null
          return (
            <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
              <p id={`${id}-${group}`} className={styles.group}>
                <Say id={`palette.group.${group}`} />
              </p>
              {shown
                .filter((entry) => entry.group === group)
                .map((entry, index) => (
                  <Option
                    key={entry.id}
                    entry={entry}
                    id={`${id}-${first + index}`}
                    selected={first + index === chosen}
                    onPoint={() => setAt(first + index)}
                    onRun={(aside) => run(entry, aside)}
                  />
                ))}
            </div>
          )
        })}
      </div>
      <p className={styles.foot} role="status">
        {shown.length === 0 && !waiting ? (
          <Say id="palette.none" values={{ typed: typed.trim() }} />
        ) : found.failed ? (
          <Say id="palette.failed" />
        ) : (
          <Say id="palette.how" />
        )}
      </p>
    </Modal>
  )
}

interface OptionInput {
  entry: Entry
  id: string
  selected: boolean
  onPoint(): void
  onRun(aside: boolean): void
}

function Option({ entry, id, selected, onPoint, onRun }: OptionInput) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className={styles.option}
      ref={(element) => {
        if (selected) element?.scrollIntoView({ block: 'nearest' })
      }}
      onPointerMove={onPoint}
      onClick={(event) => onRun(event.metaKey || event.ctrlKey)}
    >
      <span className={styles.name}>{entry.name}</span>
      {entry.note !== undefined && <span className={styles.note}>{entry.note}</span>}
      {entry.keys !== undefined && <kbd>{entry.keys}</kbd>}
    </div>
  )
}
