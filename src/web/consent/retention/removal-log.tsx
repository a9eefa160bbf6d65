import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { RetentionRun } from '#contract/retention.ts'
import { useFormat } from '../../app/format.ts'
import { useMay, useWorkspace } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../../ui/state.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useCounts } from './counts.ts'
import { retentionApi } from './retention-api.ts'

/** What was removed, night by night. */
export function RemovalLog() {
  const say = useSay()
  const format = useFormat()
  const counts = useCounts()
  const workspace = useWorkspace()
  const log = useInfiniteQuery({
    queryKey: ['retention', workspace.id, 'log'],
    queryFn: ({ pageParam, signal }) => retentionApi.log(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: useMay('consent.read'),
  })
  const items = log.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<RetentionRun>[] = [
    {
      id: 'day',
      head: <Say id="retention.log.day" />,
      rowHead: true,
      cell: ({ at }) => format.date(at),
    },
    {
      id: 'what',
      head: <Say id="retention.log.what" />,
      cell: ({ rule }) => <Say id={`retention.rule.${rule}`} />,
    },
    { id: 'removed', head: <Say id="retention.log.removed" />, cell: ({ removed }) => counts(removed) },
    { id: 'cutoff', head: <Say id="retention.log.cutoff" />, wide: true, cell: ({ cutoff }) => format.date(cutoff) },
  ]
  return (
    <Section title={<Say id="retention.log" />} sub={<Say id="retention.log.about" />}>
      {log.isPending && <LoadingLines lines={3} />}
      {log.error && <ErrorState error={log.error} retry={() => void log.refetch()} />}
      {log.data && items.length === 0 && (
        <EmptyState title={<Say id="retention.log.none" />}>
          <p>
            <Say id="retention.log.none.next" />
          </p>
        </EmptyState>
      )}
      {items.length > 0 && <Table label={say('retention.log')} columns={columns} rows={items} keyOf={({ id }) => id} />}
      {log.hasNextPage && (
        <Button variant="default" mt={12} loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          <Say id="retention.more" />
        </Button>
      )}
    </Section>
  )
}
