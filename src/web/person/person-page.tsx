import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { Engagement, Fit } from './ledger.tsx'
import { PersonFacts } from './person-facts.tsx'
import { PersonHeader } from './person-header.tsx'
import styles from './person.module.css'
import { StageHistory } from './stage-history.tsx'
import { Timeline } from './timeline.tsx'

const route = getRouteApi('/inside/people/$id')

/** Everything known about one person, each figure opened down to the events that made it. */
export function PersonPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const {
    data: person,
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: ['person', workspace.id, id],
    queryFn: ({ signal }) => api.person(id, signal),
  })
  useTitle(person?.name ?? person?.email ?? say('person.unknown'))

  // an id that was merged leads to the survivor
  const survivor = person && person.id !== id ? person.id : null
  useEffect(() => {
    if (survivor !== null) void navigate({ to: '/people/$id', params: { id: survivor }, replace: true })
  }, [survivor, navigate])

  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <>
      <PersonHeader person={person} />
      <div className={styles.columns}>
        <div className={styles.story}>
          <Engagement scores={person.scores} />
          <Fit scores={person.scores} />
          <StageHistory person={person} />
          <Timeline person={person} />
        </div>
        <PersonFacts person={person} />
      </div>
    </>
  )
}
