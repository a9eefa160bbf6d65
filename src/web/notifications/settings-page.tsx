import { Radio } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { digestFrequencies, type DigestFrequency, type NotificationSettings } from '#contract/notification.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { ErrorState, Loaded } from '../ui/state.tsx'
import { notificationsApi } from './notifications-api.ts'
import styles from './notifications.module.css'

/** How often one hears by mail what is new. */
export function NotificationSettingsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const settings = useQuery({
    queryKey: ['notifications', 'settings', workspace.id],
    queryFn: ({ signal }) => notificationsApi.settings(signal),
  })
  return (
    <Page title={say('digest.title')} narrow>
      <PageHead title={<Say id="digest.title" />} sentence={<Say id="digest.lead" />} />
      <Loaded query={settings} lines={6}>
        {(data) => (
          <>
            <Choice settings={data} />
            <FormMails settings={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Choice({ settings }: { settings: NotificationSettings }) {
  const say = useSay()
  const client = useQueryClient()
  const { demo } = useWorkspace()
  const maySetUp = useMay('mail.change')
  const choose = useMutation({
    mutationFn: (digest: DigestFrequency) => notificationsApi.choose({ digest }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications', 'settings'] }),
  })
  const chosen = choose.isPending ? choose.variables : settings.digest
  return (
    <Section
      title={<Say id="digest.how" />}
      sub={<Say id="digest.where" values={{ email: settings.email, zone: settings.zone }} />}
      busy={choose.isPending}
    >
      <Radio.Group
        value={chosen}
        onChange={(value) => {
          const digest = digestFrequencies.find((one) => one === value)
          if (digest) choose.mutate(digest)
        }}
        aria-label={say('digest.how')}
      >
        <div className={styles.choices}>
          {digestFrequencies.map((one) => (
            <Radio
              key={one}
              value={one}
              label={say(`digest.${one}`)}
              description={say(`digest.about.${one}`)}
              classNames={{ description: styles.about ?? '' }}
            />
          ))}
        </div>
      </Radio.Group>
      {choose.error && <ErrorState error={choose.error} />}
      {choose.isSuccess && (
        <p role="status" className="quiet">
          <Say id="digest.saved" />
        </p>
      )}
      {!settings.sends && (
        <p className={styles.silent}>
          <Say id={demo ? 'digest.demo' : 'digest.noMail'} />{' '}
          {maySetUp && !demo && (
            <Link to="/settings/mail" className="link">
              <Say id="mail.setUp" />
            </Link>
          )}
        </p>
      )}
    </Section>
  )
}

/** Whether one is mailed of what forms brought. */
function FormMails({ settings }: { settings: NotificationSettings }) {
  const client = useQueryClient()
  const choose = useMutation({
    mutationFn: (forms: boolean) => notificationsApi.choose({ forms }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications', 'settings'] }),
  })
  return (
    <Section title={<Say id="digest.forms" />} sub={<Say id="digest.forms.about" />} busy={choose.isPending}>
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={choose.isPending ? choose.variables : settings.forms}
          onChange={(event) => choose.mutate(event.currentTarget.checked)}
        />
        <Say id="digest.forms.mail" />
      </label>
      {choose.error && <ErrorState error={choose.error} />}
      {choose.isSuccess && (
        <p role="status" className="quiet">
          <Say id="digest.saved" />
        </p>
      )}
    </Section>
  )
}
