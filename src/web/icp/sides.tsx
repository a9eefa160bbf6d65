import type { ReactNode } from 'react'
import type { IcpNarrow } from '#contract/icp.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Table } from '../ui/table.tsx'
import styles from './icp.module.css'

type Group = IcpNarrow['now']

interface Row {
  id: string
  head: ReactNode
  now: ReactNode
  would: ReactNode
  dropped: ReactNode
}

/** Fewer in and conversion up, side by side: the ICP in force, the other one, and whoever falls out. */
export function BothSides({ data, same, label }: { data: IcpNarrow; same: boolean; label: string }) {
  const format = useFormat()
  const { effect, months, steps, now, would, dropped } = data
  const monthly = ({ people }: Group) => (
    <>
      {format.points(Math.round((people / months) * 10) / 10)}{' '}
      <span className="quiet small">
        <Say id="icp.sides.of" values={{ count: people }} />
      </span>
    </>
  )
  const rows: Row[] = [
    {
      id: 'people',
      head: <Say id="icp.sides.people" />,
      now: format.number(effect.icp.before),
      would: format.number(effect.icp.after),
      dropped: format.number(effect.icp.leave),
    },
    {
      id: 'companies',
      head: <Say id="icp.sides.companies" />,
      now: format.number(effect.companies.before),
      would: format.number(effect.companies.after),
      dropped: format.number(effect.companies.leave),
    },
    ...(steps
      ? [
          {
            id: 'leads',
            head: <Say id="icp.sides.leads" values={{ stage: format.text(steps.from) }} />,
            now: monthly(now),
            would: monthly(would),
            dropped: monthly(dropped),
          },
          {
            id: 'sales',
            head: <Step from={format.text(steps.from)} to={format.text(steps.sales)} />,
            now: <Conversion group={now} part="sales" />,
            would: <Conversion group={would} part="sales" />,
            dropped: <Conversion group={dropped} part="sales" />,
          },
          {
            id: 'won',
            head: <Step from={format.text(steps.from)} to={format.text(steps.won)} />,
            now: <Conversion group={now} part="won" />,
            would: <Conversion group={would} part="won" />,
            dropped: <Conversion group={dropped} part="won" />,
          },
        ]
      : []),
  ]
  return (
    <>
      <Verdict data={data} same={same} />
      <div className={styles.sides}>
        <Table
          label={label}
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            { id: 'head', head: <span className="hidden">{label}</span>, rowHead: true, cell: (row) => row.head },
            { id: 'now', head: <Say id="icp.sides.now" />, num: true, cell: (row) => row.now },
            { id: 'would', head: <Say id="icp.sides.would" />, num: true, cell: (row) => row.would },
            { id: 'dropped', head: <Say id="icp.sides.dropped" />, num: true, cell: (row) => row.dropped },
          ]}
        />
      </div>
      <ul className={styles.notes}>
        {effect.icp.enter > 0 && (
          <li>
            <Say id="icp.sides.enter" values={{ count: effect.icp.enter }} />
          </li>
        )}
        {data.unknown > 0 && (
          <li>
            <Say id="icp.sides.unknown" values={{ count: data.unknown, of: dropped.people }} />
          </li>
        )}
        {effect.sampled && (
          <li>
            <Say id="icp.sides.sampled" />
          </li>
        )}
        <li>
          <Say id="icp.sides.today" />
        </li>
      </ul>
    </>
  )
}

/** What may be said of the difference, in one sentence. */
function Verdict({ data, same }: { data: IcpNarrow; same: boolean }) {
  const format = useFormat()
  const { effect, sales, steps } = data
  if (same) {
    return (
      <p>
        <Say id="icp.verdict.same" />
      </p>
    )
  }
  const share = effect.icp.before === 0 ? 0 : (effect.icp.after - effect.icp.before) / effect.icp.before
  return (
    <p className={styles.verdict}>
      <Say
        id={share < 0 ? 'icp.verdict.fewer' : share > 0 ? 'icp.verdict.more' : 'icp.verdict.equal'}
        values={{ share: format.share(Math.abs(share)) }}
      />{' '}
      {steps && (
        <Say
          id={`icp.verdict.${sales.verdict}`}
          values={{
            stage: format.text(steps.sales),
            points: format.points(Math.round(Math.abs(sales.difference ?? 0) * 1000) / 10),
            low: format.points(Math.round((sales.low ?? 0) * 1000) / 10),
            high: format.points(Math.round((sales.high ?? 0) * 1000) / 10),
          }}
        />
      )}
    </p>
  )
}

const Step = ({ from, to }: { from: string; to: string }) => <Say id="icp.sides.step" values={{ from, to }} />

function Conversion({ group, part }: { group: Group; part: 'sales' | 'won' }) {
  const { reached, low, high } = group[part]
  const rate = group.people === 0 ? null : reached / group.people
  return (
    <span className={styles.conversion}>
      <span>
        <Rate rate={rate} low={low} high={high} />
      </span>
      {rate !== null && low !== null && high !== null && <IntervalBar rate={rate} low={low} high={high} />}
      <span className="quiet small">
        <Say id="icp.sides.reached" values={{ reached, of: group.people }} />
      </span>
    </span>
  )
}
