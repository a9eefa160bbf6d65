import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../app/api.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { SettingsLinks } from '../team/settings-links.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { WriteKeys } from './write-keys.tsx'
import { Snippets } from './snippets.tsx'
import { WorkspaceForm } from './workspace-form.tsx'

/** How events come in, and what the workspace is called and counts in. */
export function SettingsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayList = useMay('key.list')
  const mayMissing = useMay('set_aside.read')
  const mayChange = useMay('workspace.update')
  useTitle(say('settings.title'))
  const firstSecret = useQueryClient().getQueryData<string>(['first-secret-key'])
  const keys = useQuery({
    queryKey: ['keys', workspace.id],
    queryFn: ({ signal }) => api.keys(signal),
    enabled: mayList,
  })

  return (
    <>
      <header className="head">
        <div>
          <h1>
            <Say id="settings.title" />
          </h1>
          <p>
            <Say id="settings.lead" values={{ zone: workspace.zone, currency: workspace.currency }} />
          </p>
        </div>
        {mayMissing && (
          <Link to="/settings/missing" className="link">
            <Say id="missing.title" />
          </Link>
        )}
      </header>
      <div className="stack">
        {mayList && keys.isPending && <LoadingScreen />}
        {keys.error && <ErrorState error={keys.error} retry={() => void keys.refetch()} />}
        {keys.data && <Snippets keys={keys.data.keys} secret={firstSecret} />}
        {keys.data && <WriteKeys keys={keys.data.keys} />}
        {mayChange && <WorkspaceForm workspace={workspace} />}
        <SettingsLinks />
        {!mayList && (
          <p className="quiet">
            <Say id="settings.askAdmin" />
          </p>
        )}
      </div>
    </>
  )
}
