import { useEffect, useRef, useState } from 'react'
import type { Condition } from '#core/rule.ts'
import { Say, useSay } from '../app/words.tsx'
import { changed, conditionOf, draftOf, newGroup, newLine, modes } from './draft.ts'
import type { Group, Item, Mode } from './draft.ts'
import styles from './filter.module.css'
import { LineEditor, PlainContext } from './line-editor.tsx'

interface FilterBuilderInput {
  condition: Condition | null
  /** what people did is not asked: what is kept of a person must be enough */
  plain?: boolean
  /** of what is finished; null for nothing asked */
  onChange(condition: Condition | null): void
}

/** Edits a condition as groups of lines. Lines that are not finished yet stay on the screen and are not asked. */
export function FilterBuilder({ condition, plain = false, onChange }: FilterBuilderInput) {
  const [draft, setDraft] = useState(() => draftOf(condition))
  const said = useRef(JSON.stringify(condition))
  useEffect(() => {
    // another condition came from outside: a view, the address
    const text = JSON.stringify(condition)
    if (text === said.current) return
    said.current = text
    setDraft(draftOf(condition))
  }, [condition])
  const change = (next: Group) => {
    setDraft(next)
    const made = conditionOf(next)
    const text = JSON.stringify(made)
    if (text === said.current) return
    said.current = text
    onChange(made)
  }
  return (
    <PlainContext value={plain}>
      <GroupEditor group={draft} top onChange={change} onRemove={() => change(newGroup())} />
    </PlainContext>
  )
}

interface GroupInput {
  group: Group
  top?: boolean
  onChange(group: Group): void
  onRemove(): void
}

function GroupEditor({ group, top = false, onChange, onRemove }: GroupInput) {
  const say = useSay()
  const box = useRef<HTMLFieldSetElement>(null)
  const add = (item: Item) => {
    onChange({ ...group, items: [...group.items, item] })
    // the new line takes the keyboard
    requestAnimationFrame(() => {
      const pickers = box.current?.querySelectorAll<HTMLSelectElement>('select[data-what]')
      pickers?.[pickers.length - 1]?.focus()
    })
  }
  const remove = (key: number) => {
    onChange(changed(group, key, null))
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('button[data-add]')?.focus())
  }
  return (
    <fieldset ref={box} className={top ? styles.top : styles.group}>
      <legend className="hidden">{say('filter.group')}</legend>
      <div className={styles.mode}>
        <select
          className="plain"
          aria-label={say('filter.mode')}
          value={group.mode}
          onChange={(event) => onChange({ ...group, mode: event.currentTarget.value as Mode })}
        >
          {modes.map((mode) => (
            <option key={mode} value={mode}>
              {say(`filter.mode.${mode}`)}
            </option>
          ))}
        </select>
        {!top && (
          <button type="button" className="link small" onClick={onRemove}>
            <Say id="filter.removeGroup" />
          </button>
        )}
      </div>
      {group.items.length > 0 && (
        <ul className={styles.items}>
          {group.items.map((item) => (
            <li key={item.key}>
              {item.kind === 'group' ? (
                <GroupEditor
                  group={item}
                  onChange={(next) => onChange(changed(group, item.key, next))}
                  onRemove={() => remove(item.key)}
                />
              ) : (
                <div className={styles.row}>
                  <LineEditor
                    leaf={item.leaf}
                    onChange={(leaf) => onChange(changed(group, item.key, { ...item, leaf }))}
                  />
                  <button
                    type="button"
                    className={styles.remove}
                    aria-label={say('filter.remove')}
                    title={say('filter.remove')}
                    onClick={() => remove(item.key)}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.adds}>
        <button
          type="button"
          className="link small"
          data-add
          onClick={() => add(newLine({ field: '', op: 'is', value: '' }))}
        >
          <Say id="filter.add" />
        </button>
        <button
          type="button"
          className="link small"
          onClick={() =>
            add(newGroup(group.mode === 'any' ? 'all' : 'any', [newLine({ field: '', op: 'is', value: '' })]))
          }
        >
          <Say id="filter.addGroup" />
        </button>
      </div>
    </fieldset>
  )
}
