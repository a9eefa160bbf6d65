import { windowChoices } from '#core/report/close-rate.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { PeriodField } from '../funnel/period-field.tsx'
import { properties, useKeyName, usePropertyName } from './names.ts'
import { useDealFields, usePipelines } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import { shownPeriod, type PipelineSearch, type PipelineView } from './search.ts'

interface ControlsInput {
  view: PipelineView
  search: PipelineSearch
  onChange: ViewInput['change']
}

/** Which deals, which days, by what; each view shows what it can use. */
export function Controls({ view, search, onChange }: ControlsInput) {
  const say = useSay()
  const format = useFormat()
  const pipelines = usePipelines()
  const one = view === 'stages' || view === 'likely'
  const ofPeriod = view === 'metrics' || view === 'stages'
  return (
    <>
      <form
        className="filters"
        aria-label={say('pipeline.controls')}
        data-no-print
        onSubmit={(event) => event.preventDefault()}
      >
        <label className="field">
          <Say id="pipeline.by.pipeline" />
          <select
            className="plain"
            value={search.pipeline ?? ''}
            onChange={(event) => onChange({ pipeline: event.currentTarget.value || undefined })}
          >
            {!one && <option value="">{say('pipeline.all')}</option>}
            {pipelines?.items.map(({ id, name }, index) => (
              <option key={id} value={one && index === 0 ? '' : id}>
                {format.text(name)}
              </option>
            ))}
          </select>
        </label>
        {ofPeriod && (
          <PeriodField
            label="pipeline.period"
            search={{
              period: shownPeriod(search),
              ...(search.from === undefined ? {} : { from: search.from }),
              ...(search.to === undefined ? {} : { to: search.to }),
            }}
            onChange={({ period, ...part }) =>
              onChange({ ...part, ...(period === undefined ? {} : { period: period === '' ? 'all' : period }) })
            }
          />
        )}
        {view !== 'sizing' && <WindowField window={search.window} onChange={(window) => onChange({ window })} />}
        {view === 'velocity' && <SpanFields search={search} onChange={onChange} />}
        {(ofPeriod || view === 'velocity') && (
          <Breakdown view={view} by={search.by ?? ''} onChange={(by) => onChange({ by: by || undefined })} />
        )}
      </form>
      <Chosen only={search.only ?? []} onChange={(only) => onChange({ only: only.length === 0 ? undefined : only })} />
    </>
  )
}

function WindowField({ window, onChange }: { window: number | undefined; onChange(window: number | undefined): void }) {
  const say = useSay()
  return (
    <label className="field">
      <Say id="pipeline.window" />
      <select
        className="plain"
        value={window ?? ''}
        onChange={(event) => onChange(Number(event.currentTarget.value) || undefined)}
      >
        <option value="">{say('pipeline.window.auto')}</option>
        {[...new Set([...windowChoices, ...(window === undefined ? [] : [window])])].map((days) => (
          <option key={days} value={days}>
            {say('pipeline.days', { days })}
          </option>
        ))}
      </select>
    </label>
  )
}

function SpanFields({ search, onChange }: Pick<ControlsInput, 'search' | 'onChange'>) {
  const say = useSay()
  return (
    <>
      <label className="field">
        <Say id="pipeline.span" />
        <select
          className="plain"
          value={search.span ?? 90}
          onChange={(event) => onChange({ span: Number(event.currentTarget.value) })}
        >
          {[30, 60, 90, 180, 365].map((days) => (
            <option key={days} value={days}>
              {say('pipeline.span.days', { days })}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <Say id="pipeline.back" />
        <select
          className="plain"
          value={search.back ?? 4}
          onChange={(event) => onChange({ back: Number(event.currentTarget.value) })}
        >
          {[1, 2, 4, 8, 13, 26].map((weeks) => (
            <option key={weeks} value={weeks}>
              {say('pipeline.back.weeks', { weeks })}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function Breakdown({ view, by, onChange }: { view: PipelineView; by: string; onChange(by: string): void }) {
  const say = useSay()
  const name = usePropertyName()
  const fields = useDealFields()
  const listed = properties.filter(
    (one) => !(one === 'month' && view === 'velocity') && !(one === 'pipeline' && view === 'stages'),
  )
  return (
    <label className="field">
      <Say id="pipeline.by" />
      <select className="plain" value={by} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{say('pipeline.by.none')}</option>
        {listed.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
        {fields.length > 0 && (
          <optgroup label={say('pipeline.by.fields')}>
            {fields.map(({ key, label }) => (
              <option key={key} value={`custom.${key}`}>
                {label}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  )
}

/** What was chosen by going into a row; each can be taken away. */
function Chosen({ only, onChange }: { only: readonly string[]; onChange(only: readonly string[]): void }) {
  const say = useSay()
  const propertyName = usePropertyName()
  const keyName = useKeyName()
  if (only.length === 0) return null
  return (
    <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 16 }} data-no-print>
      {only.map((one) => {
        const colon = one.indexOf(':')
        const by = one.slice(0, colon)
        const key = one.endsWith(':missing') ? null : one.slice(colon + 2)
        const name = `${propertyName(by)}: ${keyName(by, key)}`
        return (
          <button
            key={one}
            type="button"
            className="plain"
            style={{ width: 'auto' }}
            aria-label={say('pipeline.only.remove', { name })}
            onClick={() => onChange(only.filter((other) => other !== one))}
          >
            {name} <span aria-hidden="true">×</span>
          </button>
        )
      })}
    </p>
  )
}
