import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PrivacySettings } from '#contract/settings.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { settingsApi } from './settings-api.ts'
import styles from './settings.module.css'

const parts = ['honourDnt', 'honourGpc', 'cookieless', 'consentRequired'] as const satisfies (keyof PrivacySettings)[]

/** How visitors are treated who said nothing, or said no. Each switch holds at once, with a way back. */
export function PrivacyForm({ mayChange }: { mayChange: boolean }) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const key = ['workspace', workspace.id, 'privacy']
  const privacy = useQuery({ queryKey: key, queryFn: ({ signal }) => settingsApi.privacy(signal) })
  const change = useMutation({
    mutationFn: settingsApi.changePrivacy,
    onSuccess: (after) => client.setQueryData(key, after),
    onError: undo.failed,
  })
  const { data } = privacy
  const set = (part: (typeof parts)[number], on: boolean): void => {
    if (!data) return
    change.mutate(
      { ...data, [part]: on },
      {
        onSuccess: () =>
          undo.done(say('privacy.saved'), async () => {
            client.setQueryData(key, await settingsApi.changePrivacy(data))
          }),
      },
    )
  }
  return (
    <Section id="privacy" title={<Say id="privacy.title" />} sub={<Say id="privacy.about" />}>
      {privacy.isPending && <LoadingScreen />}
      {privacy.error && <ErrorState error={privacy.error} retry={() => void privacy.refetch()} />}
      {data && (
        <div className={styles.switches}>
          {parts.map((part) => (
            <Switch
              key={part}
              checked={data[part]}
              disabled={!mayChange || change.isPending}
              label={say(`privacy.${part}`)}
              description={say(`privacy.why.${part}`)}
              onChange={(event) => set(part, event.currentTarget.checked)}
            />
          ))}
        </div>
      )}
    </Section>
  )
}
