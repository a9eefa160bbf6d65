import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../app/api.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { SettingsLinks } from '../team/settings-links.tsx'
import { Holidays } from './holidays.tsx'
import { PipelineLinks } from './pipeline-links.tsx'
import { PrivacyForm } from './privacy-form.tsx'
import { Snippets } from './snippets.tsx'
import { WorkspaceForm } from './workspace-form.tsx'
import { WriteKeys } from './write-keys.tsx'

/** How events come in, and what the workspace is called, counts in and promises its visitors. */
export function SettingsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayList = useMay('key.list')
  const mayMissing = useMay('set_aside.read')
  const mayChange = useMay('workspace.update')
  const firstSecret = useQueryClient().getQueryData<string>(['first-secret-key'])
  const keys = useQuery({
    queryKey: ['keys', workspace.id],
    queryFn: ({ signal }) => api.keys(signal),
    enabled: mayList,
  })

  return (
    <Page title={say('settings.title')}>
      <PageHead
        title={<Say id="settings.title" />}
        sentence={<Say id="settings.lead" values={{ zone: workspace.zone, currency: workspace.currency }} />}
        actions={
          mayMissing && (
            <Link to="/events/missing" className="link">
              <Say id="missing.title" />
            </Link>
          )
        }
      />
      <SettingsLinks />
      <PipelineLinks />
      {mayList && keys.isPending && <LoadingScreen />}
      {keys.error && <ErrorState error={keys.error} retry={() => void keys.refetch()} />}
      {keys.data && <Snippets keys={keys.data.keys} secret={firstSecret} />}
      {keys.data && <WriteKeys keys={keys.data.keys} />}
      {mayChange && <WorkspaceForm workspace={workspace} />}
      <PrivacyForm mayChange={mayChange} />
      <Holidays mayChange={mayChange} />
      {!mayList && (
        <p className="quiet">
          <Say id="settings.askAdmin" />
        </p>
      )}
    </Page>
  )
}
