import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkspaceSummary } from '#contract/session.ts'
import { api } from '../app/api.ts'
import { type Language, languageNames } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect, ZoneSelect } from '../entry/zone-currency.tsx'
import { ErrorState } from '../ui/state.tsx'
import styles from './settings.module.css'

/** Name, zone and currency of the workspace. */
export function WorkspaceForm({ workspace }: { workspace: WorkspaceSummary }) {
  const say = useSay()
  const client = useQueryClient()
  const { name, zone, currency, languages } = workspace
  const [form, setForm] = useState({ name, zone, currency, languages })
  const save = useMutation({
    mutationFn: () => api.changeWorkspace(form),
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
        <ZoneSelect value={form.zone} onChange={(chosen) => setForm({ ...form, zone: chosen })} />
        <CurrencySelect value={form.currency} onChange={(code) => setForm({ ...form, currency: code })} />
        <Checkbox.Group
          label={say('settings.languages')}
          description={say('settings.languages.about')}
          value={form.languages}
          onChange={(chosen) => setForm({ ...form, languages: chosen })}
          error={form.languages.length === 0 ? say('settings.languages.one') : undefined}
        >
          <Group mt={8}>
            {(Object.keys(languageNames) as Language[]).map((code) => (
              <Checkbox key={code} value={code} label={<span lang={code}>{languageNames[code]}</span>} />
            ))}
          </Group>
        </Checkbox.Group>
        {save.error && <ErrorState error={save.error} />}
        <div className={styles.row}>
          <Button type="submit" loading={save.isPending} disabled={form.languages.length === 0}>
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
