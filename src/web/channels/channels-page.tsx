import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChannelDocument } from '#contract/channel-rule.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { SourceTabs } from '../sources/tabs.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { ByChannel } from './by-channel.tsx'
import { channelsApi } from './channels-api.ts'
import styles from './channels.module.css'
import { Effect, usePlan } from './effect.tsx'
import { Rules } from './rules.tsx'
import { TryIt } from './try-it.tsx'
import { Unknown } from './unknown.tsx'

/** How arrivals are recognised: one's own rules, then our lists; what neither knows is named here. */
export function ChannelsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const format = useFormat()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['channels', workspace.id],
    queryFn: ({ signal }) => channelsApi.read(signal),
  })
  const unknown = [...(data?.unknownReferrers ?? []), ...(data?.unknownTags ?? [])].reduce(
    (sum, { arrivals }) => sum + arrivals,
    0,
  )
  return (
    <Page title={`${say('channels.title')} · ${say('room.sources')}`}>
      <PageHead
        title={<Say id="channels.title" />}
        help="channel"
        sentence={
          data &&
          (data.arrivals === 0 ? (
            <Say id="channels.sentence.none" values={{ days: data.days }} />
          ) : (
            <Say
              id={unknown === 0 ? 'channels.sentence.all' : 'channels.sentence'}
              values={{ days: data.days, arrivals: data.arrivals, unknown }}
            />
          ))
        }
        scope={
          data && (
            <Say id="channels.lists" values={{ version: data.lists.version, day: format.calendar(data.lists.day) }} />
          )
        }
      />
      <SourceTabs />
      {isPending && <LoadingScreen />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data && !error && <Channels document={data} />}
    </Page>
  )
}

/** What is being written stands beside what is in force until it is saved; what a colleague saves meanwhile does not take it away. */
function Channels({ document }: { document: ChannelDocument }) {
  const mayWrite = useMay('channel.write')
  const [base, setBase] = useState(document)
  const [rules, setRules] = useState<readonly ChannelRule[]>(document.rules)
  const [fresh, setFresh] = useState<ChannelRule | null>(null)
  const dirty = !alike(rules, base.rules)
  const take = () => {
    setBase(document)
    setRules(document.rules)
  }
  const behind = document.version !== base.version
  if (behind && (!dirty || alike(rules, document.rules))) take()
  const plan = usePlan(rules, dirty || rules.length > 0)
  const name = (when: ChannelRule['when']) => {
    setFresh({ when, channel: '' })
    requestAnimationFrame(() => window.document.getElementById('new-rule')?.scrollIntoView({ block: 'center' }))
  }
  return (
    <div className={styles.columns}>
      <div className="stack">
        <Rules
          document={document}
          rules={rules}
          fresh={fresh}
          arrivals={plan.data?.rules}
          mayWrite={mayWrite}
          onFresh={setFresh}
          onChange={setRules}
        />
        {dirty && (
          <Effect
            base={base}
            rules={rules}
            plan={plan}
            {...(behind ? { onTake: take } : {})}
            onDiscard={() => setRules(base.rules)}
          />
        )}
        <Unknown document={document} {...(mayWrite ? { onName: name } : {})} />
      </div>
      <div className="stack">
        <TryIt {...(dirty ? { rules } : {})} />
        <ByChannel document={document} />
      </div>
    </div>
  )
}

function alike(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
