import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ProblemError } from '../app/api.ts'
import { sessionQuery, useSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'

const route = getRouteApi('/sign-in')

export function SignIn() {
  const say = useSay()
  const session = useSession()
  const enter = useEnter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({ mutationFn: () => api.signIn({ email, password }), onSuccess: enter })
  const demo = useMutation({ mutationFn: api.enterDemo, onSuccess: enter })

  return (
    <EntryFrame>
      {session.demoOffered && (
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
      )}
      <h1>
        <Say id="signIn.title" />
      </h1>
      <p className={styles.lead}>
        <Say id={session.setupOpen ? 'signIn.setupOpen' : 'signIn.lead'} />
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
        {signIn.error && <Refusal error={signIn.error} />}
        <Button type="submit" variant={session.demoOffered ? 'default' : 'filled'} loading={signIn.isPending}>
          <Say id="signIn.submit" />
        </Button>
      </form>
    </EntryFrame>
  )
}

/** Takes the new session in and goes where they wanted to. */
function useEnter(): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  const { next } = route.useSearch()
  return async () => {
    client.clear()
    await client.fetchQuery(sessionQuery)
    router.history.push(next ?? '/')
  }
}

function Refusal({ error }: { error: Error }) {
  const code = error instanceof ProblemError ? error.problem.code : 'offline'
  const wrong = code === 'unauthenticated' || code === 'invalid'
  return (
    <p className={styles.refusal} role="alert">
      <Say id={wrong ? 'signIn.wrong' : `problem.${code}`} />
    </p>
  )
}
