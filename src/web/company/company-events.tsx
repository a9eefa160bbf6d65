import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AccountEvents } from '#contract/account.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { FactValue } from '../person/fact-value.tsx'
import { usePersonName } from '../person/names.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { accountApi } from './api.ts'
import styles from './company.module.css'
import { useFactName } from '../ui/fact-name.ts'

/** What was learnt about a company, and what its people asked for, said to us and signed. */
export function CompanyEvents({ id }: { id: string }) {
  const workspace = useWorkspace()
  const list = useInfiniteQuery({
    queryKey: ['accounts', workspace.id, id, 'events'],
    queryFn: ({ pageParam, signal }) => accountApi.events(id, { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const events = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={<Say id="company.events" />} sub={<Say id="company.events.about" />} busy={list.isFetching}>
      {list.isPending && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && events.length === 0 && (
        <p className="quiet">
          <Say id="company.events.none" />
        </p>
      )}
      <ol>
        {events.map((event) => (
          <EventLine key={event.messageId} event={event} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          data-no-print
        >
          <Say id="company.events.more" />
        </Button>
      )}
    </Section>
  )
}

function EventLine({ event }: { event: AccountEvents['items'][number] }) {
  const format = useFormat()
  const factName = useFactName()
  const nameOf = usePersonName()
  const eventName = useEventName()
  return (
    <li className={styles.event}>
      <span className={styles.when}>{format.date(event.time)}</span>
      <div>
        {eventName(event.name)}
        {event.object !== null && event.traits === null && <span className="quiet small"> {event.object}</span>}
        {event.person && (
          <div className="small">
            <Link to="/people/$id" params={{ id: event.person.id }} className="link">
              {nameOf(event.person)}
            </Link>
          </div>
        )}
        {event.traits !== null && (
          <dl className={styles.traits}>
            {Object.entries(event.traits).map(([key, value]) => (
              <div key={key}>
                <dt>{key === 'name' ? <Say id="companies.company" /> : factName(key, 'account')}</dt>
                <dd>
                  <FactValue of="account" name={key} value={value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}
