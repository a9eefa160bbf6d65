import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type CreatedApiKey, scopesOf } from '#contract/api-key.ts'
import { may, type Permission } from '#core/permission.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { usePermissionName } from '../team/permission-name.ts'
import { permissionGroups } from '../team/permission-groups.ts'
import { apiKeysApi } from './api-keys-api.ts'
import styles from './api-keys.module.css'

const lives = [30, 90, 365, null] as const

/** Whose it is, for how long, and what it may do: never more than its maker. */
export function ApiKeyForm({ onMade }: { onMade(made: CreatedApiKey): void }) {
  const say = useSay()
  const mayService = useMay('api_key.service')
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'personal' | 'service'>('personal')
  const [days, setDays] = useState<number | null>(90)
  const [scopes, setScopes] = useState<readonly Permission[]>([])
  const create = useMutation({
    mutationFn: () => apiKeysApi.create({ kind, name, days, scopes: [...scopes] }),
    onSuccess: (made) => {
      setName('')
      setScopes([])
      onMade(made)
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <div className={styles.fields}>
        <TextInput
          required
          maxLength={100}
          label={say('keys.name')}
          placeholder={say('keys.name.hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {mayService && (
          <NativeSelect
            label={say('apiKeys.whose')}
            value={kind}
            data={(['personal', 'service'] as const).map((value) => ({ value, label: say(`apiKeys.kind.${value}`) }))}
            onChange={(event) => {
              const chosen = event.currentTarget.value === 'service' ? 'service' : 'personal'
              setKind(chosen)
              setScopes((now) => now.filter((scope) => scopesOf(chosen).includes(scope)))
            }}
          />
        )}
        <NativeSelect
          label={say('apiKeys.until')}
          value={String(days)}
          data={lives.map((value) => ({
            value: String(value),
            label: value === null ? say('apiKeys.forever') : say('apiKeys.days', { count: value }),
          }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            setDays(chosen === 'null' ? null : Number(chosen))
          }}
        />
      </div>
      <p className="quiet small">
        <Say id={`apiKeys.about.${kind}`} />
      </p>
      <ScopeChoice kind={kind} chosen={scopes} onChoose={setScopes} />
      {create.error && <Refusal error={create.error} />}
      <Button type="submit" loading={create.isPending} disabled={scopes.length === 0} style={{ justifySelf: 'start' }}>
        <Say id="apiKeys.create" />
      </Button>
    </form>
  )
}

interface ScopeChoiceInput {
  kind: 'personal' | 'service'
  chosen: readonly Permission[]
  onChoose(scopes: readonly Permission[]): void
}

function ScopeChoice({ kind, chosen, onChoose }: ScopeChoiceInput) {
  const say = useSay()
  const permissionName = usePermissionName()
  const { role } = useWorkspace()
  const mine = scopesOf(kind).filter((scope) => may(role, scope))
  const reading = mine.filter((scope) => /\.(read|list)$/.test(scope))
  return (
    <fieldset className={styles.scopes}>
      <legend>
        <Say id="apiKeys.scopes" />
      </legend>
      <div className={styles.quick}>
        <button type="button" className="link small" onClick={() => onChoose(reading)}>
          <Say id="apiKeys.scopes.reading" />
        </button>
        <button type="button" className="link small" onClick={() => onChoose([])}>
          <Say id="apiKeys.scopes.nothing" />
        </button>
      </div>
      <div className={styles.groups}>
        {permissionGroups(mine).map(({ group, rows }) => (
          <div key={group} role="group" aria-label={say(`permissionGroup.${group}`)}>
            <h3>{say(`permissionGroup.${group}`)}</h3>
            {rows.map((scope) => (
              <Checkbox
                key={scope}
                size="sm"
                label={permissionName(scope)}
                checked={chosen.includes(scope)}
                onChange={(event) =>
                  onChoose(event.currentTarget.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
                }
              />
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  )
}
