import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PageDetail } from '#contract/page.ts'
import type { PagePart, PageStatistics } from '#contract/page-test.ts'
import { conversions, type Conversion } from '#core/page/test.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Figure, Figures, Rate } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { pageApi } from './api.ts'
import styles from './pages.module.css'
import { PeopleDrawer } from './people-drawer.tsx'
import { spans, windows, type PageSearch } from './search.ts'
import { Choice } from './settings-form.tsx'

interface StatisticsInput {
  page: PageDetail
  search: PageSearch
  /** the address as it is to be */
  onSearch(search: PageSearch): void
}

/** Who came, how many of them did what was asked, by which channel; each number opens to its people. */
export function Statistics({ page, search, onSearch }: StatisticsInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const eventName = useEventName()
  const { span = 28, conversion = 'form_submitted', within = 7, who } = search
  const { who: _, ...rest } = search
  const asked = { span, conversion, within }
  const query = useQuery({
    queryKey: ['page-statistics', workspace.id, page.id, asked],
    queryFn: ({ signal }) => pageApi.statistics(page.id, asked, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <div className="filters">
        <Choice
          label={say('pages.numbers.span')}
          value={String(span)}
          options={spans.map((one) => [String(one), say('pages.numbers.days', { count: one })])}
          onChange={(value) => onSearch({ ...rest, span: Number(value) as (typeof spans)[number] })}
        />
        <Choice
          label={say('pages.numbers.conversion')}
          value={conversion}
          options={conversions.map((one) => [one, eventName(one)])}
          onChange={(value) => onSearch({ ...rest, conversion: value as Conversion })}
        />
        <Choice
          label={say('pages.numbers.within')}
          value={String(within)}
          options={windows.map((one) => [String(one), say('pages.numbers.days', { count: one })])}
          onChange={(value) => onSearch({ ...rest, within: Number(value) as (typeof windows)[number] })}
        />
      </div>
      <Loaded query={query} lines={8}>
        {(numbers) => <Numbers numbers={numbers} onWho={(next) => onSearch({ ...rest, who: next })} />}
      </Loaded>
      {who !== undefined && <PeopleDrawer page={page} asked={asked} who={who} onClose={() => onSearch(rest)} />}
    </>
  )
}

function Numbers({ numbers, onWho }: { numbers: PageStatistics; onWho(who: string): void }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { total, byChannel, byVariant, byDay } = numbers
  if (total.visitors === 0 && total.visits === 0)
    return (
      <EmptyState title={<Say id="pages.numbers.none" />}>
        <p>
          <Say id={numbers.counted ? 'pages.numbers.none.next' : 'pages.uncounted'} />
        </p>
      </EmptyState>
    )
  const open = total.visitors - total.closed.of
  return (
    <div className="stack">
      <section className="card">
        <Figures>
          <Figure
            label={<Say id="pages.numbers.visitors" />}
            value={
              <button type="button" className={styles.open} onClick={() => onWho('all')}>
                {format.number(total.visitors)}
              </button>
            }
            note={total.visits > 0 ? <Say id="pages.numbers.visits" values={{ count: total.visits }} /> : undefined}
          />
          <Figure
            label={<Say id="pages.numbers.converted" />}
            value={
              <button type="button" className={styles.open} onClick={() => onWho('converted')}>
                {format.number(total.converted)}
              </button>
            }
          />
          <Figure
            label={<Say id="pages.numbers.rate" />}
            value={<Rate rate={total.rate} low={total.low} high={total.high} />}
            note={<Say id="pages.numbers.closed" values={{ closed: total.closed.of, open }} />}
          />
        </Figures>
        {byDay.length > 1 && <Days days={byDay} />}
      </section>
      <Section title={<Say id="pages.numbers.byChannel" />}>
        <Parts
          label={say('pages.numbers.byChannel')}
          rows={byChannel.map(({ channel, ...part }) => ({
            ...part,
            id: `channel.${channel ?? 'none'}`,
            name: channel === null ? say('pages.numbers.unknown') : wordFor('channel', channel),
          }))}
          onWho={onWho}
        />
      </Section>
      {byVariant.length > 1 && (
        <Section title={<Say id="pages.numbers.byVariant" />} sub={<Say id="pages.numbers.byVariant.about" />}>
          <Parts
            label={say('pages.numbers.byVariant')}
            rows={byVariant.map(({ variant, name, ...part }) => ({
              ...part,
              id: `variant.${variant ?? 'a'}`,
              name: [(variant ?? '?').toUpperCase(), name].filter((one) => one !== '').join(' · '),
            }))}
            onWho={onWho}
          />
        </Section>
      )}
    </div>
  )
}

type PartRow = PagePart & { id: string; name: string }

function Parts({ label, rows, onWho }: { label: string; rows: readonly PartRow[]; onWho(who: string): void }) {
  const format = useFormat()
  const columns: Column<PartRow>[] = [
    { id: 'name', head: label, rowHead: true, cell: (row) => row.name },
    {
      id: 'visitors',
      head: <Say id="pages.numbers.visitors" />,
      num: true,
      cell: (row) => (
        <button type="button" className="link" onClick={() => onWho(row.id)}>
          {format.number(row.visitors)}
        </button>
      ),
    },
    {
      id: 'converted',
      head: <Say id="pages.numbers.converted" />,
      num: true,
      wide: true,
      cell: (row) => format.number(row.converted),
    },
    {
      id: 'rate',
      head: <Say id="pages.numbers.rate" />,
      num: true,
      cell: (row) => <Rate rate={row.rate} low={row.low} high={row.high} />,
    },
  ]
  return <Table label={label} columns={columns} rows={rows} keyOf={(row) => row.id} />
}

const mostBars = 60
const dayMs = 86_400_000

/** Every day from the first to the last, together in spans of equal length where there are many. */
function spansOf(days: PageStatistics['byDay']): { from: string; to: string; visitors: number; converted: number }[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const begin = Date.parse(first.day)
  const count = Math.round((Date.parse(last.day) - begin) / dayMs) + 1
  const length = Math.ceil(count / mostBars)
  const dayAt = (index: number): string => new Date(begin + index * dayMs).toISOString().slice(0, 10)
  const all = Array.from({ length: Math.ceil(count / length) }, (_, index) => ({
    from: dayAt(index * length),
    to: dayAt(Math.min(count, (index + 1) * length) - 1),
    visitors: 0,
    converted: 0,
  }))
  for (const { day, visitors, converted } of days) {
    const span = all[Math.floor(Math.round((Date.parse(day) - begin) / dayMs) / length)]
    if (!span) continue
    span.visitors += visitors
    span.converted += converted
  }
  return all
}

/** Visitors by day as bars, those who converted within them; the same as a list for whoever cannot see it. */
function Days({ days }: { days: PageStatistics['byDay'] }) {
  const say = useSay()
  const format = useFormat()
  const bars = spansOf(days)
  const most = Math.max(...bars.map(({ visitors }) => visitors), 1)
  const nameOf = ({ from, to }: { from: string; to: string }): string =>
    from === to ? format.calendar(from) : `${format.calendar(from)} – ${format.calendar(to)}`
  return (
    <figure className={styles.days}>
      <ol aria-label={say('pages.numbers.byDay')}>
        {bars.map((bar) => {
          const { visitors, converted } = bar
          const said = say('pages.numbers.day', { day: nameOf(bar), visitors, converted })
          return (
            <li key={bar.from} title={said}>
              <span className="hidden">{said}</span>
              <span aria-hidden="true" style={{ height: `${(visitors / most) * 100}%` }}>
                <span style={{ height: `${visitors === 0 ? 0 : Math.min(1, converted / visitors) * 100}%` }} />
              </span>
            </li>
          )
        })}
      </ol>
      <figcaption className="quiet small">
        <span>{bars[0] ? format.calendar(bars[0].from) : ''}</span>
        <span>
          <Say id="pages.numbers.bars" />
        </span>
        <span>{format.calendar(bars.at(-1)?.to ?? '')}</span>
      </figcaption>
    </figure>
  )
}
