import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'
import { Refusal, refusedField } from './refusal.tsx'
import { EntryState, RefusedLink } from './refused-link.tsx'

const route = getRouteApi('/reset/$token')

/** The page of a reset mail's link: looking at it changes nothing, the button does. */
export function Reset() {
  const say = useSay()
  const { token } = route.useParams()
  useTitle(say('reset.title'))
  const check = useQuery({
    queryKey: ['reset', token],
    queryFn: () => entryApi.checkReset(token),
    staleTime: Infinity,
    retry: false,
  })
  return (
    <EntryFrame>
      {check.isPending && <LoadingScreen />}
      {check.error && <LinkRefused error={check.error} retry={() => void check.refetch()} />}
      {check.data && <NewPassword token={token} />}
    </EntryFrame>
  )
}

function LinkRefused({ error, retry }: { error: Error; retry(): void }) {
  return (
    <RefusedLink error={error} retry={retry} title={<Say id="reset.gone" />}>
      <p>
        <Say id="reset.gone.next" />
      </p>
      <Link to="/forgot" className="link">
        <Say id="reset.again" />
      </Link>
    </RefusedLink>
  )
}

function NewPassword({ token }: { token: string }) {
  const say = useSay()
  const [password, setPassword] = useState('')
  const reset = useMutation({ mutationFn: () => entryApi.reset({ token, password }) })
  if (reset.isSuccess)
    return (
      <EntryState title={<Say id="reset.done" />}>
        <p>
          <Say id="reset.done.next" />
        </p>
        <Link to="/sign-in" className="link">
          <Say id="entry.toSignIn" />
        </Link>
      </EntryState>
    )
  return (
    <>
      <h1>
        <Say id="reset.title" />
      </h1>
      <p className={styles.lead}>
        <Say id="reset.lead" />
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          reset.mutate()
        }}
      >
        <PasswordInput
          required
          autoFocus
          minLength={10}
          maxLength={128}
          name="password"
          autoComplete="new-password"
          label={say('reset.password')}
          description={say('setup.password.hint')}
          value={password}
          error={refusedField(reset.error, 'password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {reset.error && <Refusal error={reset.error} words={{ gone: 'reset.gone' }} />}
        <Button type="submit" loading={reset.isPending}>
          <Say id="reset.submit" />
        </Button>
      </form>
    </>
  )
}
