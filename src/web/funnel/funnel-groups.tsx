import type { FunnelDocument, FunnelGroupDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import { Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { StageHead } from '../ui/stage-name.tsx'
import { Table, type Column } from '../ui/table.tsx'
import type { OpenPeople } from './funnel-page.tsx'
import { nameOf } from './funnel-picture.tsx'
import { Count } from './funnel-table.tsx'
import { useValueName } from './property.ts'
import { fairRate } from './rates.ts'

interface GroupsInput {
  funnel: FunnelDocument
  onOpen: OpenPeople
  /** looks at one group alone */
  onOnly(filter: string): void
}

/** The same cohort by the values of a property: a line each, a column a stage, and how many got to the end. */
export function FunnelGroups({ funnel, onOpen, onOnly }: GroupsInput) {
  const format = useFormat()
  const say = useSay()
  const groupName = useGroupName(funnel)
  const last = funnel.stages.at(-1)
  const columns: Column<FunnelGroupDocument>[] = [
    {
      id: 'group',
      head: say('funnel.group'),
      rowHead: true,
      cell: (group) =>
        group.kind === 'other' ? (
          groupName(group)
        ) : (
          <button
            type="button"
            className="link"
            title={say('funnel.groups.only')}
            onClick={() => onOnly(`${funnel.by}:${group.key}`)}
          >
            {groupName(group)}
          </button>
        ),
    },
    ...funnel.stages.map(({ id }, index): Column<FunnelGroupDocument> => ({
      id,
      head: <StageHead name={format.text(nameOf(funnel, id))} />,
      num: true,
      cell: (group) => {
        const step = group.steps[index]
        if (!step) return ''
        const { rate } = fairRate(step.fromFirst)
        return (
          <>
            <Count value={step.reached} onOpen={() => onOpen(step.stage, 'reached', group.key)} />
            {index > 0 && <div className="quiet small">{rate === null ? '–' : format.percent(rate)}</div>}
          </>
        )
      },
    })),
    {
      id: 'end',
      head: last ? say('funnel.groups.end', { stage: format.text(last.name) }) : '',
      help: 'interval',
      cell: (group) => {
        const step = group.steps.at(-1)
        if (!step) return ''
        const { rate, low, high } = fairRate(step.fromFirst)
        if (rate === null || low === null || high === null) return <Rate rate={null} low={null} high={null} />
        return (
          <div style={{ minWidth: 130 }}>
            <Rate rate={rate} low={low} high={high} />
            <IntervalBar rate={rate} low={low} high={high} />
          </div>
        )
      },
    },
  ]
  return (
    <Section title={say('funnel.groups')} sub={say('funnel.groups.about')}>
      <Table label={say('funnel.groups')} columns={columns} rows={funnel.groups} keyOf={(group) => group.key} scroll />
    </Section>
  )
}

/** What a group is called: a value by its word where we have one, what is missing and what is folded said so. */
export function useGroupName(
  funnel: Pick<FunnelDocument, 'by' | 'folded'>,
): (group: { kind: FunnelGroupDocument['kind']; value: string | null }) => string {
  const say = useSay()
  const valueName = useValueName()
  return ({ kind, value }) => {
    if (kind === 'all') return say('funnel.group.all')
    if (kind === 'missing') return say('funnel.group.missing')
    if (kind === 'other') return say('funnel.group.other', { count: funnel.folded })
    return valueName(funnel.by, value ?? '')
  }
}
