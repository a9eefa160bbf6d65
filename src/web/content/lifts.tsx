import type { ContentPage } from '#contract/content.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'

type Row = ContentPage['lifts'][number]
const day = 86_400_000

/** What those who read it did next, beside those who did not: an association, and said to be one. */
export function Lifts({ asset }: { asset: ContentPage }) {
  const say = useSay()
  const format = useFormat()
  const share = (part: number, of: number) => (of === 0 ? '–' : format.percent(part / of))
  const columns: Column<Row>[] = [
    { id: 'stage', head: <Say id="content.lift.stage" />, rowHead: true, cell: ({ stage }) => format.text(stage.name) },
    {
      id: 'readers',
      head: <Say id="content.lift.readers" />,
      num: true,
      cell: ({ readers, readersOn }) => (
        <Say id="content.lift.of" values={{ share: share(readersOn, readers), count: format.number(readers) }} />
      ),
    },
    {
      id: 'others',
      head: <Say id="content.lift.others" />,
      num: true,
      cell: ({ others, othersOn }) => (
        <Say id="content.lift.of" values={{ share: share(othersOn, others), count: format.number(others) }} />
      ),
    },
    {
      id: 'ratio',
      head: <Say id="content.lift.ratio" />,
      num: true,
      cell: ({ ratio }) =>
        ratio ? (
          <>
            {format.points(ratio.value)}×{' '}
            <span className="quiet small">
              {format.points(ratio.low)}–{format.points(ratio.high)}
            </span>
          </>
        ) : (
          <span className="quiet">
            <Say id="content.lift.few" />
          </span>
        ),
    },
    {
      id: 'median',
      head: <Say id="content.lift.median" />,
      num: true,
      wide: true,
      cell: ({ medianDays }) => (medianDays === null ? '–' : format.duration(medianDays * day)),
    },
  ]
  return (
    <Section title={<Say id="content.lift" />} sub={<Say id="content.lift.about" />}>
      {asset.lifts.length === 0 ? (
        <p className="quiet">
          <Say id="content.lift.none" />
        </p>
      ) : (
        <Table label={say('content.lift')} rows={asset.lifts} keyOf={({ stage }) => stage.id} columns={columns} />
      )}
    </Section>
  )
}
