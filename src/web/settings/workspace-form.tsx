import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkspaceSummary } from '#contract/session.ts'
import { api } from '../app/api.ts'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect, ZoneSelect } from '../entry/zone-currency.tsx'
import { ErrorState } from '../ui/state.tsx'
import styles from './settings.module.css'

/** Name, zone and currency of the workspace. */
export function WorkspaceForm({ workspace }: { workspace: WorkspaceSummary }) {
  const say = useSay()
  const client = useQueryClient()
  const [form, setForm] = useState({ name: workspace.name, zone: workspace.zone, currency: workspace.currency })
  const save = useMutation({
    mutationFn: () => api.changeWorkspace({ ...form, languages: workspace.languages }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="card">
      <header>
        <h2>
          <Say id="settings.workspace" />
        </h2>
      </header>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextInput
          required
          label={say('setup.company')}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        />
        <ZoneSelect value={form.zone} onChange={(zone) => setForm({ ...form, zone })} />
        <CurrencySelect value={form.currency} onChange={(currency) => setForm({ ...form, currency })} />
        {save.error && <ErrorState error={save.error} />}
        <div className={styles.row}>
          <Button type="submit" loading={save.isPending}>
            <Say id="settings.save" />
          </Button>
          {save.isSuccess && (
            <span role="status" className="quiet">
              <Say id="settings.saved" />
            </span>
          )}
        </div>
      </form>
    </section>
  )
}
