import type { AwarenessDocument } from '#contract/signal.ts'
import { networkName, signalKinds } from '#core/signal/signal.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** What each network counted, beside what people whom we know did there: never added up. */
export function Networks({ document }: { document: AwarenessDocument }) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const { networks } = document
  if (networks.length === 0) return null
  const shown = signalKinds.filter((kind) => networks.some(({ counted }) => counted[kind] > 0))
  const columns: Column<(typeof networks)[number]>[] = [
    {
      id: 'network',
      head: say('awareness.network'),
      rowHead: true,
      cell: ({ network }) => (network === '' ? say('awareness.network.none') : networkName(network, language)),
    },
    ...shown.map((kind): Column<(typeof networks)[number]> => ({
      id: kind,
      head: say(`awareness.kind.${kind}`),
      num: true,
      cell: ({ counted }) => (counted[kind] === 0 ? '–' : format.number(counted[kind])),
    })),
    {
      id: 'people',
      head: say('awareness.people'),
      num: true,
      cell: ({ people }) =>
        people.liked + people.shared === 0 ? (
          '–'
        ) : (
          <Say id="awareness.people.acts" values={{ liked: people.liked, shared: people.shared }} />
        ),
    },
  ]
  return (
    <Section title={<Say id="awareness.networks" />} sub={<Say id="awareness.networks.sub" />}>
      <Table
        label={say('awareness.networks')}
        columns={columns}
        rows={networks}
        keyOf={({ network }) => network}
        scroll
      />
    </Section>
  )
}
