import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { accountApi } from '../company/api.ts'
import { useCompanyName } from '../person/names.tsx'
import styles from './deal.module.css'

interface CompanyPickerInput {
  label: string
  onPick(company: { id: string; name: string }): void
}

/** Finds a company by the beginnings of words of its name or domain. */
export function CompanyPicker({ label, onPick }: CompanyPickerInput) {
  const nameOf = useCompanyName()
  const workspace = useWorkspace()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const search = useQuery({
    queryKey: ['accounts', workspace.id, 'pick', q],
    queryFn: ({ signal }) => accountApi.list({ q, sort: 'name', limit: 8 }, signal),
    enabled: q !== '',
  })
  return (
    <div className={styles.picker}>
      <label className="field">
        {label}
        <input
          className="plain"
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <ul className={styles.found} aria-live="polite">
        {search.data?.items.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="plain"
              onClick={() => {
                onPick({ id: row.id, name: nameOf(row) })
                setTyped('')
              }}
            >
              {nameOf(row)}
              {row.domain !== null && row.name !== '' && <span className="quiet small"> · {row.domain}</span>}
            </button>
          </li>
        ))}
        {q !== '' && search.data?.items.length === 0 && (
          <li className="quiet small">
            <Say id="deal.pick.noCompany" />
          </li>
        )}
      </ul>
    </div>
  )
}
