import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SourceDocument, SourceRow } from '#contract/source.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useMoney } from '../review/money.ts'
import { useMinor } from '../spend/span.tsx'
import { useGroupName } from '../funnel/funnel-groups.tsx'
import { Count } from '../funnel/funnel-table.tsx'
import { Bar, Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { StageHead } from '../ui/stage-name.tsx'
import { Table, type Column } from '../ui/table.tsx'
import styles from './sources.module.css'

interface SourceTableInput {
  document: SourceDocument
  /** goes into a row; null where it leads nowhere */
  onDeeper(row: SourceRow): (() => void) | null
  /** the people of a row at a stage; `all`: all of them */
  onOpen(row: SourceRow, stage: string): void
}

/** A line per channel, campaign or landing page: who came, whom we know, how many reached each stage. */
export function SourceTable({ document, onDeeper, onOpen }: SourceTableInput) {
  const say = useSay()
  const format = useFormat()
  const groupName = useGroupName(document)
  const most = Math.max(1, ...document.rows.map(({ people }) => people))
  const visits = new Map(document.cookieless.map(({ channel, visits: count }) => [channel, count]))
  const end = document.stages.at(-1)
  const { spend } = document
  const money = useMoney(spend?.currency)
  const minor = useMinor(spend?.currency ?? 'USD')
  const ofRow = (row: SourceRow, part: number) => (row.people === 0 ? '–' : format.share(part / row.people))

  const columns: Column<SourceRow>[] = [
    {
      id: 'source',
      head: say(`sources.by.${document.by}`),
      help: document.by === 'object' ? 'landingPage' : document.by,
      rowHead: true,
      cell: (row) => (
        <Name name={groupName(row)} go={onDeeper(row)} share={row.people / most}>
          {row.spendMinor !== null && (
            <span className="quiet small">
              <Say id="sources.spend" values={{ amount: money.full(row.spendMinor) }} />
            </span>
          )}
          {document.by === 'channel' && row.tagged > 0 && (
            <span className="quiet small">
              <Say id="sources.tagged.short" values={{ share: ofRow(row, row.tagged) }} />
            </span>
          )}
        </Name>
      ),
    },
    {
      id: 'people',
      head: say('sources.people'),
      num: true,
      cell: (row) => (
        <>
          <Count value={row.people} onOpen={() => onOpen(row, 'all')} />
          {row.people > 0 && row.spendMinor !== null && (
            <div className="quiet small">
              <Say id="sources.spend.each" values={{ cost: minor(row.spendMinor / row.people) }} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'visitors',
      head: say('sources.visitors'),
      help: 'visitor',
      num: true,
      cell: (row) => {
        const cookieless = document.by === 'channel' ? visits.get(row.value ?? '') : undefined
        return (
          <>
            {format.number(row.visitors)}
            {cookieless !== undefined && (
              <div className="quiet small">
                <Say id="sources.cookieless.short" values={{ count: cookieless }} />
              </div>
            )}
          </>
        )
      },
    },
    {
      id: 'known',
      head: say('sources.known'),
      num: true,
      cell: (row) => (
        <>
          {format.number(row.known)}
          {row.known > 0 && <div className="quiet small">{ofRow(row, row.known)}</div>}
        </>
      ),
    },
    ...document.stages.slice(1).map(({ id, name }, index): Column<SourceRow> => ({
      id,
      head: <StageHead name={format.text(name)} />,
      num: true,
      cell: (row) => {
        const step = row.steps[index]
        if (!step) return ''
        return (
          <>
            <Count value={step.reached} onOpen={() => onOpen(row, step.stage)} />
            {step.reached > 0 && (
              <div className="quiet small">{step.rate.rate === null ? '–' : format.percent(step.rate.rate)}</div>
            )}
            {step.reached > 0 && row.spendMinor !== null && (
              <div className="quiet small">
                <Say id="sources.spend.each" values={{ cost: minor(row.spendMinor / step.reached) }} />
              </div>
            )}
          </>
        )
      },
    })),
    {
      id: 'end',
      head: end ? say('funnel.groups.end', { stage: format.text(end.name) }) : '',
      help: 'interval',
      cell: (row) => <End row={row} />,
    },
  ]
  return (
    <Section title={say(`sources.table.${document.by}`)} sub={<Notes document={document} />}>
      <Table
        label={say(`sources.table.${document.by}`)}
        columns={columns}
        rows={document.rows}
        keyOf={(row) => row.key}
        scroll
      />
    </Section>
  )
}

interface NameInput {
  name: string
  go: (() => void) | null
  share: number
  children: ReactNode
}

function Name({ name, go, share, children }: NameInput) {
  const say = useSay()
  return (
    <div className={styles.name}>
      {go ? (
        <button type="button" className="link" title={say('sources.deeper')} onClick={go}>
          {name}
        </button>
      ) : (
        name
      )}
      <Bar share={share} tone="people-2" />
      {children}
    </div>
  )
}

/** The share of the row that got to the last stage, and how sure that is. */
function End({ row }: { row: SourceRow }) {
  const { rate, low, high } = row.steps.at(-1)?.rate ?? { rate: null, low: null, high: null }
  if (rate === null || low === null || high === null) return <Rate rate={null} low={null} high={null} />
  return (
    <div className={styles.end}>
      <Rate rate={rate} low={low} high={high} />
      <IntervalBar rate={rate} low={low} high={high} />
    </div>
  )
}

function Notes({ document }: { document: SourceDocument }) {
  const money = useMoney(document.spend?.currency)
  return (
    <>
      <Say id={document.window === null ? 'sources.note.noWindow' : 'sources.note.window'} />
      {document.total.open > 0 && (
        <>
          {' '}
          <Say id="sources.note.open" values={{ count: document.total.open }} />
        </>
      )}
      {document.spend !== null && (
        <>
          {' '}
          <Say
            id="sources.note.spend"
            values={{
              a: (words) => (
                <Link key="spend" to="/sources/spend" className="link">
                  {words}
                </Link>
              ),
            }}
          />
        </>
      )}
      {document.spend !== null && document.spend.elsewhereMinor !== 0 && (
        <>
          {' '}
          <Say id="sources.note.elsewhere" values={{ amount: money.full(document.spend.elsewhereMinor) }} />
        </>
      )}
    </>
  )
}
