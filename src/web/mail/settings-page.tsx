import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MailSettings } from '#contract/mail.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { mailApi } from './mail-api.ts'
import { SettingsForm } from './settings-form.tsx'
import { TestForm } from './test-form.tsx'

/** By which server the workspace sends mail, with a test that tells what that server says. */
export function MailSettingsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayRead = useMay('mail.read')
  const settings = useQuery({
    queryKey: ['mail', 'settings', workspace.id],
    queryFn: ({ signal }) => mailApi.settings(signal),
    enabled: mayRead,
  })
  return (
    <Page title={say('mail.title')} narrow>
      <PageHead
        title={<Say id="mail.title" />}
        sentence={settings.data && <Sentence settings={settings.data} />}
        actions={
          mayRead && (
            <Link to="/settings/mail/log" className="link">
              <Say id="mail.log.open" />
            </Link>
          )
        }
      />
      {!mayRead && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="mail.askAdmin" />
          </p>
        </EmptyState>
      )}
      {mayRead && (
        <Loaded query={settings} lines={8}>
          {(data) =>
            data.demo ? (
              <Section title={<Say id="mail.demo" />}>
                <p className="quiet">
                  <Say id="mail.demo.about" />
                </p>
              </Section>
            ) : (
              <>
                <Section title={<Say id="mail.server" />} sub={<Say id="mail.server.about" />}>
                  <SettingsForm settings={data} key={data.own?.updatedAt ?? 'new'} />
                </Section>
                {(data.own ?? data.operator) && (
                  <Section title={<Say id="mail.test" />} sub={<Say id="mail.test.about" />}>
                    <TestForm settings={data} />
                  </Section>
                )}
              </>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

/** What happens to a mail now, and what stands in the outbox. */
function Sentence({ settings }: { settings: MailSettings }) {
  const { by, own, operator, demo, held } = settings
  const from = by === 'own' ? own : by === 'operator' ? operator : null
  return (
    <>
      {demo ? (
        <Say id="mail.now.demo" />
      ) : from ? (
        <Say
          id={by === 'own' ? 'mail.now.own' : 'mail.now.operator'}
          values={{ server: from.host, from: from.fromAddress }}
        />
      ) : (
        <Say id="mail.now.none" />
      )}{' '}
      {held > 0 && <Say id="mail.now.held" values={{ count: held }} />}
    </>
  )
}
