import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { AuditEntry } from '#contract/audit.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { auditApi } from './audit-api.ts'
import { AuditFilters } from './audit-filters.tsx'
import styles from './audit.module.css'
import { Deed, useDetail } from './deed.tsx'

const route = getRouteApi('/inside/settings/audit')

/** Who changed what, newest first, day by day. */
export function AuditPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const list = useInfiniteQuery({
    queryKey: ['audit', workspace.id, search],
    queryFn: ({ pageParam, signal }) => auditApi.list({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (former) => former,
  })
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(search).length > 0
  const days = Map.groupBy(items, ({ at }) => format.date(at))

  return (
    <Page title={say('audit.title')}>
      <PageHead
        title={<Say id="audit.title" />}
        sentence={<Say id="audit.lead" />}
        scope={<Say id="audit.zone" values={{ zone: workspace.zone }} />}
      />
      <AuditFilters actors={first?.actors ?? []} verbs={first?.verbs ?? []} />
      {list.isPending && <LoadingLines lines={8} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && items.length === 0 && (
        <EmptyState title={<Say id={filtered ? 'audit.none.filtered' : 'audit.none'} />}>
          <p>
            <Say id={filtered ? 'audit.none.filtered.next' : 'audit.none.next'} />
          </p>
        </EmptyState>
      )}
      {[...days].map(([day, entries]) => (
        <section key={day} className={styles.day}>
          <h2>{day}</h2>
          <ol className="card">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {list.hasNextPage && (
        <Button
          variant="default"
          style={{ justifySelf: 'start' }}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Say id="audit.more" />
        </Button>
      )}
    </Page>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const format = useFormat()
  const details = useDetail()(entry)
  return (
    <li className={styles.entry}>
      <time dateTime={entry.at} className="quiet">
        {format.time(entry.at)}
      </time>
      <div>
        <p>
          <Deed entry={entry} />
        </p>
        {details.length > 0 && (
          <details>
            <summary className="quiet small">
              <Say id="audit.details" />
            </summary>
            <dl className={styles.details}>
              {details.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  )
}
