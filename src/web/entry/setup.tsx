import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { type Language, languageNames, useLanguage } from '../app/language.tsx'
import { sessionQuery } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'
import { Refusal, refusedField } from './refusal.tsx'
import { RefusedLink } from './refused-link.tsx'
import { CurrencySelect, ZoneSelect } from './zone-currency.tsx'

const route = getRouteApi('/setup/$token')

/** Where most readers of each language pay; a guess that the form shows. */
const currencyOf: Record<Language, string> = { en: 'USD', ko: 'KRW', ru: 'RUB' }

export function Setup() {
  const { token } = route.useParams()
  const check = useQuery({ queryKey: ['setup', token], queryFn: () => api.checkSetup(token), staleTime: Infinity })
  return (
    <EntryFrame>
      {check.isPending && <LoadingScreen />}
      {check.error && <LinkRefused error={check.error} retry={() => void check.refetch()} />}
      {check.data && <SetupForm token={token} />}
    </EntryFrame>
  )
}

function LinkRefused({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <RefusedLink error={error} retry={retry} title={<Say id="setup.gone" />}>
      <p>
        <Say id="setup.gone.next" />
      </p>
      <a className="link" href="/sign-in">
        <Say id="signIn.title" />
      </a>
    </RefusedLink>
  )
}

function SetupForm({ token }: { token: string }) {
  const say = useSay()
  const client = useQueryClient()
  const router = useRouter()
  const { language, choose } = useLanguage()
  const [form, setForm] = useState({
    name: '',
    email: '',
    password: '',
    company: '',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: currencyOf[language],
  })
  const set = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }))

  const setUp = useMutation({
    mutationFn: () =>
      api.setUp({
        token,
        name: form.name,
        email: form.email,
        password: form.password,
        language,
        workspace: { name: form.company, zone: form.zone, currency: form.currency, languages: ['en', 'ko', 'ru'] },
      }),
    onSuccess: async ({ keys }) => {
      client.clear()
      // for the next screen, which shows it once
      client.setQueryData(['first-secret-key'], keys.secret)
      await client.fetchQuery(sessionQuery)
      router.history.push('/settings')
    },
  })
  const refused = (path: string) => refusedField(setUp.error, path)

  return (
    <>
      <h1>
        <Say id="setup.title" />
      </h1>
      <p className={styles.lead}>
        <Say id="setup.lead" />
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setUp.mutate()
        }}
      >
        <h2 className={styles.legend}>
          <Say id="setup.you" />
        </h2>
        <TextInput
          required
          name="name"
          autoComplete="name"
          label={say('setup.name')}
          value={form.name}
          error={refused('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          required
          type="email"
          name="email"
          autoComplete="email"
          label={say('signIn.email')}
          value={form.email}
          error={refused('email')}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <PasswordInput
          required
          minLength={10}
          maxLength={128}
          name="password"
          autoComplete="new-password"
          label={say('signIn.password')}
          description={say('setup.password.hint')}
          value={form.password}
          error={refused('password')}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
        <h2 className={styles.legend}>
          <Say id="setup.workspace" />
        </h2>
        <TextInput
          required
          name="company"
          autoComplete="organization"
          label={say('setup.company')}
          value={form.company}
          error={refused('workspace.name')}
          onChange={(event) => set({ company: event.currentTarget.value })}
        />
        <ZoneSelect value={form.zone} onChange={(zone) => set({ zone })} error={refused('workspace.zone')} />
        <div className={styles.pair}>
          <CurrencySelect value={form.currency} onChange={(currency) => set({ currency })} />
          <NativeSelect
            label={say('preferences.language')}
            value={language}
            data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
            onChange={(event) => choose(event.currentTarget.value as Language)}
          />
        </div>
        {setUp.error && <Refusal error={setUp.error} words={{ gone: 'setup.gone' }} />}
        <Button type="submit" loading={setUp.isPending}>
          <Say id="setup.submit" />
        </Button>
      </form>
    </>
  )
}
