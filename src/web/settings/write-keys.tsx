import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WriteKey } from '#contract/write-key.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ErrorState } from '../ui/state.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import styles from './settings.module.css'

/** The keys by which events come in. A secret one is shown once, when it is made. */
export function WriteKeys({ keys }: { keys: readonly WriteKey[] }) {
  const say = useSay()
  const format = useFormat()
  const mayCreate = useMay('key.create')
  const mayRevoke = useMay('key.revoke')
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: string) => api.revokeKey(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  })
  return (
    <section className="card">
      <header>
        <h2>
          <Say id="keys.title" />
        </h2>
        <p className="quiet small">
          <Say id="keys.about" />
        </p>
      </header>
      <ScrollX label={say('keys.title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <Say id="keys.name" />
              </th>
              <th scope="col">
                <Say id="keys.kind" />
              </th>
              <th scope="col">
                <Say id="keys.key" />
              </th>
              <th scope="col">
                <Say id="keys.used" />
              </th>
              {mayRevoke && <td />}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id} className={key.revokedAt === null ? '' : 'quiet'}>
                <th scope="row">{key.name}</th>
                <td>
                  <Say id={`keys.kind.${key.kind}`} />
                </td>
                <td className={styles.mono}>{key.shown}</td>
                <td className="quiet">
                  {key.lastUsedAt === null ? <Say id="keys.never" /> : format.dateTime(key.lastUsedAt)}
                </td>
                {mayRevoke && (
                  <td className="num">
                    {key.revokedAt === null ? (
                      <button
                        type="button"
                        className="link"
                        disabled={revoke.isPending}
                        onClick={() => revoke.mutate(key.id)}
                      >
                        <Say id="keys.revoke" />
                        <span className="hidden"> {key.name}</span>
                      </button>
                    ) : (
                      <Say id="keys.revoked" />
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {revoke.error && <ErrorState error={revoke.error} />}
      {mayCreate && <NewKey />}
    </section>
  )
}

function NewKey() {
  const say = useSay()
  const client = useQueryClient()
  const [kind, setKind] = useState<'public' | 'secret'>('secret')
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => api.createKey({ kind, name }),
    onSuccess: () => {
      setName('')
      return client.invalidateQueries({ queryKey: ['keys'] })
    },
  })
  return (
    <>
      {create.data && (
        <div className={styles.once} role="status">
          <p>
            <Say id={create.data.kind === 'secret' ? 'keys.once' : 'keys.made'} />
          </p>
          <code className={styles.mono} data-new-key>
            {create.data.key}
          </code>
          <CopyButton text={create.data.key} />
        </div>
      )}
      {create.error && <ErrorState error={create.error} />}
      <form
        className={styles.row}
        style={{ marginTop: 16 }}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <NativeSelect
          label={say('keys.kind')}
          value={kind}
          data={[
            { value: 'secret', label: say('keys.kind.secret') },
            { value: 'public', label: say('keys.kind.public') },
          ]}
          onChange={(event) => setKind(event.currentTarget.value === 'public' ? 'public' : 'secret')}
        />
        <TextInput
          required
          maxLength={100}
          label={say('keys.name')}
          placeholder={say('keys.name.hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={create.isPending}>
          <Say id="keys.create" />
        </Button>
      </form>
    </>
  )
}
