import { Button, Drawer } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { FunnelMember } from '#contract/funnel.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import styles from './members.module.css'

interface MembersInput {
  title: string
  /** which group, which period */
  about?: ReactNode
  /** how many there are, where it is known */
  count?: number
  queryKey: readonly unknown[]
  fetchPage(
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<{ items: readonly FunnelMember[]; next: string | null }>
  onClose(): void
}

/** The people behind a number, from the side; each leads on to the person. */
export function Members({ title, about, count, queryKey, fetchPage, onClose }: MembersInput) {
  const say = useSay()
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={title}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <p className="quiet small">
        {about}
        {about !== undefined && count !== undefined && ' · '}
        {count !== undefined && <Say id="members.count" values={{ count }} />}
      </p>
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <p className="quiet">
          <Say id="funnel.people.none" />
        </p>
      )}
      <ul className={styles.list}>
        {items?.map((member) => (
          <Member key={`${member.id}/${member.pass}`} member={member} />
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

function Member({ member }: { member: FunnelMember }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { name, email, account, channel, enteredAt, reachedAt } = member
  const about = [account?.name, name !== null ? email : null, channel === null ? null : wordFor('channel', channel)]
  return (
    <li>
      <Link to="/people/$id" params={{ id: member.id }} className={styles.name}>
        {name || email || <Say id="members.unknown" />}
      </Link>
      <div className="quiet small">{besides(about)}</div>
      <div className="quiet small">
        {reachedAt === null ? (
          <Say id="funnel.people.entered" values={{ entered: format.date(enteredAt) }} />
        ) : (
          <Say id="funnel.people.times" values={{ entered: format.date(enteredAt), reached: format.date(reachedAt) }} />
        )}
      </div>
    </li>
  )
}
