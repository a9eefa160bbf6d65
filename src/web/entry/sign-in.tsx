import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useAskedSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useTitle } from '../ui/title.ts'
import { useEnter } from './enter.ts'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { Refusal } from './refusal.tsx'
import { SecondFactor } from './second-factor.tsx'

const route = getRouteApi('/sign-in')

export function SignIn() {
  const say = useSay()
  const { demoOffered } = useAskedSession()
  const { next } = route.useSearch()
  const enter = useEnter()
  const [asksCode, setAsksCode] = useState(false)
  useTitle(say('signIn.title'))
  const entered = () => enter(next)

  if (asksCode)
    return (
      <EntryFrame>
        <SecondFactor onEntered={entered} onStartOver={() => setAsksCode(false)} />
      </EntryFrame>
    )
  return (
    <EntryFrame>
      {demoOffered && <DemoDoor onEntered={entered} />}
      <PasswordForm onEntered={entered} onAsked={() => setAsksCode(true)} />
    </EntryFrame>
  )
}

function DemoDoor({ onEntered }: { onEntered(): Promise<void> }) {
  const demo = useMutation({ mutationFn: api.enterDemo, onSuccess: onEntered })
  return (
    <section className={`card ${styles.demo}`}>
      <h2>
        <Say id="signIn.demo.title" />
      </h2>
      <p className="quiet">
        <Say id="signIn.demo.about" />
      </p>
      <Button loading={demo.isPending} onClick={() => demo.mutate()}>
        <Say id="signIn.demo.enter" />
      </Button>
      {demo.error && <Refusal error={demo.error} />}
    </section>
  )
}

function PasswordForm({ onEntered, onAsked }: { onEntered(): Promise<void>; onAsked(): void }) {
  const say = useSay()
  const { demoOffered, setupOpen } = useAskedSession()
  const { email: known = '' } = route.useSearch()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => entryApi.signIn({ email, password }),
    onSuccess: ({ secondFactor }) => (secondFactor ? onAsked() : onEntered()),
  })
  return (
    <>
      <h1>
        <Say id="signIn.title" />
      </h1>
      <p className={styles.lead}>
        <Say id={setupOpen ? 'signIn.setupOpen' : 'signIn.lead'} />
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          required
          label={say('signIn.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          name="password"
          autoComplete="current-password"
          required
          label={say('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error && (
          <Refusal error={signIn.error} words={{ unauthenticated: 'signIn.wrong', invalid: 'signIn.wrong' }} />
        )}
        <Button type="submit" variant={demoOffered ? 'default' : 'filled'} loading={signIn.isPending}>
          <Say id="signIn.submit" />
        </Button>
        <PasskeyButton onEntered={onEntered} />
      </form>
      <p className={styles.note}>
        <Link to="/forgot" search={email === '' ? {} : { email }} className="link">
          <Say id="signIn.forgot" />
        </Link>
      </p>
    </>
  )
}
