import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { sessionQuery } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'
import { Refusal } from './refusal.tsx'
import { EntryState, RefusedLink } from './refused-link.tsx'

const route = getRouteApi('/email/$token')

/** The page of the link that went to a new address: looking at it changes nothing, the button does. */
export function EmailChange() {
  const say = useSay()
  const { token } = route.useParams()
  useTitle(say('emailChange.title'))
  const check = useQuery({
    queryKey: ['email-change', token],
    queryFn: () => entryApi.checkEmailChange(token),
    staleTime: Infinity,
    retry: false,
  })
  return (
    <EntryFrame>
      {check.isPending && <LoadingScreen />}
      {check.error && (
        <RefusedLink error={check.error} retry={() => void check.refetch()} title={<Say id="reset.gone" />}>
          <p>
            <Say id="emailChange.gone.next" />
          </p>
          <Link to="/account" className="link">
            <Say id="emailChange.toAccount" />
          </Link>
        </RefusedLink>
      )}
      {check.data && <Confirm token={token} email={check.data.email} />}
    </EntryFrame>
  )
}

function Confirm({ token, email }: { token: string; email: string }) {
  const client = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => entryApi.confirmEmailChange(token),
    onSuccess: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === sessionQuery.queryKey[0] || queryKey[0] === 'my-account',
      }),
  })
  if (confirm.isSuccess)
    return (
      <EntryState title={<Say id="emailChange.done" />}>
        <p>
          <Say id="emailChange.done.next" values={{ email: <strong>{email}</strong> }} />
        </p>
        <Link to="/" className="link">
          <Say id="emailChange.on" />
        </Link>
      </EntryState>
    )
  return (
    <>
      <h1>
        <Say id="emailChange.title" />
      </h1>
      <p className={styles.lead}>
        <Say id="emailChange.lead" values={{ email: <strong>{email}</strong> }} />
      </p>
      {confirm.error && <Refusal error={confirm.error} words={{ gone: 'reset.gone', conflict: 'emailChange.taken' }} />}
      <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
        <Say id="emailChange.confirm" />
      </Button>
    </>
  )
}
