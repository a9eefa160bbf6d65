import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { SourceTabs } from '../sources/tabs.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { awarenessApi } from './api.ts'
import styles from './awareness.module.css'
import { Batches } from './batches.tsx'
import { Networks } from './networks.tsx'
import { awarenessWeeks } from './search.ts'
import { AwarenessTotals } from './totals.tsx'
import { Weeks } from './weeks.tsx'

const route = getRouteApi('/inside/sources/awareness')

/** Whether we and the problem are known: traffic, the two facts of surveys, likes and shares, week by week. */
export function AwarenessPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { weeks = 26 } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    queryKey: ['awareness', workspace.id, weeks],
    queryFn: ({ signal }) => awarenessApi.read({ weeks }, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <Page title={`${say('awareness.title')} · ${say('room.sources')}`} wide>
      <PageHead title={<Say id="awareness.title" />} sentence={<Say id="awareness.lead" />} />
      <SourceTabs />
      <div className="filters" data-no-print>
        <label className="field">
          <Say id="awareness.period" />
          <select
            className="plain"
            value={weeks}
            onChange={(event) => {
              const chosen = awarenessWeeks.find((one) => one === Number(event.currentTarget.value))
              if (chosen) void navigate({ search: chosen === 26 ? {} : { weeks: chosen }, replace: true })
            }}
          >
            {awarenessWeeks.map((one) => (
              <option key={one} value={one}>
                {say('awareness.weeks', { count: one })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className={styles.stack}>
        <Loaded query={query} lines={10}>
          {(document) => (
            <>
              <AwarenessTotals document={document} />
              <Weeks document={document} />
              <Networks document={document} />
            </>
          )}
        </Loaded>
        <Batches />
      </div>
    </Page>
  )
}
