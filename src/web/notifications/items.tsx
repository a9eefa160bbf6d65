import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { NotificationRow } from '#contract/notification.ts'
import { isolated } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { notificationsApi } from './notifications-api.ts'
import styles from './notifications.module.css'
import { NotificationSentence } from './sentence.tsx'

interface ItemsInput {
  /** only those not read yet */
  unread: boolean
  /** one of them was followed */
  onOpen?(): void
}

/** One's own notifications, newest first, a page at a time. Following one reads it. */
export function NotificationItems({ unread, onOpen }: ItemsInput) {
  const say = useSay()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const { done, failed } = useUndo()
  const [now] = useState(() => Date.now())
  const list = useInfiniteQuery({
    queryKey: ['notifications', 'list', workspace.id, unread],
    queryFn: ({ pageParam, signal }) => notificationsApi.list(unread, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const refresh = () => client.invalidateQueries({ queryKey: ['notifications'] })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const read = useMutation({
    mutationFn: (ids: readonly string[]) => notificationsApi.read(ids),
    onSuccess: refresh,
    onError: failed,
  })
  const readAll = useMutation({
    mutationFn: notificationsApi.readAll,
    onSuccess: async ({ changed }) => {
      const ids = items.filter(({ readAt }) => readAt === null).map(({ id }) => id)
      await refresh()
      // what stands here can be taken back
      const undo = ids.length === changed ? () => notificationsApi.unread(ids).then(refresh) : undefined
      done(say('notifications.allRead', { count: changed }), undo)
    },
    onError: failed,
  })

  if (list.isPending) return <LoadingLines lines={6} />
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (items.length === 0)
    return (
      <EmptyState title={<Say id={unread ? 'notifications.noneUnread' : 'notifications.none'} />}>
        <p>
          <Say id="notifications.none.next" />
        </p>
      </EmptyState>
    )
  return (
    <>
      {(list.data.pages[0]?.unread ?? 0) > 0 && (
        <p className={styles.tools}>
          <Button variant="default" size="xs" loading={readAll.isPending} onClick={() => readAll.mutate()}>
            <Say id="notifications.readAll" />
          </Button>
        </p>
      )}
      <ul className={styles.list}>
        {items.map((item) => (
          <Item
            key={item.id}
            item={item}
            now={now}
            onFollow={() => {
              if (item.readAt === null) read.mutate([item.id])
              onOpen?.()
            }}
            onRead={() => read.mutate([item.id])}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="notifications.more" />
        </Button>
      )}
    </>
  )
}

interface ItemInput {
  item: NotificationRow
  now: number
  onFollow(): void
  onRead(): void
}

function Item({ item, now, onFollow, onRead }: ItemInput) {
  const format = useFormat()
  const fresh = item.readAt === null
  return (
    <li className={styles.item} data-fresh={fresh}>
      {item.link === null ? (
        <span>
          <NotificationSentence item={item} />
        </span>
      ) : (
        <Link to={item.link} className={styles.sentence} onClick={onFollow}>
          <NotificationSentence item={item} />
        </Link>
      )}
      <span className={styles.note}>
        <time dateTime={item.at} title={format.dateTime(item.at)}>
          {format.ago(item.at, now)}
        </time>
        {item.person?.account != null && ` · ${isolated(item.person.account)}`}
        {fresh && (
          <>
            {' · '}
            <button type="button" className="link" onClick={onRead}>
              <Say id="notifications.read" />
            </button>
          </>
        )}
      </span>
    </li>
  )
}
