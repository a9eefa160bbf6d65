import { Button, Drawer } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FunnelDocument, type FunnelMember } from '#contract/funnel.ts'
import { api, type Query } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { PersonName } from '../people/people-table.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useGroupName } from './funnel-groups.tsx'
import { nameOf } from './funnel-picture.tsx'

const titles: Record<string, MessageId> = {
  reached: 'funnel.people.reached',
  open: 'funnel.people.open',
  not: 'funnel.people.not',
  skipped: 'funnel.people.skipped',
  fault: 'funnel.people.fault',
}

interface PeopleInput {
  funnel: FunnelDocument
  parameters: Query
  stage: string
  state: string
  group: string
  onClose(): void
}

/** The people behind one number of the funnel. */
export function FunnelPeople({ funnel, parameters, stage, state, group, onClose }: PeopleInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const groupName = useGroupName(funnel)
  const query = { ...parameters, stage, state, group }
  const list = useInfiniteQuery({
    queryKey: ['funnel-people', workspace.id, query],
    queryFn: ({ pageParam, signal }) => api.funnelPeople({ ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items)
  const chosen = funnel.groups.find(({ key }) => key === group)

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={say(titles[state] ?? 'funnel.people.reached', { stage: format.text(nameOf(funnel, stage)) })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      {chosen && <p className="quiet">{groupName(chosen)}</p>}
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <p className="quiet">
          <Say id="funnel.people.none" />
        </p>
      )}
      <ul>
        {items?.map((member) => (
          <Member key={`${member.id}/${member.pass}`} member={member} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="people.more" />
        </Button>
      )}
    </Drawer>
  )
}

function Member({ member }: { member: FunnelMember }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const about = [member.account?.name, member.channel === null ? null : wordFor('channel', member.channel)]
  return (
    <li style={{ padding: '10px 0', borderTop: '1px solid var(--line)' }}>
      <Link to="/people/$id" params={{ id: member.id }} style={{ fontWeight: 600 }}>
        <PersonName name={member.name} email={member.email} />
      </Link>
      <div className="quiet small">{about.filter((part) => typeof part === 'string' && part !== '').join(' · ')}</div>
      <div className="quiet small">
        {member.reachedAt === null ? (
          <Say id="funnel.people.entered" values={{ entered: format.date(member.enteredAt) }} />
        ) : (
          <Say
            id="funnel.people.times"
            values={{ entered: format.date(member.enteredAt), reached: format.date(member.reachedAt) }}
          />
        )}
      </div>
    </li>
  )
}
