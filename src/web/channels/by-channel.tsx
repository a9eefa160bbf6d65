import type { ChannelDocument } from '#contract/channel-rule.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Bar } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState } from '../ui/state.tsx'
import { Table } from '../ui/table.tsx'
import styles from './channels.module.css'

/** Which channels the arrivals of the last days were given when they came. */
export function ByChannel({ document }: { document: ChannelDocument }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { channels, arrivals, cut } = document
  const most = Math.max(1, ...channels.map((one) => one.arrivals))
  return (
    <Section title={<Say id="channels.by" />} sub={<Say id="channels.by.about" values={{ days: document.days }} />}>
      {channels.length === 0 ? (
        <EmptyState title={<Say id="channels.by.none" />}>
          <p>
            <Say id="channels.by.none.next" />
          </p>
        </EmptyState>
      ) : (
        <Table
          label={say('channels.by')}
          rows={channels}
          keyOf={({ channel }) => channel}
          columns={[
            {
              id: 'channel',
              head: <Say id="channels.channel" />,
              rowHead: true,
              cell: ({ channel, arrivals: some }) => (
                <div className={styles.name}>
                  {wordFor('channel', channel)}
                  <Bar share={some / most} tone="people-2" />
                </div>
              ),
            },
            {
              id: 'arrivals',
              head: <Say id="channels.arrivals" />,
              num: true,
              cell: ({ arrivals: some }) => (
                <>
                  {format.number(some)} <span className="quiet small">{format.share(some / arrivals)}</span>
                </>
              ),
            },
          ]}
        />
      )}
      {cut && (
        <p className="quiet small">
          <Say id="channels.cut" />
        </p>
      )}
    </Section>
  )
}
