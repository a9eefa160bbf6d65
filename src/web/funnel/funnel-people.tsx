import type { FunnelDocument } from '#contract/funnel.ts'
import { api, type Query } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { useGroupName } from './funnel-groups.tsx'
import { nameOf } from './funnel-picture.tsx'
import { Members } from './members.tsx'
import { Scope } from './scope.tsx'

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
  const chosen = group === 'all' ? funnel.total : funnel.groups.find(({ key }) => key === group)
  const step = chosen?.steps.find((one) => one.stage === stage)
  const counts: Record<string, number | undefined> = {
    reached: step?.reached,
    open: step?.open,
    not: step?.not,
    skipped: step?.skipped,
    fault: step?.faults,
  }
  const count = counts[state]
  return (
    <Members
      title={say(titles[state] ?? 'funnel.people.reached', { stage: format.text(nameOf(funnel, stage)) })}
      about={
        <>
          {chosen && chosen.kind !== 'all' && `${groupName(chosen)} · `}
          <Scope funnel={funnel} />
        </>
      }
      {...(count === undefined ? {} : { count })}
      queryKey={['funnel-people', workspace.id, query]}
      fetchPage={(cursor, signal) => api.funnelPeople({ ...query, cursor }, signal)}
      onClose={onClose}
    />
  )
}
