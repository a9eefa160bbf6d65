import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey, CreatedApiKey } from '#contract/api-key.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePermissionName } from '../team/permission-name.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { ApiKeyForm } from './api-key-form.tsx'
import { apiKeysApi } from './api-keys-api.ts'
import styles from './settings.module.css'

/** Keys by which programs ask and change things, each within its scopes and its holder's role. */
export function ApiKeysPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const mayCreate = useMay('api_key.create')
  const key = ['api-keys', workspace.id]
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => apiKeysApi.list(signal) })
  const [made, setMade] = useState<CreatedApiKey | null>(null)
  return (
    <Page title={say('apiKeys.title')}>
      <PageHead title={<Say id="apiKeys.title" />} sentence={<Say id="apiKeys.lead" />} />
      {made && <MadeKey made={made} onClose={() => setMade(null)} />}
      <Loaded query={query} lines={6}>
        {({ keys }) =>
          keys.length === 0 ? (
            <EmptyState title={<Say id="apiKeys.none" />}>
              <p>
                <Say id={mayCreate ? 'apiKeys.none.next' : 'apiKeys.none.viewer'} />
              </p>
            </EmptyState>
          ) : (
            <Section title={<Say id="apiKeys.list" />}>
              <Keys keys={keys} />
            </Section>
          )
        }
      </Loaded>
      {mayCreate && (
        <Section title={<Say id="apiKeys.make" />} sub={<Say id="apiKeys.make.about" />}>
          <ApiKeyForm
            onMade={(created) => {
              setMade(created)
              scrollTo({ top: 0 })
              void client.invalidateQueries({ queryKey: key })
            }}
          />
        </Section>
      )}
    </Page>
  )
}

function MadeKey({ made, onClose }: { made: CreatedApiKey; onClose(): void }) {
  const curl = `curl ${location.origin}/api/funnel -H 'authorization: Bearer ${made.key}'`
  return (
    <div className={styles.once} role="status">
      <p>
        <Say id="apiKeys.once" values={{ name: made.name }} />
      </p>
      <code className={styles.mono} style={{ overflowWrap: 'anywhere' }} data-new-api-key>
        {made.key}
      </code>
      {made.scopes.includes('funnel.read') && <pre className={styles.code}>{curl}</pre>}
      <div className={styles.row}>
        <CopyButton text={made.key} />
        <Button variant="default" size="xs" onClick={onClose}>
          <Say id="state.close" />
        </Button>
      </div>
    </div>
  )
}

function Keys({ keys }: { keys: readonly ApiKey[] }) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<ApiKey>[] = [
    {
      id: 'name',
      head: <Say id="keys.name" />,
      rowHead: true,
      cell: (key) => (
        <span className={key.state === 'active' ? '' : 'quiet'}>
          {key.name}
          <br />
          <span className={`quiet ${styles.mono}`}>{key.shown}</span>
        </span>
      ),
    },
    {
      id: 'holder',
      head: <Say id="apiKeys.holder" />,
      wide: true,
      cell: (key) => (
        <>
          <Say id={`apiKeys.kind.${key.kind}`} />
          <br />
          <span className="quiet">{key.holder.name}</span>
        </>
      ),
    },
    { id: 'scopes', head: <Say id="apiKeys.scopes" />, cell: (key) => <Scopes apiKey={key} /> },
    {
      id: 'until',
      head: <Say id="apiKeys.until" />,
      wide: true,
      cell: (key) => (key.expiresAt === null ? <Say id="apiKeys.forever" /> : format.date(key.expiresAt)),
    },
    {
      id: 'used',
      head: <Say id="keys.used" />,
      wide: true,
      cell: (key) => (key.lastUsedAt === null ? <Say id="keys.never" /> : format.dateTime(key.lastUsedAt)),
    },
    {
      id: 'acts',
      head: (
        <span className="hidden">
          <Say id="team.acts" />
        </span>
      ),
      num: true,
      cell: (key) => <KeyState apiKey={key} />,
    },
  ]
  return <Table label={say('apiKeys.list')} columns={columns} rows={keys} keyOf={({ id }) => id} />
}

function Scopes({ apiKey }: { apiKey: ApiKey }) {
  const say = useSay()
  const permissionName = usePermissionName()
  const { scopes, withheld, holder } = apiKey
  return (
    <details>
      <summary>
        <Say id="apiKeys.scopes.count" values={{ count: scopes.length }} />
        {withheld.length > 0 && (
          <>
            {' '}
            <span className="chip">
              <Say id="apiKeys.withheld" values={{ count: withheld.length }} />
            </span>
          </>
        )}
      </summary>
      <ul className="small">
        {scopes.map((scope) => (
          <li key={scope} className={withheld.includes(scope) ? 'quiet' : ''}>
            {permissionName(scope)}
            {withheld.includes(scope) && ` · ${say('apiKeys.withheld.why', { name: holder.name })}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const say = useSay()
  const { id: workspaceId } = useWorkspace()
  const mayRevoke = useMay('api_key.revoke')
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const { id, name, state } = apiKey
  const revoke = useMutation({
    mutationFn: () => apiKeysApi.revoke(id),
    onSuccess: () => done(say('apiKeys.revoked', { name })),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['api-keys', workspaceId] }),
  })
  if (state === 'revoked') return <Say id="keys.revoked" />
  if (state === 'expired') return <Say id="apiKeys.expired" />
  if (!mayRevoke) return null
  return (
    <Button
      variant="default"
      size="xs"
      loading={revoke.isPending}
      aria-label={say('apiKeys.revoke.named', { name })}
      onClick={() => revoke.mutate()}
    >
      <Say id="keys.revoke" />
    </Button>
  )
}
