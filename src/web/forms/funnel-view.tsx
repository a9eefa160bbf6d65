import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FormFunnel, FormPage } from '#contract/form.ts'
import { wordsIn } from '#core/form/document.ts'
import { useFormat } from '../app/format.ts'
import { languageNames, useLanguage } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Bar, Figure, Figures, Interval, Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { formApi } from './api.ts'
import styles from './forms.module.css'
import { type FormSearch, funnelDays, funnelSplits } from './search.ts'

const route = getRouteApi('/inside/capture/forms/$id')

/** Who saw the form, began, left and where, sent. */
export function FunnelView({ form }: { form: FormPage }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { by = 'channel', days = 30 } = search
  const query = useQuery({
    queryKey: ['form', workspace.id, form.id, 'funnel', by, days],
    queryFn: ({ signal }) => formApi.funnel(form.id, { by, days }, signal),
  })
  const set = (more: FormSearch) => void navigate({ search: { ...search, ...more } })
  return (
    <div className={styles.stack}>
      <div className="filters">
        <label className="field">
          <Say id="forms.funnel.days" />
          <select
            className="plain"
            value={days}
            onChange={(event) => {
              const chosen = funnelDays.find((one) => one === Number(event.currentTarget.value))
              if (chosen) set({ days: chosen })
            }}
          >
            {funnelDays.map((one) => (
              <option key={one} value={one}>
                {say('forms.funnel.last', { days: one })}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="forms.funnel.by" />
          <select
            className="plain"
            value={by}
            onChange={(event) => {
              const chosen = funnelSplits.find((one) => one === event.currentTarget.value)
              if (chosen) set({ by: chosen })
            }}
          >
            {funnelSplits.map((one) => (
              <option key={one} value={one}>
                {say(`forms.funnel.by.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Loaded query={query} lines={8}>
        {(funnel) =>
          funnel.total.seen === 0 && funnel.unseen === 0 ? (
            <EmptyState title={<Say id="forms.funnel.none" />}>
              <p>
                <Say id="forms.funnel.none.next" />
              </p>
            </EmptyState>
          ) : (
            <>
              <Section title={<Say id="forms.funnel.title" />} sub={<Notes funnel={funnel} />}>
                <Figures>
                  <Figure label={<Say id="forms.column.seen" />} value={format.number(funnel.total.seen)} />
                  <Figure
                    label={<Say id="forms.column.started" />}
                    value={format.number(funnel.total.started)}
                    note={<Rate {...funnel.total.startRate} />}
                  />
                  <Figure
                    label={<Say id="forms.column.sent" />}
                    value={format.number(funnel.total.sent)}
                    note={<Rate {...funnel.total.sendRate} />}
                  />
                  <Figure
                    label={<Say id="forms.funnel.rate" />}
                    value={funnel.total.rate.rate === null ? '–' : format.percent(funnel.total.rate.rate)}
                    note={<Interval low={funnel.total.rate.low} high={funnel.total.rate.high} />}
                    help="interval"
                  />
                  <Figure
                    label={<Say id="forms.funnel.people" />}
                    value={
                      <Link
                        to="/capture/forms/$id"
                        params={{ id: form.id }}
                        search={{ view: 'submissions' }}
                        className="link"
                      >
                        {format.number(funnel.people)}
                      </Link>
                    }
                  />
                </Figures>
              </Section>
              <Abandoned funnel={funnel} />
              <Groups funnel={funnel} by={by} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Notes({ funnel }: { funnel: FormFunnel }) {
  const { unseen, machines, open } = funnel
  return (
    <>
      <Say id="forms.funnel.sub" />
      {open > 0 && (
        <>
          {' '}
          <Say id="forms.funnel.open" values={{ count: open }} />
        </>
      )}
      {unseen > 0 && (
        <>
          {' '}
          <Say id="forms.funnel.unseen" values={{ count: unseen }} />
        </>
      )}
      {machines > 0 && (
        <>
          {' '}
          <Say id="forms.funnel.machines" values={{ count: machines }} />
        </>
      )}
    </>
  )
}

/** Where those stopped who began and left. */
function Abandoned({ funnel }: { funnel: FormFunnel }) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const { abandoned } = funnel
  if (abandoned.length === 0) return null
  const all = abandoned.reduce((sum, { left }) => sum + left, 0)
  const most = Math.max(...abandoned.map(({ left }) => left))
  const columns: Column<FormFunnel['abandoned'][number]>[] = [
    {
      id: 'field',
      head: say('forms.funnel.field'),
      rowHead: true,
      cell: ({ field, label, left }) => (
        <>
          {wordsIn(label, language, 'en') || field}
          <Bar share={left / most} tone="heat" />
        </>
      ),
    },
    { id: 'left', head: say('forms.funnel.left'), num: true, cell: ({ left }) => format.number(left) },
    { id: 'share', head: say('forms.funnel.share'), num: true, cell: ({ left }) => format.share(left / all) },
  ]
  return (
    <Section title={<Say id="forms.funnel.abandoned" />} sub={<Say id="forms.funnel.abandoned.sub" />}>
      <Table label={say('forms.funnel.abandoned')} columns={columns} rows={abandoned} keyOf={({ field }) => field} />
    </Section>
  )
}

function Groups({ funnel, by }: { funnel: FormFunnel; by: NonNullable<FormSearch['by']> }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const nameOf = (value: string | null): string => {
    if (value === null) return say(by === 'host' ? 'forms.funnel.own' : 'forms.funnel.unknown')
    if (by === 'channel') return wordFor('channel', value)
    if (by === 'device') return wordFor('forms.device', value)
    if (by === 'version') return say('forms.version', { version: Number(value) })
    if (by === 'language') return languageNames[value as keyof typeof languageNames] ?? value
    return value
  }
  const columns: Column<FormFunnel['groups'][number]>[] = [
    { id: 'value', head: say(`forms.funnel.by.${by}`), rowHead: true, cell: ({ value }) => nameOf(value) },
    { id: 'seen', head: say('forms.column.seen'), num: true, cell: ({ seen }) => format.number(seen) },
    {
      id: 'started',
      head: say('forms.column.started'),
      num: true,
      wide: true,
      cell: ({ started }) => format.number(started),
    },
    { id: 'sent', head: say('forms.column.sent'), num: true, cell: ({ sent }) => format.number(sent) },
    {
      id: 'rate',
      head: say('forms.funnel.rate'),
      help: 'interval',
      cell: ({ rate }) => (
        <div className={styles.rate}>
          <Rate {...rate} />
          {rate.rate !== null && rate.low !== null && rate.high !== null && (
            <IntervalBar rate={rate.rate} low={rate.low} high={rate.high} />
          )}
        </div>
      ),
    },
  ]
  return (
    <Section title={<Say id={`forms.funnel.by.${by}`} />}>
      <Table
        label={say(`forms.funnel.by.${by}`)}
        columns={columns}
        rows={funnel.groups}
        keyOf={({ value }) => value ?? ''}
        scroll
      />
    </Section>
  )
}
