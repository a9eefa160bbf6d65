import type { CpaDocument, CpaRow } from '#contract/spend.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Count } from '../funnel/funnel-table.tsx'
import { useMoney } from '../review/money.ts'
import { Bar } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { StageHead } from '../ui/stage-name.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useActionName } from './action-name.ts'
import { Span, useMinor } from './span.tsx'
import styles from './spend.module.css'
import { Verdict } from './verdict.tsx'

interface CpaTableInput {
  document: CpaDocument
  /** from a channel to its campaigns */
  onCampaigns(channel: string): void
  /** the people who completed; absent for actions that are no stage */
  onOpen?(group: string): void
}

/** A line per channel or campaign that cost something: money, people, completions, what one cost and will have cost. */
export function CpaTable({ document, onCampaigns, onOpen }: CpaTableInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const money = useMoney(document.currency)
  const minor = useMinor(document.currency)
  const actionName = useActionName()
  const { rows, paid, by, action, actions, currency } = document
  const most = Math.max(1, ...rows.map(({ spendMinor }) => spendMinor))
  const completed = actionName(actions.find(({ id }) => id === action) ?? { id: action, name: null })
  const nameOf = ({ value }: CpaRow) =>
    by === 'channel' ? wordFor('channel', value) : value === '' ? say('spend.noCampaign') : value
  const columns: Column<CpaRow>[] = [
    {
      id: 'name',
      head: say(`spend.by.${by}`),
      help: by,
      rowHead: true,
      cell: (row) => (
        <div className={styles.name}>
          {by === 'channel' ? (
            <button
              type="button"
              className="link"
              title={say('spend.campaigns')}
              onClick={() => onCampaigns(row.value)}
            >
              {nameOf(row)}
            </button>
          ) : (
            nameOf(row)
          )}
          <Bar share={row.spendMinor / most} tone="sale" />
          {row.people === 0 && (
            <span className="quiet small">
              <Say id={row.value === '' ? 'spend.noPeople.unnamed' : 'spend.noPeople'} />
            </span>
          )}
        </div>
      ),
    },
    { id: 'spend', head: say('spend.spent'), num: true, cell: (row) => money.full(row.spendMinor) },
    {
      id: 'people',
      head: say('spend.people'),
      num: true,
      cell: (row) => (
        <>
          {format.number(row.people)}
          {row.people > 0 && (
            <div className="quiet small">
              <Say id="spend.each" values={{ cost: minor(row.spendMinor / row.people) }} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'completed',
      head: <StageHead name={completed} />,
      num: true,
      cell: (row) => {
        const { key } = row
        return (
          <>
            {onOpen && key !== null ? (
              <Count value={row.completed} onOpen={() => onOpen(key)} />
            ) : (
              format.number(row.completed)
            )}
            {row.people > 0 && <div className="quiet small">{format.percent(row.completed / row.people)}</div>}
          </>
        )
      },
    },
    {
      id: 'cpa',
      head: say('spend.cpa'),
      help: 'cpa',
      num: true,
      cell: (row) => (
        <>
          {row.cpa.minor === null ? '–' : minor(row.cpa.minor)}
          <div className="quiet small">
            <Span of={row.cpa} currency={currency} />
          </div>
        </>
      ),
    },
    {
      id: 'expected',
      head: say('spend.expected'),
      num: true,
      cell: ({ expected }) => (
        <>
          {expected === null || expected.minor === null ? '–' : minor(expected.minor)}
          <div className="quiet small">
            {expected === null ? <Say id="spend.expected.short" /> : <Span of={expected} currency={currency} />}
          </div>
        </>
      ),
    },
    ...(document.targetMinor === null
      ? []
      : [
          {
            id: 'verdict',
            head: say('spend.target'),
            cell: ({ verdict }: CpaRow) => verdict !== null && <Verdict of={verdict} />,
          } as const,
        ]),
  ]
  return (
    <Section title={say(`spend.table.${by}`)} sub={<Say id="spend.table.about" />}>
      <Table
        label={say(`spend.table.${by}`)}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.value}
        scroll
        foot={{
          name: say('spend.sum'),
          spend: money.full(paid.spendMinor),
          people: format.number(paid.people),
          completed: format.number(paid.completed),
          cpa: paid.cpa.minor === null ? '–' : minor(paid.cpa.minor),
          expected: paid.expected?.minor == null ? '–' : minor(paid.expected.minor),
        }}
      />
    </Section>
  )
}
