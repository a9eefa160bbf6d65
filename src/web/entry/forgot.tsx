import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { useTitle } from '../ui/title.ts'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'
import { Refusal } from './refusal.tsx'

const route = getRouteApi('/forgot')

/** Asks for a reset mail. It says the same whether anybody has the address. */
export function Forgot() {
  const say = useSay()
  const { email: known = '' } = route.useSearch()
  const [email, setEmail] = useState(known)
  const forgot = useMutation({ mutationFn: () => entryApi.forgot(email) })
  useTitle(say('forgot.title'))
  return (
    <EntryFrame>
      <h1>
        <Say id="forgot.title" />
      </h1>
      {forgot.isSuccess ? (
        <div className={styles.said} role="status">
          <p>
            <Say id="forgot.sent" values={{ email }} />
          </p>
          <p className="quiet">
            <Say id="forgot.sent.next" />
          </p>
        </div>
      ) : (
        <>
          <p className={styles.lead}>
            <Say id="forgot.lead" />
          </p>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              forgot.mutate()
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
            {forgot.error && <Refusal error={forgot.error} words={{ invalid: 'forgot.noAddress' }} />}
            <Button type="submit" loading={forgot.isPending}>
              <Say id="forgot.submit" />
            </Button>
          </form>
        </>
      )}
      <p className={styles.note}>
        <Link to="/sign-in" className="link">
          <Say id="entry.toSignIn" />
        </Link>
      </p>
    </EntryFrame>
  )
}
