import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SlotDetail, SlotLift, SlotReading } from '#contract/slot.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../pages/pages.module.css'
import { Choice } from '../pages/settings-form.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { liftQuery } from './api.ts'

interface LiftViewInput {
  slot: SlotDetail
  version: number | undefined
  onVersion(version: number): void
}

/** What a version has brought: those who were shown a variant against those who were held back. */
export function LiftView({ slot, version, onVersion }: LiftViewInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const query = useQuery({ ...liftQuery(workspace.id, slot.id, version), placeholderData: keepPreviousData })
  return (
    <Loaded query={query} lines={8}>
      {(lift) =>
        lift.version === null ? (
          <EmptyState title={<Say id="slots.lift.none" />}>
            <p>
              <Say id="slots.lift.none.next" />
            </p>
          </EmptyState>
        ) : (
          <div className="stack">
            {slot.versions.length > 1 && (
              <div className="filters">
                <Choice
                  label={say('slots.lift.version')}
                  value={String(lift.version)}
                  options={slot.versions.map((one) => [
                    String(one.version),
                    say('slots.lift.version.of', {
                      version: one.version,
                      at: format.date(one.at),
                      by: one.by,
                    }),
                  ])}
                  onChange={(one) => onVersion(Number(one))}
                />
              </div>
            )}
            <Reading lift={lift} counted={slot.publicKey !== null} />
          </div>
        )
      }
    </Loaded>
  )
}

type Row = { id: string; name: string; arm: SlotReading['shown']; sample: number }

function Reading({ lift, counted }: { lift: SlotLift; counted: boolean }) {
  const say = useSay()
  const format = useFormat()
  const eventName = useEventName()
  const { whole, each, measure, crossed, daysLeft, publishedAt, controlShare } = lift
  if (whole === null || measure === null || publishedAt === null) return null
  const rows: Row[] = [
    { id: 'shown', name: say('slots.lift.shown'), arm: whole.shown, sample: whole.sample.shown },
    {
      id: 'control',
      name: say('slots.lift.control', { control: controlShare }),
      arm: whole.control,
      sample: whole.sample.control,
    },
  ]
  const nobody = whole.shown.seen + whole.control.seen === 0
  return (
    <>
      <Section
        title={<Say id="slots.lift.title" />}
        sub={<Say id="slots.lift.since" values={{ at: format.date(publishedAt) }} />}
      >
        <p className={styles.verdict} data-verdict={whole.verdict}>
          <b>
            <Say id={`slots.lift.verdict.${whole.verdict}`} />
          </b>{' '}
          {whole.verdict === 'not_yet' ? (
            <Say
              id={daysLeft === null ? 'slots.lift.left.unknown' : 'slots.lift.left'}
              values={{ count: daysLeft ?? 0 }}
            />
          ) : (
            <Apart reading={whole} />
          )}
        </p>
        {nobody ? (
          <p className="quiet">
            <Say id={counted ? 'slots.lift.nobody' : 'slots.uncounted'} />
          </p>
        ) : (
          <Table label={say('slots.lift.title')} columns={armColumns(say, format)} rows={rows} keyOf={({ id }) => id} />
        )}
        <p className={`quiet small ${styles.after}`}>
          <Say
            id="slots.lift.rests"
            values={{
              conversion: eventName(measure.conversion),
              days: measure.days,
              difference: format.points(measure.difference * 100),
              power: format.share(measure.power),
            }}
          />{' '}
          {crossed > 0 && <Say id="slots.lift.crossed" values={{ count: crossed }} />}
        </p>
      </Section>
      {each.length > 1 && !nobody && (
        <Section title={<Say id="slots.lift.each" />} sub={<Say id="slots.lift.each.sub" />}>
          <Table label={say('slots.lift.each')} columns={eachColumns()} rows={each} keyOf={({ key }) => key} />
        </Section>
      )}
    </>
  )
}

function armColumns(say: ReturnType<typeof useSay>, format: ReturnType<typeof useFormat>): Column<Row>[] {
  const full = ({ arm, sample }: Row) =>
    say('slots.lift.full', { done: format.number(Math.min(arm.sampled.of, sample)), sample: format.number(sample) })
  return [
    {
      id: 'name',
      head: <Say id="slots.lift.column.group" />,
      rowHead: true,
      cell: (row) => (
        <>
          {row.name}
          <span className={`quiet small ${styles.narrow}`}>
            <Say id="slots.lift.people" values={{ count: row.arm.seen }} /> · {full(row)}
          </span>
        </>
      ),
    },
    {
      id: 'seen',
      head: <Say id="slots.lift.column.seen" />,
      num: true,
      wide: true,
      cell: (row) => (
        <>
          {format.number(row.arm.seen)}
          <span className={`quiet small ${styles.under}`}>{full(row)}</span>
        </>
      ),
    },
    {
      id: 'rate',
      head: <Say id="slots.lift.column.rate" />,
      cell: ({ arm }) => (
        <>
          <Rate rate={arm.rate} low={arm.low} high={arm.high} />
          {arm.rate !== null && arm.low !== null && arm.high !== null && (
            <IntervalBar rate={arm.rate} low={arm.low} high={arm.high} />
          )}
        </>
      ),
    },
  ]
}

type Each = SlotLift['each'][number]

function eachColumns(): Column<Each>[] {
  const rate = ({ rate: share, low, high }: SlotReading['shown']) => <Rate rate={share} low={low} high={high} />
  const verdict = (one: Each) =>
    one.verdict === 'not_yet' ? (
      <span className="quiet">
        <Say id="slots.lift.each.notYet" values={{ shown: one.sample.shown, control: one.sample.control }} />
      </span>
    ) : (
      <>
        <Say id={`slots.lift.verdict.${one.verdict}`} /> <Apart reading={one} />
      </>
    )
  return [
    {
      id: 'name',
      head: <Say id="slots.lift.column.variant" />,
      rowHead: true,
      cell: (one) => (
        <>
          {[one.key.toUpperCase(), one.name].filter((part) => part !== '').join(' · ')}
          <span className={`quiet small ${styles.under}`}>
            <Say id="slots.lift.each.seen" values={{ shown: one.shown.seen, control: one.control.seen }} />
          </span>
          <span className={`small ${styles.narrow}`}>{verdict(one)}</span>
        </>
      ),
    },
    { id: 'shown', head: <Say id="slots.lift.column.shown" />, cell: (one) => rate(one.shown) },
    { id: 'control', head: <Say id="slots.lift.column.control" />, wide: true, cell: (one) => rate(one.control) },
    { id: 'against', head: <Say id="slots.lift.column.against" />, wide: true, cell: verdict },
  ]
}

/** The difference in points with its interval. */
function Apart({ reading: { difference } }: { reading: SlotReading }) {
  const format = useFormat()
  if (difference === null || difference.difference === null || difference.low === null || difference.high === null)
    return null
  const points = (share: number): string => {
    const rounded = Math.round(share * 10_000) / 10_000
    return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${format.points(Math.abs(rounded) * 100)}`
  }
  return (
    <Say
      id="slots.lift.apart"
      values={{ points: points(difference.difference), low: points(difference.low), high: points(difference.high) }}
    />
  )
}
