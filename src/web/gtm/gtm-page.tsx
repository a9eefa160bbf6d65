import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { GtmDocument } from '#contract/gtm.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { gtmApi } from './gtm-api.ts'
import { GtmTable, type OpenGtm } from './gtm-table.tsx'
import { paceOf } from './pace.ts'
import { PeriodPicker, usePeriodName } from './period-picker.tsx'
import type { GtmSearch } from './search.ts'

const Members = lazy(() => import('../funnel/members.tsx').then(({ Members: component }) => ({ default: component })))

const route = getRouteApi('/inside/go-to-market')

/** The go-to-market dashboard: what each stage of the lifecycle holds, gains, passes on and how fast, against its target. */
export function GtmPage() {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['go-to-market', workspace.id, search.period],
    queryFn: ({ signal }) => gtmApi.read({ period: search.period }, signal),
    placeholderData: keepPreviousData,
  })
  const go = (next: GtmSearch, replace = false) => void navigate({ search: next, replace, resetScroll: false })
  const open: OpenGtm = (stage, of, side) => go({ ...search, stage, of, ...(side ? { side } : {}) })
  const shown = error ? undefined : data
  return (
    <Page title={say('room.dashboard')} wide>
      <PageHead
        title={say('room.dashboard')}
        help="lifecycle"
        sentence={shown && <Sentence document={shown} />}
        scope={shown && <PeriodScope document={shown} />}
      />
      {shown && <PeriodPicker document={shown} onGo={(period) => go({ period })} />}
      {isPending && <LoadingScreen />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {shown && (
        <div aria-busy={isFetching}>
          <GtmTable document={shown} onOpen={open} />
        </div>
      )}
      {shown && search.stage !== undefined && (
        <Suspense fallback={null}>
          <GtmMembers
            document={shown}
            search={search}
            onClose={() => go(search.period === undefined ? {} : { period: search.period })}
          />
        </Suspense>
      )}
    </Page>
  )
}

/** How many of the targets are on course; without targets, what to do. */
function Sentence({ document }: { document: GtmDocument }) {
  const format = useFormat()
  const { rows, period } = document
  const last = rows.at(-1)
  const first = rows[0]
  if (!first || !last) return null
  const aimed = rows.flatMap(({ name, current: { entered, target } }) =>
    target === null ? [] : [{ name: format.text(name), pace: paceOf(entered, target, period.elapsed) }],
  )
  const late = aimed.filter(({ pace }) => pace === 'behind' || pace === 'missed').map(({ name }) => name)
  return (
    <>
      <Say
        id="gtm.sentence"
        values={{
          entered: first.current.entered,
          first: format.text(first.name),
          won: last.current.entered,
          last: format.text(last.name),
        }}
      />{' '}
      {aimed.length === 0 ? (
        <Say id="gtm.sentence.noTarget" />
      ) : late.length === 0 ? (
        <Say id="gtm.sentence.onCourse" values={{ count: aimed.length }} />
      ) : (
        <Say id="gtm.sentence.late" values={{ count: late.length, stages: format.list(late) }} />
      )}
    </>
  )
}

function PeriodScope({ document }: { document: GtmDocument }) {
  const format = useFormat()
  const { period, zone } = document
  return (
    <>
      {format.dates(period.from, Date.parse(period.to) - 1)} · {zone}
    </>
  )
}

const titles = {
  standing: 'gtm.people.standing',
  entered: 'gtm.people.entered',
  converted: 'gtm.people.converted',
  waiting: 'gtm.people.waiting',
  moved: 'gtm.people.moved',
} as const satisfies Record<string, MessageId>

interface GtmMembersInput {
  document: GtmDocument
  search: GtmSearch
  onClose(): void
}

/** The people behind one figure. */
function GtmMembers({ document, search, onClose }: GtmMembersInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const periodName = usePeriodName()
  const { stage = '', of = 'standing', side } = search
  const row = document.rows.find((one) => one.stage === stage)
  const period = side === 'former' ? document.former : document.period
  const query = { period: period.key, stage, of }
  return (
    <Members
      title={say(titles[of], { stage: row ? format.text(row.name) : stage })}
      about={periodName(period)}
      queryKey={['gtm-people', workspace.id, query]}
      fetchPage={(cursor, signal) => gtmApi.people({ ...query, cursor }, signal)}
      onClose={onClose}
    />
  )
}
