import { useState } from 'react'
import type { ImportKind } from '#core/import/mapping.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './imports.module.css'
import { ownRoom, targetGroups } from './mapping.ts'
import { useTargetName } from './target-name.ts'

interface TargetSelectInput {
  kind: ImportKind
  header: string
  /** '' leaves the column out */
  value: string
  onChange(to: string): void
}

const own = '…'

/** What a column becomes: what the field knows, a name of one's own, or nothing. */
export function TargetSelect({ kind, header, value, onChange }: TargetSelectInput) {
  const say = useSay()
  const targetName = useTargetName()
  const groups = targetGroups(kind)
  const listed = value === '' || groups.some(({ targets }) => targets.includes(value))
  const [writing, setWriting] = useState(false)
  const [name, setName] = useState('')
  return (
    <span className={styles.target}>
      <select
        className="plain"
        aria-label={say('imports.becomes.of', { header })}
        value={writing ? own : value}
        onChange={(event) => {
          const to = event.currentTarget.value
          setWriting(to === own)
          if (to === own) setName(header)
          else onChange(to)
        }}
      >
        <option value="">{say('imports.becomes.nothing')}</option>
        {!listed && <option value={value}>{targetName(value, kind)}</option>}
        {groups.map(({ group, targets }) => (
          <optgroup key={group} label={say(`imports.group.${group}`)}>
            {targets.map((target) => (
              <option key={target} value={target}>
                {targetName(target, kind)}
              </option>
            ))}
          </optgroup>
        ))}
        {ownRoom(kind) !== null && <option value={own}>{say('imports.becomes.own')}</option>}
      </select>
      {writing && (
        <form
          className={styles.target}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() === '') return
            setWriting(false)
            onChange(`${ownRoom(kind) ?? ''}.${name.trim()}`)
          }}
        >
          <input
            className="plain"
            aria-label={say('imports.becomes.name')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" className="link">
            <Say id="imports.becomes.take" />
          </button>
        </form>
      )}
    </span>
  )
}
