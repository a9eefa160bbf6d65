import type { ReactNode } from 'react'
import type { FunnelComparison, FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Rate } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { Difference } from './difference.tsx'
import type { OpenPeople } from './funnel-page.tsx'
import { nameOf } from './funnel-picture.tsx'
import { useLength } from './length.ts'
import { fairRate, type Step } from './rates.ts'

interface TableInput {
  funnel: FunnelDocument
  comparison: FunnelComparison | null
  onOpen: OpenPeople
}

/** Every figure of the picture and those it leaves out; each count opens to its people. */
export function FunnelTable({ funnel, comparison, onOpen }: TableInput) {
  const say = useSay()
  const format = useFormat()
  const length = useLength()
  const windowed = funnel.window !== null
  const count = (step: Step, value: number, state: string) => (
    <Count value={value} onOpen={() => onOpen(step.stage, state)} />
  )
  const later = (show: (step: Step, index: number) => ReactNode) => (step: Step, index: number) =>
    index === 0 ? '' : show(step, index)
  const time = (ms: number | null | undefined) => (ms == null ? '–' : length(ms))
  const then = (index: number) => comparison?.former.total.steps[index]

  const columns: Column<Step>[] = [
    { id: 'stage', head: say('funnel.stage'), rowHead: true, cell: (step) => format.text(nameOf(funnel, step.stage)) },
    {
      id: 'reached',
      head: say('funnel.reached'),
      help: 'reached',
      num: true,
      cell: (step) => count(step, step.reached, 'reached'),
    },
    {
      id: 'previous',
      head: say('funnel.fromPrevious'),
      help: 'conversion',
      num: true,
      cell: later((step) => <Rate {...fairRate(step.fromPrevious)} />),
    },
    ...(comparison ? comparedColumns() : []),
    {
      id: 'first',
      head: say('funnel.fromFirst'),
      num: true,
      cell: later((step) => <Rate {...fairRate(step.fromFirst)} />),
    },
    {
      id: 'median',
      head: say('funnel.medianTime'),
      help: 'median',
      num: true,
      cell: (step) => time(step.fromPrevious.time?.median),
    },
    { id: 'mean', head: say('funnel.meanTime'), num: true, cell: (step) => time(step.fromPrevious.time?.mean) },
    ...(windowed
      ? [
          {
            id: 'open',
            head: say('funnel.openColumn'),
            help: 'openWindow',
            num: true,
            cell: (step: Step) => count(step, step.open, 'open'),
          } as const,
        ]
      : []),
    {
      id: 'not',
      head: say(windowed ? 'funnel.notReached' : 'funnel.notSoFar'),
      num: true,
      cell: (step) => count(step, step.not, 'not'),
    },
    {
      id: 'skipped',
      head: say('funnel.skipped'),
      help: 'skipped',
      num: true,
      cell: (step) => count(step, step.skipped, 'skipped'),
    },
  ]

  function comparedColumns(): Column<Step>[] {
    return [
      {
        id: 'former',
        head: say('compare.former'),
        num: true,
        cell: (step, index) => (
          <Count value={then(index)?.reached ?? 0} onOpen={() => onOpen(step.stage, 'reached', 'all', 'former')} />
        ),
      },
      {
        id: 'formerRate',
        head: say('compare.formerRate'),
        num: true,
        cell: later((_, index) => {
          const former = then(index)
          return former ? <Rate {...fairRate(former.fromPrevious)} /> : '–'
        }),
      },
      {
        id: 'difference',
        head: say('compare.difference'),
        num: true,
        cell: later((_, index) => {
          const change = comparison?.steps[index]?.fromPrevious
          return change ? <Difference change={change} /> : '–'
        }),
      },
    ]
  }

  return (
    <Section title={say('funnel.table')} sub={<TableNotes funnel={funnel} comparison={comparison} />}>
      <Table
        label={format.text(funnel.name)}
        columns={columns}
        rows={funnel.total.steps}
        keyOf={(step) => step.stage}
        scroll
      />
    </Section>
  )
}

/** What must be said beside the numbers. */
function TableNotes({ funnel, comparison }: Omit<TableInput, 'onOpen'>) {
  const format = useFormat()
  const until = comparison?.former.until ?? null
  return (
    <>
      {funnel.notes.map((note) => (
        <span key={note} style={{ display: 'block' }}>
          <Say id={`funnel.note.${note}`} />
        </span>
      ))}
      {until !== null && (
        <span style={{ display: 'block' }}>
          <Say id="compare.until" values={{ until: format.dateTime(until) }} />
        </span>
      )}
    </>
  )
}

/** A count that opens to its people; nothing to open at zero. */
export function Count({ value, onOpen }: { value: number; onOpen(): void }) {
  const format = useFormat()
  if (value === 0) return <span className="quiet">0</span>
  return (
    <button type="button" className="link" onClick={onOpen}>
      {format.number(value)}
    </button>
  )
}
