import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useDeferredValue, useEffect } from 'react'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { PersonDeals } from '../deal/deals-of.tsx'
import { Page } from '../ui/page.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingLines, LoadingScreen } from '../ui/state.tsx'
import { Colleagues } from './colleagues.tsx'
import { Duplicates } from './duplicates.tsx'
import { Facts } from './facts.tsx'
import { Handoffs } from './handoffs.tsx'
import { Identities } from './identities.tsx'
import { Lazy } from './lazy.tsx'
import { Engagement, Fit } from './ledger.tsx'
import { usePersonName } from './names.tsx'
import { NextStep } from './next-step.tsx'
import { Notes } from './notes.tsx'
import { PersonHeader } from './person-header.tsx'
import styles from './person.module.css'
import { headQuery } from './head-query.ts'
import { StageHistory } from './stage-history.tsx'
import { Timeline } from './timeline.tsx'

const PersonConsent = lazy(() =>
  import('../consent/person-consent.tsx').then((part) => ({ default: part.PersonConsent })),
)
const PersonFile = lazy(() => import('../people/person-file.tsx').then((part) => ({ default: part.PersonFile })))
const PersonErasure = lazy(() =>
  import('../consent/privacy/person-privacy.tsx').then((part) => ({ default: part.PersonErasure })),
)
const PersonTasks = lazy(() => import('../tasks/person-tasks.tsx').then((part) => ({ default: part.PersonTasks })))

const route = getRouteApi('/inside/people/$id')

const parts = ['next', 'happened', 'scores', 'stages'] as const

/** The story of one person: who, where from, how warm and why, what next; each figure opens to the events behind it. */
export function PersonPage() {
  const say = useSay()
  const nameOf = usePersonName()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useQuery(headQuery(workspace.id, id))
  // drawn in slices: all the sections at once would hold up a key or a click
  const person = useDeferredValue(data ?? null, null)

  // an id that was merged leads to the survivor
  const survivor = data && data.id !== id ? data.id : null
  useEffect(() => {
    if (survivor !== null) void navigate({ to: '/people/$id', params: { id: survivor }, replace: true })
  }, [survivor, navigate])

  if (error) return <PageError what="person" error={error} retry={() => void refetch()} />
  if (isPending || person === null) return <LoadingScreen />
  return (
    <Page title={nameOf(person)}>
      <PersonHeader person={person} />
      <nav className={styles.jumps} aria-label={say('person.jumps')} data-no-print>
        {parts.map((part) => (
          <a key={part} href={`#${part}`}>
            <Say id={`person.jump.${part}`} />
          </a>
        ))}
      </nav>
      {/* keyed: what was opened or typed belongs to this person */}
      <div className={styles.columns} key={person.id}>
        <div className={styles.story}>
          <NextStep person={person} />
          <Timeline person={person} />
          <Engagement person={person} />
          <Fit person={person} />
          <StageHistory person={person} />
        </div>
        <aside className={styles.side} aria-label={say('person.side')}>
          <Handoffs person={person} />
          <Suspense fallback={<LoadingLines lines={3} />}>
            <PersonTasks personId={person.id} />
          </Suspense>
          <PersonDeals
            person={{ id: person.id, name: nameOf(person), account: person.account }}
            stage={person.standings.find(({ model }) => model === person.lifecycle)?.current ?? null}
          />
          <Notes person={person} />
          <Facts person={person} />
          <Suspense fallback={<LoadingLines lines={3} />}>
            <PersonConsent id={person.id} />
          </Suspense>
          <Suspense>
            <PersonFile id={person.id} name={nameOf(person)} />
          </Suspense>
          {person.account && <Colleagues person={person} account={person.account} />}
          <Identities person={person} />
          <Lazy lines={0}>
            <Duplicates person={person} />
          </Lazy>
          <Suspense>
            <PersonErasure id={person.id} />
          </Suspense>
        </aside>
      </div>
    </Page>
  )
}
