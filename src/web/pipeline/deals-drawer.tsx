import { Button, Drawer } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PipelineDeal } from '#contract/pipeline-metric.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { filterOf, useFirstPipeline, useKeyName, useMinor, useStageName } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import styles from './pipeline.module.css'
import type { deepQuestion, PipelineSearch } from './search.ts'

interface DrawerInput {
  search: PipelineSearch
  question: ReturnType<typeof deepQuestion>
  onClose(): void
}

const titles = {
  qualified: 'pipeline.deals.qualified',
  cohort_won: 'pipeline.deals.cohort_won',
  matured: 'pipeline.deals.matured',
  matured_won: 'pipeline.deals.matured_won',
  won: 'pipeline.deals.won',
  lost: 'pipeline.deals.lost',
  closed: 'pipeline.deals.closed',
  unconverted: 'pipeline.deals.unconverted',
  without_amount: 'pipeline.deals.without_amount',
  open: 'pipeline.deals.open',
  open_qualified: 'pipeline.deals.open_qualified',
  open_unconverted: 'pipeline.deals.open_unconverted',
  open_worth: 'pipeline.deals.open_worth',
  open_without_worth: 'pipeline.deals.open_without_worth',
  standing: 'pipeline.deals.standing',
  entered: 'pipeline.deals.entered',
  went_on: 'pipeline.deals.went_on',
  lost_from: 'pipeline.deals.lost_from',
} as const satisfies Record<NonNullable<PipelineSearch['of']>, MessageId>

const missing = '-'

/** The key of a group as the address keeps it. */
export function groupOf(key: string | null): string {
  return key === null ? missing : `=${key}`
}

/** The deals behind a figure, from the side; each leads on to its page. */
export function DealsDrawer({ search, question, onClose }: DrawerInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const keyName = useKeyName()
  const { of = 'open', stage, group, by, since, till } = search
  const stageName = useStageName(search.pipeline)
  const days = since === undefined ? {} : { from: since, to: till }
  const query = { ...question, ...days, ...groupQuery(search), of, stage, limit: 50 }
  // a stage is of one pipeline, and so are chances: the first, unless one was chosen
  const ofOne = stage !== undefined || search.view === 'likely'
  const pipelines = useFirstPipeline(ofOne && question.pipeline === undefined)
  const asked = pipelines === undefined ? query : { ...query, pipeline: pipelines }
  const list = useInfiniteQuery({
    queryKey: ['pipeline', workspace.id, 'deals', asked],
    queryFn: ({ pageParam, signal }) => pipelineApi.deals({ ...asked, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: !ofOne || asked.pipeline !== undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items)
  const key = group === undefined || group === missing ? null : group.slice(1)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={say(titles[of], { stage: stage === undefined ? '' : stageName(stage) })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      {group !== undefined && by !== undefined && <p className="quiet small">{keyName(by, key)}</p>}
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <p className="quiet">
          <Say id="pipeline.deals.none" />
        </p>
      )}
      <ul className={styles.deals}>
        {items?.map((deal) => (
          <Deal key={`${deal.id}/${deal.pass}`} deal={deal} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="members.more" />
        </Button>
      )}
    </Drawer>
  )
}

/** One group as a filter; a month is asked for by itself, a pipeline instead of all. */
function groupQuery({ by, group, only = [] }: PipelineSearch) {
  if (group === undefined || by === undefined) return {}
  const key = group === missing ? null : group.slice(1)
  if (by === 'month') return { month: key ?? undefined }
  if (by === 'pipeline' && key !== null) return { pipeline: key }
  return { only: [...only, filterOf(by, key)] }
}

function Deal({ deal }: { deal: PipelineDeal }) {
  const format = useFormat()
  const { money } = useMinor(deal.currency ?? 'USD')
  const stageName = useStageName(deal.pipeline)
  const facts = [
    deal.account?.name,
    deal.owner,
    deal.amountMinor === null ? null : money(deal.amountMinor),
    deal.result === 'open' && deal.stage !== null ? stageName(deal.stage) : null,
  ]
  return (
    <li>
      <Link to="/deals/$id" params={{ id: deal.id }} className={`link ${styles.name}`} dir="auto">
        {deal.name}
      </Link>
      <p className="small quiet">{facts.filter((fact) => fact !== null && fact !== undefined).join(' · ')}</p>
      <p className="small quiet">
        {deal.closedAt === null ? (
          <Say id="pipeline.deal.open" values={{ opened: format.date(deal.openedAt) }} />
        ) : (
          <Say
            id={deal.result === 'won' ? 'pipeline.deal.won' : 'pipeline.deal.lost'}
            values={{ opened: format.date(deal.openedAt), closed: format.date(deal.closedAt) }}
          />
        )}
        {deal.pass > 1 && (
          <>
            {' · '}
            <Say id="pipeline.deal.again" />
          </>
        )}
      </p>
    </li>
  )
}
