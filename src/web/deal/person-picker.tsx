import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { accountApi } from '../company/api.ts'
import { usePersonName } from '../person/names.tsx'
import styles from './deal.module.css'

export interface Picked {
  id: string
  name: string
  title: string | null
}

interface PersonPickerInput {
  label: string
  /** people of this company stand first, before anything is typed */
  accountId: string | null
  /** who is there already */
  without: readonly string[]
  onPick(person: Picked): void
  autoFocus?: boolean
}

/** Finds somebody: the company's people first, then anybody by name, mail address or company. */
export function PersonPicker({ label, accountId, without, onPick, autoFocus = false }: PersonPickerInput) {
  const nameOf = usePersonName()
  const workspace = useWorkspace()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const colleagues = useQuery({
    queryKey: ['accounts', workspace.id, accountId, 'people', 'pick'],
    queryFn: ({ signal }) => accountApi.people(accountId ?? '', { limit: 20 }, signal),
    enabled: accountId !== null,
  })
  const search = useQuery({
    queryKey: ['people', workspace.id, 'pick', q],
    queryFn: ({ signal }) => api.people({ q, limit: 12 }, signal),
    enabled: q !== '',
  })
  const ofCompany = colleagues.data?.items ?? []
  const found =
    q === ''
      ? ofCompany.map((one) => ({ ...one, account: null }))
      : (search.data?.items ?? []).toSorted(
          (a, b) => Number(b.account?.id === accountId) - Number(a.account?.id === accountId),
        )
  const rows = found.filter(({ id }) => !without.includes(id)).slice(0, 8)
  return (
    <div className={styles.picker}>
      <label className="field">
        {label}
        <input
          className="plain"
          type="search"
          data-autofocus={autoFocus || undefined}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <ul className={styles.found} aria-live="polite">
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="plain"
              onClick={() => {
                onPick({ id: row.id, name: nameOf(row), title: row.title })
                setTyped('')
              }}
            >
              {nameOf(row)}
              <span className="quiet small">
                {[row.title, row.account?.name, row.name === null ? null : row.email]
                  .filter((part) => part !== null && part !== undefined && part !== '')
                  .map((part) => ` · ${part}`)
                  .join('')}
              </span>
            </button>
          </li>
        ))}
        {q !== '' && search.data && rows.length === 0 && (
          <li className="quiet small">
            <Say id="deal.pick.nobody" />
          </li>
        )}
      </ul>
    </div>
  )
}
