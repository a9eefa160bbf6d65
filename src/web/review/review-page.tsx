import { getRouteApi } from '@tanstack/react-router'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import { Page } from '../ui/page.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { useReview } from './queries.ts'
import { Summary } from './summary.tsx'
import { Walk } from './walk.tsx'

const route = getRouteApi('/inside/review/$id')

/** A review: walked through while it goes on, its summary ever after. */
export function ReviewScreen() {
  const say = useSay()
  const format = useFormat()
  const { id } = route.useParams()
  const { at } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useReview(id)
  if (isPending) return <LoadingScreen />
  if (error) return <PageError what="review" error={error} retry={() => void refetch()} />
  return (
    <Page title={say('review.of', { day: format.date(data.startedAt) })}>
      {data.state === 'done' || !data.mayRun ? (
        <Summary review={data} />
      ) : (
        <Walk
          review={data}
          at={at}
          look={(place) => void navigate({ search: { at: place }, replace: true, resetScroll: false })}
        />
      )}
    </Page>
  )
}
