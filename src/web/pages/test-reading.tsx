import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { PageDetail } from '#contract/page.ts'
import type { PageTest } from '#contract/page-test.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { pageApi, usePageChange } from './api.ts'
import styles from './pages.module.css'

type Arm = PageTest['arms'][number]

/** A test as it stands: how far it is, each variant with its interval, and a verdict only when it was planned to be read. */
export function TestReading({ page, test }: { page: PageDetail; test: PageTest }) {
  const say = useSay()
  const format = useFormat()
  const eventName = useEventName()
  const mayWrite = useMay('capture.write')
  const [ending, setEnding] = useState(false)
  const { plan, arms, endedAt } = test
  const nameOf = (arm: Arm): string => [arm.key.toUpperCase(), arm.name].filter((one) => one !== '').join(' · ')
  const full = ({ sampled }: Arm) => (
    <Say id="pages.test.column.of" values={{ done: Math.min(sampled.of, plan.sample), sample: plan.sample }} />
  )
  const columns: Column<Arm>[] = [
    {
      id: 'name',
      head: <Say id="pages.test.column.variant" />,
      rowHead: true,
      cell: (arm) => (
        <>
          {nameOf(arm)}
          <span className={`quiet small ${styles.under}`}>
            <Say id="pages.test.weight" values={{ weight: arm.weight }} />
          </span>
          <span className={`quiet small ${styles.narrow}`}>
            <Say id="pages.test.seen" values={{ count: arm.seen }} /> · {full(arm)}
          </span>
          <span className={`small ${styles.narrow}`}>
            <Against arm={arm} isFirst={arm.key === arms[0]?.key} ready={test.ready} />
          </span>
        </>
      ),
    },
    {
      id: 'seen',
      head: <Say id="pages.test.column.seen" />,
      num: true,
      wide: true,
      cell: (arm) => (
        <>
          {format.number(arm.seen)}
          <span className={`quiet small ${styles.under}`}>{full(arm)}</span>
        </>
      ),
    },
    {
      id: 'rate',
      head: <Say id="pages.test.column.rate" />,
      cell: (arm) => (
        <>
          <Rate rate={arm.rate} low={arm.low} high={arm.high} />
          {arm.rate !== null && arm.low !== null && arm.high !== null && (
            <IntervalBar rate={arm.rate} low={arm.low} high={arm.high} />
          )}
        </>
      ),
    },
    {
      id: 'against',
      head: <Say id="pages.test.column.against" />,
      wide: true,
      cell: (arm) => <Against arm={arm} isFirst={arm.key === arms[0]?.key} ready={test.ready} />,
    },
  ]
  const best = arms.find(({ key }) => key === test.best)
  return (
    <Section
      title={<Say id={endedAt === null ? 'pages.test.running' : 'pages.test.over'} />}
      sub={
        endedAt === null ? (
          <Say id="pages.test.since" values={{ at: format.date(test.startedAt), by: test.startedBy }} />
        ) : (
          <Say
            id="pages.test.span"
            values={{ span: format.dates(test.startedAt, endedAt), by: test.endedBy ?? test.startedBy }}
          />
        )
      }
      actions={
        endedAt === null && mayWrite ? (
          <Button variant="default" size="compact-sm" onClick={() => setEnding(true)}>
            <Say id="pages.test.end" />
          </Button>
        ) : undefined
      }
    >
      <p className={styles.verdict} data-verdict={test.verdict}>
        <b>
          <Say id={`pages.test.verdict.${test.verdict}`} values={{ key: best ? nameOf(best) : '' }} />
        </b>{' '}
        {test.verdict === 'not_yet' && endedAt === null && (
          <Say
            id={test.daysLeft === null ? 'pages.test.left.unknown' : 'pages.test.left'}
            values={{ count: test.daysLeft ?? 0 }}
          />
        )}
        {test.winner !== null && (
          <Say
            id="pages.test.winner"
            values={{ key: nameOf(arms.find(({ key }) => key === test.winner) ?? (arms[0] as Arm)) }}
          />
        )}
      </p>
      <Table label={say('pages.test.table')} columns={columns} rows={arms} keyOf={(arm) => arm.key} />
      <p className={`quiet small ${styles.after}`}>
        <Say
          id="pages.test.rests"
          values={{
            conversion: eventName(plan.conversion),
            days: plan.days,
            sample: plan.sample,
            difference: format.points(plan.difference * 100),
            power: format.share(plan.power),
          }}
        />{' '}
        {test.crossed > 0 && <Say id="pages.test.crossed" values={{ count: test.crossed }} />}
      </p>
      {ending && <EndTest page={page} test={test} nameOf={nameOf} onClose={() => setEnding(false)} />}
    </Section>
  )
}

function Against({ arm, isFirst, ready }: { arm: Arm; isFirst: boolean; ready: boolean }) {
  const format = useFormat()
  if (isFirst) return <Say id="pages.test.first" />
  const { against } = arm
  if (!ready || against === null || against.difference === null || against.low === null || against.high === null)
    return <Say id="pages.test.notYet" />
  const points = (share: number): string =>
    `${share > 0 ? '+' : share < 0 ? '−' : ''}${format.points(Math.abs(share) * 100)}`
  return (
    <>
      <Say id={`pages.test.against.${against.verdict}`} values={{ points: points(round(against.difference)) }} />
      <span className={`quiet small ${styles.under}`}>
        <Say id="pages.test.between" values={{ low: points(round(against.low)), high: points(round(against.high)) }} />
      </span>
    </>
  )
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000
}

interface EndTestInput {
  page: PageDetail
  test: PageTest
  nameOf(arm: Arm): string
  onClose(): void
}

/** Ending a test is a choice of its own: which variant becomes the page is said by hand. */
function EndTest({ page, test, nameOf, onClose }: EndTestInput) {
  const say = useSay()
  const { run, isPending } = usePageChange()
  const [winner, setWinner] = useState<string>(test.best ?? '')
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('pages.test.end')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run(() => pageApi.endTest(page.id, winner === '' ? null : winner), {
            said: say('pages.test.ended'),
            onDone: onClose,
          })
        }}
      >
        {!test.ready && (
          <p>
            <Say id="pages.test.end.early" />
          </p>
        )}
        <fieldset className={styles.calls}>
          <legend>
            <Say id="pages.test.end.which" />
          </legend>
          {[...test.arms.map((arm) => [arm.key, nameOf(arm)] as const), ['', say('pages.test.end.none')] as const].map(
            ([key, name]) => (
              <label key={key} data-chosen={winner === key || undefined}>
                <input type="radio" name="winner" checked={winner === key} onChange={() => setWinner(key)} />
                <span>{name}</span>
              </label>
            ),
          )}
        </fieldset>
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            <Say id="pages.test.end.do" />
          </Button>
          <Button variant="default" onClick={onClose}>
            <Say id="pages.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
