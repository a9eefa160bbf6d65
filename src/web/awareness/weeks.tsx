import type { AwarenessDocument } from '#contract/signal.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import styles from './awareness.module.css'

type Week = AwarenessDocument['weeks'][number]

/** Each measure week by week, one under the other on the same weeks; the numbers stand in a table beneath. */
export function Weeks({ document }: { document: AwarenessDocument }) {
  const say = useSay()
  const format = useFormat()
  const { weeks } = document
  const first = weeks[0]?.week
  const last = weeks.at(-1)?.week
  return (
    <Section title={<Say id="awareness.byWeek" />} sub={<Say id="awareness.byWeek.sub" />}>
      <div className={styles.charts}>
        <Bars weeks={weeks} name={say('awareness.visitors')} value={({ traffic }) => traffic.visitors} tone="people" />
        <Facts weeks={weeks} fact="knowsUs" />
        <Facts weeks={weeks} fact="knowsProblem" />
        <Bars weeks={weeks} name={say('awareness.kind.like')} value={({ counted }) => counted.like} tone="account" />
        <Bars weeks={weeks} name={say('awareness.kind.share')} value={({ counted }) => counted.share} tone="account" />
        {first !== undefined && last !== undefined && (
          <p className={`${styles.axis} quiet small`} aria-hidden="true">
            <span>{format.calendar(first)}</span>
            <span>{format.calendar(last)}</span>
          </p>
        )}
      </div>
      <details className={styles.more}>
        <summary>
          <Say id="awareness.numbers" />
        </summary>
        <Numbers weeks={weeks} />
      </details>
    </Section>
  )
}

interface BarsInput {
  weeks: readonly Week[]
  name: string
  value(week: Week): number
  tone: 'people' | 'account'
}

function Bars({ weeks, name, value, tone }: BarsInput) {
  const say = useSay()
  const format = useFormat()
  const most = Math.max(0, ...weeks.map(value))
  return (
    <figure className={styles.chart}>
      <figcaption>
        {name}
        <span className="quiet small"> {say('awareness.most', { count: format.number(most) })}</span>
      </figcaption>
      <ol data-tone={tone} aria-label={name}>
        {weeks.map((week) => {
          const count = value(week)
          const said = `${format.calendar(week.week)}: ${format.number(count)}`
          return (
            <li key={week.week} title={said}>
              <span className="hidden">{said}</span>
              {count > 0 && <span aria-hidden="true" style={{ height: `${Math.max(3, (count / most) * 100)}%` }} />}
            </li>
          )
        })}
      </ol>
    </figure>
  )
}

/** A share with its interval, week by week; weeks without answers have none. */
function Facts({ weeks, fact }: { weeks: readonly Week[]; fact: 'knowsUs' | 'knowsProblem' }) {
  const say = useSay()
  const format = useFormat()
  const answered = weeks.reduce((sum, week) => sum + week[fact].answered, 0)
  const percent = (rate: number): string => `${rate * 100}%`
  return (
    <figure className={styles.chart}>
      <figcaption>
        {say(`awareness.${fact}`)}
        <span className="quiet small"> {say('awareness.fact.of', { count: answered })}</span>
      </figcaption>
      <ol data-kind="facts" aria-label={say(`awareness.${fact}`)}>
        {weeks.map((week) => {
          const { answered: count, share } = week[fact]
          const { rate, low, high } = share
          const said =
            rate === null || low === null || high === null
              ? `${format.calendar(week.week)}: –`
              : `${format.calendar(week.week)}: ${format.percent(rate)} (${format.interval(low, high)}), ${say('awareness.fact.of', { count })}`
          return (
            <li key={week.week} title={said}>
              <span className="hidden">{said}</span>
              {rate !== null && low !== null && high !== null && (
                <>
                  <i aria-hidden="true" style={{ bottom: percent(low), height: percent(high - low) }} />
                  <b aria-hidden="true" style={{ bottom: percent(rate) }} />
                </>
              )}
            </li>
          )
        })}
      </ol>
    </figure>
  )
}

function Numbers({ weeks }: { weeks: readonly Week[] }) {
  const say = useSay()
  const format = useFormat()
  const fact = (name: 'knowsUs' | 'knowsProblem'): Column<Week> => ({
    id: name,
    head: say(`awareness.${name}`),
    num: true,
    cell: (week) => {
      const { answered, share } = week[name]
      if (share.rate === null || share.low === null || share.high === null) return '–'
      return (
        <>
          {format.percent(share.rate)} <span className="quiet small">{format.interval(share.low, share.high)}</span>
          <div className="quiet small">
            <Say id="awareness.fact.of" values={{ count: answered }} />
          </div>
        </>
      )
    },
  })
  const columns: Column<Week>[] = [
    { id: 'week', head: say('awareness.week'), rowHead: true, cell: ({ week }) => format.calendar(week) },
    {
      id: 'visitors',
      head: say('awareness.visitors'),
      num: true,
      cell: ({ traffic }) => format.number(traffic.visitors),
    },
    { id: 'views', head: say('awareness.views'), num: true, cell: ({ traffic }) => format.number(traffic.views) },
    fact('knowsUs'),
    fact('knowsProblem'),
    ...(['like', 'share'] as const).map((kind): Column<Week> => ({
      id: kind,
      head: say(`awareness.kind.${kind}`),
      num: true,
      cell: ({ counted }) => format.number(counted[kind]),
    })),
  ]
  return (
    <Table
      label={say('awareness.byWeek')}
      columns={columns}
      rows={weeks.toReversed()}
      keyOf={({ week }) => week}
      scroll
    />
  )
}
