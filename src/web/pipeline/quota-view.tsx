import { Button, Popover } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuotaDocument, QuotaRow } from '#contract/pipeline-plan.ts'
import { minorDigits, toMajor, toMinor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { paceOf } from '../gtm/pace.ts'
import { PeriodPicker, usePeriodName } from '../gtm/period-picker.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { useMinor } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import styles from './pipeline.module.css'
import { AmountInput } from '../ui/amount-input.tsx'

/** What all, each team and each owner should win in a period, and what they have. */
export function QuotaView({ search, change }: ViewInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const query = { period: search.quarter }
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['pipeline', workspace.id, 'quotas', query],
    queryFn: ({ signal }) => pipelineApi.quotas(query, signal),
    placeholderData: keepPreviousData,
  })
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <div className="stack" aria-busy={isFetching}>
      <PeriodPicker document={data} onGo={(quarter) => change({ quarter })} />
      <Section
        title={say('pipeline.quotas')}
        help="quota"
        sub={
          <>
            {format.dates(data.period.from, Date.parse(data.period.to) - 1)} · {data.zone} ·{' '}
            <Say id="pipeline.quotas.about" values={{ currency: data.currency, share: data.period.elapsed }} />
          </>
        }
      >
        <Quotas document={data} />
      </Section>
    </div>
  )
}

function Quotas({ document }: { document: QuotaDocument }) {
  const say = useSay()
  const format = useFormat()
  const { money, short } = useMinor(document.currency)
  const nameOf = useHolderName()
  const { elapsed } = document.period
  const columns: Column<QuotaRow>[] = [
    {
      id: 'holder',
      head: say('pipeline.quota.whose'),
      rowHead: true,
      cell: (row) => (
        <>
          <span dir="auto">{nameOf(row)}</span>
          {row.kind === 'team' && (
            <div className="small quiet">
              <Say id="pipeline.by.team" />
            </div>
          )}
        </>
      ),
    },
    { id: 'quota', head: say('term.quota'), num: true, cell: (row) => <Edit document={document} row={row} /> },
    {
      id: 'won',
      head: say('pipeline.quota.won'),
      num: true,
      cell: (row) => (
        <>
          <b>{money(row.wonMinor)}</b>
          <div className="small quiet">
            <Say id="pipeline.quota.deals" values={{ count: row.won }} />
            {row.unconverted > 0 && (
              <>
                {' · '}
                <Say id="pipeline.quota.unconverted" values={{ count: row.unconverted }} />
              </>
            )}
          </div>
        </>
      ),
    },
    {
      id: 'attained',
      head: say('pipeline.quota.attained'),
      help: 'attainment',
      cell: (row) => <Attained row={row} elapsed={elapsed} short={short} />,
    },
    {
      id: 'open',
      head: say('pipeline.quota.open'),
      num: true,
      cell: (row) =>
        row.open === 0 ? (
          <span className="quiet">–</span>
        ) : (
          <>
            {short(row.openMinor)}
            <div className="small quiet">
              <Say id="pipeline.quota.deals" values={{ count: row.open }} />
            </div>
          </>
        ),
    },
    {
      id: 'former',
      head: say('pipeline.quota.former'),
      num: true,
      cell: (row) => (
        <>
          {short(row.formerWonMinor)}
          {row.formerQuotaMinor !== null && (
            <div className="small quiet">{format.share(row.formerWonMinor / row.formerQuotaMinor)}</div>
          )}
        </>
      ),
    },
  ]
  return (
    <Table label={say('pipeline.quotas')} columns={columns} rows={document.rows} keyOf={(row) => row.holder} scroll />
  )
}

function useHolderName(): (row: QuotaRow) => string {
  const say = useSay()
  return ({ kind, name }) => (kind === 'all' ? say('pipeline.quota.all') : name === '' ? say('pipeline.nobody') : name)
}

interface AttainedInput {
  row: QuotaRow
  elapsed: number
  short(minor: number): string
}

/** How much of the quota was won, beside how much of the period has passed. */
function Attained({ row, elapsed, short }: AttainedInput) {
  const format = useFormat()
  const { quotaMinor, wonMinor } = row
  if (quotaMinor === null) return <span className="quiet">–</span>
  const pace = paceOf(wonMinor, quotaMinor, elapsed)
  return (
    <div className={styles.attained}>
      <b>{format.share(wonMinor / quotaMinor)}</b>
      <span className={styles.gauge} aria-hidden="true">
        <span data-pace={pace} style={{ width: `${Math.min(1, wonMinor / quotaMinor) * 100}%` }} />
        {elapsed > 0 && elapsed < 1 && <i style={{ left: `${elapsed * 100}%` }} />}
      </span>
      <span className="small" data-pace={pace}>
        <Say id={`pipeline.pace.${pace}`} values={{ missing: short(Math.max(0, quotaMinor - wonMinor)) }} />
      </span>
    </div>
  )
}

/** Sets, changes or takes away a quota; undo puts the former one back. */
function Edit({ document, row }: { document: QuotaDocument; row: QuotaRow }) {
  const say = useSay()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const notice = useUndo()
  const periodName = usePeriodName()
  const mayChange = useMay('pipeline.manage')
  const nameOf = useHolderName()
  const { currency, period } = document
  const { money } = useMinor(currency)
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState<number | string>('')
  const { quotaMinor } = row
  const set = (amountMinor: number | null) =>
    pipelineApi.setQuota({ period: period.key, holder: row.holder, amountMinor })
  const again = () => client.invalidateQueries({ queryKey: ['pipeline', workspace.id, 'quotas'] })
  const save = useMutation({
    mutationFn: set,
    onSuccess: async ({ amountMinor, before }) => {
      setOpen(false)
      await again()
      notice.done(
        say(amountMinor === null ? 'pipeline.quota.removed' : 'pipeline.quota.saved', { name: nameOf(row) }),
        () => set(before).then(again),
      )
    },
    onError: notice.failed,
  })
  if (!mayChange) return quotaMinor === null ? <span className="quiet">–</span> : <>{money(quotaMinor)}</>
  const amount = typeof value === 'number' && value > 0 ? toMinor(value, currency) : null
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={280}
      position="bottom-end"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="link"
          aria-label={say(quotaMinor === null ? 'pipeline.quota.set.for' : 'pipeline.quota.change.for', {
            name: nameOf(row),
            quota: quotaMinor === null ? '' : money(quotaMinor),
          })}
          onClick={() => {
            const start = quotaMinor ?? row.formerQuotaMinor
            setValue(start === null ? '' : toMajor(start, currency))
            setOpen((was) => !was)
          }}
        >
          {quotaMinor === null ? <Say id="pipeline.quota.set" /> : money(quotaMinor)}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack"
          style={{ gap: 10, textAlign: 'start' }}
          onSubmit={(event) => {
            event.preventDefault()
            if (amount !== null) save.mutate(amount)
          }}
        >
          <AmountInput
            label={say('pipeline.quota.label', { name: nameOf(row), period: periodName(period), currency })}
            value={value}
            onChange={setValue}
            min={0}
            decimalScale={minorDigits(currency)}
            allowNegative={false}
            hideControls
            data-autofocus
          />
          <div style={{ display: 'flex', gap: 8 }}>
            <Button type="submit" size="xs" disabled={amount === null} loading={save.isPending}>
              <Say id="gtm.target.save" />
            </Button>
            {quotaMinor !== null && (
              <Button
                type="button"
                size="xs"
                variant="default"
                disabled={save.isPending}
                onClick={() => save.mutate(null)}
              >
                <Say id="pipeline.quota.remove" />
              </Button>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
