import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TimelineSummary } from '#contract/person.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Help } from '../ui/help.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { personApi } from './api.ts'
import { EventLine, Reason } from './event-line.tsx'
import styles from './person.module.css'

interface MachinesInput {
  id: string
  machines: TimelineSummary['machines']
}

/** What machines did in somebody's name, folded away: how many, and why they do not count. */
export function Machines({ id, machines }: MachinesInput) {
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const count = machines.reduce((sum, one) => sum + one.count, 0)
  return (
    <div className={styles.machines}>
      <p>
        <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Say id="timeline.machines" values={{ count }} />
        </button>
        <Help term="machine" />
      </p>
      <ul className={styles.verdicts}>
        {machines.map(({ verdict, reason, count: some }) => (
          <li key={`${verdict}/${reason}`}>
            <b>{format.number(some)}</b> <Reason verdict={verdict} reason={reason} />
          </li>
        ))}
      </ul>
      {open && <MachineEvents id={id} />}
    </div>
  )
}

function MachineEvents({ id }: { id: string }) {
  const workspace = useWorkspace()
  const list = useInfiniteQuery({
    queryKey: ['timeline', workspace.id, id, 'machine'],
    queryFn: ({ pageParam, signal }) => personApi.events(id, { limit: 20, machine: true, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <LoadingLines lines={3} />
  return (
    <>
      <MachineList pages={list.data.pages} />
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="timeline.more" />
        </Button>
      )}
    </>
  )
}

function MachineList({ pages }: { pages: readonly { items: Parameters<typeof EventLine>[0]['event'][] }[] }) {
  const format = useFormat()
  const events = pages.flatMap((page) => page.items)
  return (
    <ol>
      {events.map((event, index) => {
        const day = format.date(event.time)
        const before = events[index - 1]
        return (
          <li key={event.messageId}>
            {(!before || format.date(before.time) !== day) && <h3 className={styles.day}>{day}</h3>}
            <ol>
              <EventLine event={event} />
            </ol>
          </li>
        )
      })}
    </ol>
  )
}
