import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { AcceptInput, InvitationShown } from '#contract/entry.ts'
import { api } from '../app/api.ts'
import { hasChosenLanguage, useLanguage } from '../app/language.tsx'
import { preferWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { useEnter } from './enter.ts'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'
import { Refusal, refusedField } from './refusal.tsx'
import { RefusedLink } from './refused-link.tsx'

const route = getRouteApi('/invitation/$token')

/** The page of an invitation's link: looking at it changes nothing, the button does. */
export function Invitation() {
  const say = useSay()
  const { token } = route.useParams()
  const { choose } = useLanguage()
  useTitle(say('invitation.title'))
  const check = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => entryApi.checkInvitation(token),
    staleTime: Infinity,
    retry: false,
  })
  const language = check.data?.language
  useEffect(() => {
    // the language of the mail, unless this browser has one of its own
    if (language !== undefined && !hasChosenLanguage()) choose(language)
  }, [language, choose])
  return (
    <EntryFrame>
      {check.isPending && <LoadingScreen />}
      {check.error && <LinkRefused error={check.error} retry={() => void check.refetch()} />}
      {check.data && <Invited token={token} invitation={check.data} />}
    </EntryFrame>
  )
}

function LinkRefused({ error, retry }: { error: Error; retry(): void }) {
  return (
    <RefusedLink error={error} retry={retry} title={<Say id="invitation.gone" />}>
      <p>
        <Say id="invitation.gone.next" />
      </p>
      <Link to="/sign-in" className="link">
        <Say id="entry.toSignIn" />
      </Link>
    </RefusedLink>
  )
}

function Invited({ token, invitation }: { token: string; invitation: InvitationShown }) {
  const say = useSay()
  const { workspace, by, role, email } = invitation
  return (
    <>
      <h1>
        <Say id="invitation.heading" values={{ workspace }} />
      </h1>
      <p className={styles.lead}>
        {by === null ? (
          <Say id="invitation.lead.nobody" values={{ role: say(`role.${role}`), email }} />
        ) : (
          <Say id="invitation.lead" values={{ by, role: say(`role.${role}`), email }} />
        )}
      </p>
      {!invitation.known && <Newcomer token={token} />}
      {invitation.known && invitation.mine && <Colleague token={token} />}
      {invitation.known && !invitation.mine && <Elsewhere token={token} email={email} />}
    </>
  )
}

function useAccept() {
  const enter = useEnter()
  return useMutation({
    mutationFn: (input: AcceptInput) => entryApi.acceptInvitation(input),
    onSuccess: async ({ workspaceId }) => {
      preferWorkspace(workspaceId)
      await enter()
    },
  })
}

/** Nobody has this address yet: they choose name and password. */
function Newcomer({ token }: { token: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const accept = useAccept()
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        accept.mutate({ token, person: { name, password, language } })
      }}
    >
      <TextInput
        required
        name="name"
        autoComplete="name"
        label={say('setup.name')}
        value={name}
        error={refusedField(accept.error, 'person.name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        required
        minLength={10}
        maxLength={128}
        name="password"
        autoComplete="new-password"
        label={say('signIn.password')}
        description={say('setup.password.hint')}
        value={password}
        error={refusedField(accept.error, 'person.password')}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {accept.error && <Refusal error={accept.error} words={{ gone: 'invitation.gone' }} />}
      <Button type="submit" loading={accept.isPending}>
        <Say id="invitation.accept" />
      </Button>
    </form>
  )
}

/** Signed in as who was invited. */
function Colleague({ token }: { token: string }) {
  const accept = useAccept()
  return (
    <div className={styles.form}>
      {accept.error && <Refusal error={accept.error} words={{ gone: 'invitation.gone' }} />}
      <Button loading={accept.isPending} onClick={() => accept.mutate({ token })}>
        <Say id="invitation.accept" />
      </Button>
    </div>
  )
}

/** They have an account, and are not signed in to it: a link alone opens nobody's account. */
function Elsewhere({ token, email }: { token: string; email: string }) {
  const client = useQueryClient()
  const enter = useEnter()
  const next = `/invitation/${token}`
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: async () => {
      client.clear()
      await enter(`/sign-in?${new URLSearchParams({ next, email })}`)
    },
  })
  return (
    <div className={styles.form}>
      <p>
        <Say id="invitation.known" values={{ email }} />
      </p>
      {signOut.error && <Refusal error={signOut.error} />}
      <Button loading={signOut.isPending} onClick={() => signOut.mutate()}>
        <Say id="invitation.signIn" />
      </Button>
    </div>
  )
}
