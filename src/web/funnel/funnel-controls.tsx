import type { FunnelDocument } from '#contract/funnel.ts'
import type { ModelList } from '#contract/model.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Help } from '../ui/help.tsx'
import { DaysFields, PeriodField, WindowField } from './period-field.tsx'
import { touchProperties, useFilterName, useProperties, usePropertyName } from './property.ts'
import type { FunnelSearch } from './search.ts'

type Change = (part: { [Key in keyof FunnelSearch]: FunnelSearch[Key] | undefined }) => void

interface ControlsInput {
  search: FunnelSearch
  models: ModelList | undefined
  shown: FunnelDocument | undefined
  onChange: Change
}

/** Which cohort, how it is counted and what it is compared with; every choice stands in the address. */
export function FunnelControls({ search, models, shown, onChange }: ControlsInput) {
  const say = useSay()
  const format = useFormat()
  return (
    <form
      className="filters"
      aria-label={say('funnel.controls')}
      data-no-print
      onSubmit={(event) => event.preventDefault()}
    >
      <label className="field">
        <Say id="funnel.model" />
        <select
          className="plain"
          value={search.model ?? shown?.model ?? ''}
          onChange={(event) => onChange({ model: event.currentTarget.value })}
        >
          {models?.models
            .filter(({ subject }) => subject === 'person')
            .map((model) => (
              <option key={model.id} value={model.id}>
                {format.text(model.name)}
              </option>
            ))}
        </select>
      </label>
      <PeriodField search={search} onChange={onChange} />
      <WindowField window={search.window} onChange={(window) => onChange({ window })} />
      <Breakdown by={search.by ?? ''} onChange={(by) => onChange({ by })} />
      <label className="field">
        <Say id="funnel.pass" />
        <select
          className="plain"
          value={search.pass ?? 'first'}
          onChange={(event) => onChange({ pass: event.currentTarget.value === 'any' ? 'any' : undefined })}
        >
          <option value="first">{say('funnel.pass.first')}</option>
          <option value="any">{say('funnel.pass.any')}</option>
        </select>
      </label>
      <Compared search={search} onChange={onChange} />
    </form>
  )
}

/** The first touch, the persona, and any fact of people or companies that is known here. */
function Breakdown({ by, onChange }: { by: string; onChange(by: string): void }) {
  const say = useSay()
  const properties = useProperties()
  const name = usePropertyName()
  const listed = by === '' || [...touchProperties, ...properties].some((property) => property.by === by)
  const facts = (owner: string) =>
    properties
      .filter((property) => property.by.startsWith(owner))
      .map((property) => (
        <option key={property.by} value={property.by}>
          {name(property.by)}
        </option>
      ))
  return (
    <label className="field">
      <Say id="funnel.by" />
      <select className="plain" value={by} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{say('funnel.by.none')}</option>
        {touchProperties.map((property) => (
          <option key={property.by} value={property.by}>
            {say(property.label)}
          </option>
        ))}
        {!listed && <option value={by}>{name(by)}</option>}
        <optgroup label={say('funnel.by.person')}>{facts('person.')}</optgroup>
        <optgroup label={say('funnel.by.account')}>{facts('account.')}</optgroup>
      </select>
    </label>
  )
}

function Compared({ search, onChange }: { search: FunnelSearch; onChange: Change }) {
  const say = useSay()
  const choose = (value: string): void => {
    const compare = value === 'previous' || value === 'year' || value === 'custom' ? value : undefined
    // a cohort since the beginning has nothing before it
    const whole = search.period === undefined && search.from === undefined
    onChange({
      compare,
      formerFrom: undefined,
      formerTo: undefined,
      side: undefined,
      ...(whole && compare !== undefined ? { period: '90d' } : {}),
    })
  }
  return (
    <>
      <label className="field">
        <Say id="compare" />
        <select className="plain" value={search.compare ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{say('compare.none')}</option>
          <option value="previous">{say('compare.previous')}</option>
          <option value="year">{say('compare.year')}</option>
          <option value="custom">{say('compare.custom')}</option>
        </select>
      </label>
      {search.compare === 'custom' && (
        <DaysFields
          from={search.formerFrom}
          to={search.formerTo}
          onChange={(part) => onChange('from' in part ? { formerFrom: part.from } : { formerTo: part.to })}
        />
      )}
    </>
  )
}

interface FiltersInput {
  only: readonly string[]
  onChange(only: string[] | undefined): void
}

/** The filters in force, each with a way out. */
export function Filters({ only, onChange }: FiltersInput) {
  const say = useSay()
  const name = useFilterName()
  if (only.length === 0) return null
  return (
    <p className="small" style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
      <span className="quiet">
        <Say id="funnel.only" />
      </span>
      {only.map((filter) => (
        <button
          key={filter}
          type="button"
          className="chip bare"
          style={{ padding: '3px 10px', background: 'var(--accent-soft)' }}
          aria-label={say('funnel.only.remove', { filter: name(filter) })}
          onClick={() => {
            const rest = only.filter((one) => one !== filter)
            onChange(rest.length === 0 ? undefined : rest)
          }}
        >
          {name(filter)} <span aria-hidden="true">×</span>
        </button>
      ))}
      <Help term="cohort" />
    </p>
  )
}
