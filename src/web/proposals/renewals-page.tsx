import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { RenewalList } from '#contract/proposal.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { besides } from '../app/isolate.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { proposalApi } from './api.ts'
import { useDayText } from './day.ts'
import styles from './proposals.module.css'
import { renewalSpans } from './search.ts'

const route = getRouteApi('/inside/renewals')

type Row = RenewalList['items'][number]

/** Customers whose renewal comes: the overdue first, then by month to come, with why they bought. */
export function RenewalsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { days = 90, mine } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    queryKey: ['deals', workspace.id, 'renewals', days, mine ?? null],
    queryFn: ({ signal }) => proposalApi.renewals({ days, mine: mine ? 'true' : undefined }, signal),
  })
  return (
    <Page title={say('renewals.title')}>
      <PageHead
        title={<Say id="renewals.title" />}
        sentence={query.data && <Sentence list={query.data} days={days} />}
        scope={workspace.zone}
      />
      <div className="filters">
        <label className="field">
          <Say id="renewals.span" />
          <select
            className="plain"
            value={days}
            onChange={(event) => {
              const chosen = renewalSpans.find((one) => one === Number(event.currentTarget.value))
              void navigate({
                search: { ...(mine ? { mine } : {}), ...(chosen === undefined ? {} : { days: chosen }) },
              })
            }}
          >
            {renewalSpans.map((one) => (
              <option key={one} value={one}>
                {say('renewals.days', { count: one })}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={mine === true}
            onChange={(event) =>
              void navigate({ search: { days, ...(event.currentTarget.checked ? { mine: true as const } : {}) } })
            }
          />
          <Say id="proposals.filter.mine" />
        </label>
      </div>
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="renewals.none" />}>
              <p>
                <Say id="renewals.none.next" />
              </p>
            </EmptyState>
          ) : (
            <>
              <Part title={say('renewals.overdue')} rows={items.filter(({ daysLeft }) => daysLeft < 0)} />
              <Part
                title={say('renewals.in30')}
                rows={items.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= 30)}
              />
              <Part
                title={say('renewals.in60')}
                rows={items.filter(({ daysLeft }) => daysLeft > 30 && daysLeft <= 60)}
              />
              <Part
                title={say('renewals.in90')}
                rows={items.filter(({ daysLeft }) => daysLeft > 60 && daysLeft <= 90)}
              />
              <Part title={say('renewals.later')} rows={items.filter(({ daysLeft }) => daysLeft > 90)} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Sentence({ list, days }: { list: RenewalList; days: number }) {
  const overdue = list.items.filter(({ daysLeft }) => daysLeft < 0).length
  return (
    <>
      <Say id="renewals.sentence" values={{ count: list.items.length - overdue, days }} />
      {overdue > 0 && (
        <>
          {' '}
          <strong>
            <Say id="renewals.sentence.overdue" values={{ count: overdue }} />
          </strong>
        </>
      )}
    </>
  )
}

function Part({ title, rows }: { title: string; rows: readonly Row[] }) {
  const format = useFormat()
  const dayText = useDayText()
  const say = useSay()
  if (rows.length === 0) return null
  const amountOf = ({ amountMinor, currency }: Pick<Row, 'amountMinor' | 'currency'>) =>
    amountMinor === null || currency === null ? null : format.money(toMajor(amountMinor, currency), currency)
  const columns: Column<Row>[] = [
    {
      id: 'company',
      head: <Say id="renewals.company" />,
      rowHead: true,
      cell: ({ account, deal, owner, amountMinor, currency, reason, whyUs }) => (
        <>
          {account ? (
            <Link to="/companies/$id" params={{ id: account.id }} className="link">
              {account.name}
            </Link>
          ) : (
            <Link to="/deals/$id" params={{ id: deal.id }} className="link">
              {deal.name}
            </Link>
          )}
          <span className={`quiet small ${styles.under}`}>
            {account && (
              <Link to="/deals/$id" params={{ id: deal.id }} className="link">
                {deal.name}
              </Link>
            )}{' '}
            {besides([owner])}
          </span>
          <span className={`small ${styles.narrow}`}>
            {besides([amountOf({ amountMinor, currency }), reason && format.text(reason), whyUs])}
          </span>
        </>
      ),
    },
    {
      id: 'day',
      head: <Say id="renewals.day" />,
      cell: ({ renewalDate, daysLeft }) => (
        <>
          {dayText(renewalDate)}
          <span className={`small ${styles.under}`} data-tone={daysLeft < 0 ? 'heat' : 'quiet'}>
            {daysLeft === 0
              ? say('renewals.today')
              : say(daysLeft < 0 ? 'renewals.since' : 'renewals.left', { count: Math.abs(daysLeft) })}
          </span>
        </>
      ),
    },
    {
      id: 'amount',
      head: <Say id="renewals.amount" />,
      num: true,
      wide: true,
      cell: (row) => amountOf(row) ?? '–',
    },
    {
      id: 'why',
      head: <Say id="wins.title" />,
      wide: true,
      cell: ({ reason, whyUs }) => (
        <>
          {reason !== null && <span className="chip">{format.text(reason)}</span>}
          {whyUs !== null && whyUs !== '' && <span className={`small ${styles.under}`}>{whyUs}</span>}
          {reason === null && (whyUs === null || whyUs === '') && '–'}
        </>
      ),
    },
    {
      id: 'last',
      head: <Say id="renewals.last" />,
      wide: true,
      cell: ({ lastAt }) => (lastAt === null ? <Say id="renewals.last.never" /> : format.date(lastAt)),
    },
  ]
  return (
    <Section title={title} className={styles.renewals}>
      <Table label={title} columns={columns} rows={rows} keyOf={({ deal }) => deal.id} />
    </Section>
  )
}
