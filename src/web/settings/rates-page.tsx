import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RateChange, RateList } from '#contract/rate.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { pipelineSettingsApi } from './pipeline-settings-api.ts'
import { RateForm } from './rate-form.tsx'

type Rate = RateList['items'][number]
type Foreign = RateList['foreign'][number]

/** What other currencies are worth from which day on, and which money of deals no rate converts. */
export function RatesPage() {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mayManage = useMay('pipeline.manage')
  const key = ['rates', workspace.id]
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => pipelineSettingsApi.rates(signal) })
  const keep = (after: RateList) => {
    client.setQueryData(key, after)
    void client.invalidateQueries({ queryKey: ['deals'] })
  }
  const change = useMutation({
    mutationFn: (body: RateChange) => pipelineSettingsApi.changeRates(body),
    onSuccess: keep,
    onError: undo.failed,
  })
  const remove = (rate: Rate) =>
    change.mutate(
      { remove: [rate] },
      {
        onSuccess: () =>
          undo.done(say('rates.removed', { currency: rate.currency, day: rate.day }), async () =>
            keep(await pipelineSettingsApi.changeRates({ put: [rate] })),
          ),
      },
    )
  return (
    <Page title={say('rates.title')}>
      <PageHead
        title={<Say id="rates.title" />}
        sentence={<Say id="rates.lead" values={{ currency: workspace.currency }} />}
      />
      <Loaded query={query} lines={6}>
        {({ items, foreign, currency }) => (
          <>
            <Section title={<Say id="rates.foreign" />} sub={<Say id="rates.foreign.about" />}>
              {foreign.length === 0 ? (
                <p className="quiet">
                  <Say id="rates.foreign.none" values={{ currency }} />
                </p>
              ) : (
                <ForeignTable foreign={foreign} items={items} />
              )}
            </Section>
            <Section title={<Say id="rates.list" />} sub={<Say id="rates.list.about" values={{ currency }} />}>
              {items.length === 0 ? (
                <p className="quiet">
                  <Say id={mayManage ? 'rates.none' : 'rates.none.viewer'} />
                </p>
              ) : (
                <Rates items={items} currency={currency} onRemove={mayManage ? remove : undefined} />
              )}
            </Section>
            {mayManage && (
              <Section title={<Say id="rates.add" />} sub={<Say id="rates.add.about" />}>
                <RateForm
                  currency={foreign.find(({ unconverted }) => unconverted > 0)?.currency ?? 'USD'}
                  base={currency}
                  busy={change.isPending}
                  onPut={(put, done) =>
                    change.mutate(
                      { put },
                      {
                        onSuccess: () => {
                          undo.done(say('rates.kept', { count: put.length }))
                          done()
                        },
                      },
                    )
                  }
                />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function ForeignTable({ foreign, items }: { foreign: readonly Foreign[]; items: readonly Rate[] }) {
  const say = useSay()
  const format = useFormat()
  const earliest = (currency: string) => items.findLast((one) => one.currency === currency)?.day
  const columns: Column<Foreign>[] = [
    { id: 'currency', head: <Say id="rates.currency" />, rowHead: true, cell: ({ currency }) => currency },
    { id: 'deals', head: <Say id="rates.deals" />, num: true, wide: true, cell: ({ deals }) => format.number(deals) },
    {
      id: 'sum',
      head: <Say id="rates.sum" />,
      num: true,
      cell: ({ minor, currency }) => format.money(toMajor(minor, currency), currency),
    },
    {
      id: 'unconverted',
      head: <Say id="rates.unconverted" />,
      cell: ({ unconverted, unconvertedMinor, currency, from }) => {
        if (unconverted === 0)
          return (
            <span className="quiet">
              <Say id="rates.all" />
            </span>
          )
        const first = earliest(currency)
        return (
          <Say
            id={first === undefined ? 'rates.why.none' : 'rates.why.late'}
            values={{
              count: unconverted,
              shown: format.number(unconverted),
              sum: format.money(toMajor(unconvertedMinor, currency), currency),
              first: first === undefined ? '' : format.calendar(first),
              from: from === null ? '' : format.calendar(from),
            }}
          />
        )
      },
    },
  ]
  return (
    <Table label={say('rates.foreign')} rows={foreign} keyOf={({ currency }) => currency} columns={columns} scroll />
  )
}

interface RatesInput {
  items: readonly Rate[]
  currency: string
  onRemove: ((rate: Rate) => void) | undefined
}

function Rates({ items, currency: base, onRemove }: RatesInput) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<Rate>[] = [
    {
      id: 'currency',
      head: <Say id="rates.currency" />,
      rowHead: true,
      cell: ({ currency, day }) => (
        <>
          {currency}{' '}
          <span className="quiet">
            <Say id="rates.since" values={{ day: format.calendar(day) }} />
          </span>
        </>
      ),
    },
    {
      id: 'rate',
      head: <Say id="rates.rate" />,
      num: true,
      cell: ({ rate }) => <Say id="rates.worth" values={{ rate: localRate(rate, format.number), base }} />,
    },
  ]
  if (onRemove) {
    columns.push({
      id: 'do',
      head: <span className="hidden">{say('rates.remove')}</span>,
      cell: (rate) => (
        <button
          type="button"
          className="link"
          aria-label={say('rates.remove.of', { currency: rate.currency, day: format.calendar(rate.day) })}
          onClick={() => onRemove(rate)}
        >
          <Say id="rates.remove" />
        </button>
      ),
    })
  }
  return (
    <Table
      label={say('rates.list')}
      rows={items}
      keyOf={({ currency, day }) => `${currency} ${day}`}
      columns={columns}
    />
  )
}

/** All of a rate's decimals, with the marks of the language. */
function localRate(rate: string, number: (value: number) => string): string {
  const [whole = '0', decimals] = rate.split('.')
  if (decimals === undefined) return number(Number(whole))
  const mark = number(1.5).includes(',') ? ',' : '.'
  return `${number(Number(whole))}${mark}${decimals}`
}
