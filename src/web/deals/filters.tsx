import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { DealFacets } from '#contract/deal-board.ts'
import { useFormat } from '../app/format.ts'
import { useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { teamQuery } from '../team/team-query.ts'
import { useDealFacets } from './deals-api.ts'
import styles from './deals.module.css'
import { type DealsSearch, filterCount, noFilter } from './search.ts'

interface FiltersInput {
  search: DealsSearch
  pipeline: string | undefined
  change(part: { [Key in keyof DealsSearch]: DealsSearch[Key] | undefined }): void
}

/** Everything that deals can be narrowed by. What there is to choose from is what the open deals have. */
export function Filters({ search, pipeline, change }: FiltersInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { currency } = useWorkspace()
  const facets = useDealFacets(pipeline)
  const owners = useOwners(facets)
  const month = (value: string) => format.month(`${value}-15T12:00:00Z`)
  const forecast = search.view === 'forecast'
  const number = (text: string) => (text.trim() === '' || !(Number(text) >= 0) ? undefined : Number(text))
  return (
    <div className={`filters ${styles.filters}`}>
      <Choice
        label={<Say id="deals.owner" />}
        value={search.owner}
        options={owners.map(({ id, name }) => [id, id === 'none' ? say('deals.nobody') : name])}
        onChange={(owner) => change({ owner })}
      />
      <Choice
        label={<Say id="deals.team" />}
        value={search.team}
        options={(facets?.teams ?? []).map(({ value }) => [value, value])}
        onChange={(team) => change({ team })}
      />
      <Choice
        label={<Say id="deals.company" />}
        value={search.company}
        options={(facets?.companies ?? []).map(({ id, name }) => [id, name])}
        onChange={(company) => change({ company })}
      />
      {!forecast && (
        <Choice
          label={<Say id="deals.close" />}
          value={search.close}
          options={[
            ['past', say('deals.close.gone')],
            ...(facets?.months ?? []).map(({ value }) => [value, month(value)] as const),
            ['none', say('deals.close.none')],
          ]}
          onChange={(close) => change({ close })}
        />
      )}
      <Choice
        label={<Say id="deals.source" />}
        value={search.source}
        options={(facets?.sources ?? []).map(({ value }) => [value, wordFor('channel', value)])}
        onChange={(source) => change({ source })}
      />
      <Choice
        label={<Say id="deals.product" />}
        value={search.product}
        options={(facets?.products ?? []).map(({ id, name }) => [id, name])}
        onChange={(product) => change({ product })}
      />
      <Choice
        label={<Say id="deals.tag" />}
        value={search.tag}
        options={(facets?.tags ?? []).map(({ value }) => [value, value])}
        onChange={(tag) => change({ tag })}
      />
      <label className="field">
        <Say id="deals.min" values={{ currency }} />
        <input
          className="plain"
          type="number"
          min={0}
          defaultValue={search.min ?? ''}
          key={`min ${search.min}`}
          onBlur={(event) => change({ min: number(event.currentTarget.value) })}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </label>
      <label className="field">
        <Say id="deals.max" values={{ currency }} />
        <input
          className="plain"
          type="number"
          min={0}
          defaultValue={search.max ?? ''}
          key={`max ${search.max}`}
          onBlur={(event) => change({ max: number(event.currentTarget.value) })}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </label>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={search.silent === true}
          onChange={(event) => change({ silent: event.currentTarget.checked ? true : undefined })}
        />
        <Say id="deals.silent" />
      </label>
      {search.view === undefined && (
        <label className="field">
          <Say id="deals.days" />
          <select
            className="plain"
            value={search.days ?? 30}
            onChange={(event) => {
              const days = Number(event.currentTarget.value)
              change({ days: days === 30 ? undefined : days })
            }}
          >
            {[7, 30, 90, 365].map((days) => (
              <option key={days} value={days}>
                {say('deals.days.last', { days })}
              </option>
            ))}
          </select>
        </label>
      )}
      {filterCount(search) > 0 && (
        <button type="button" className={`link small ${styles.clear}`} onClick={() => change(noFilter)}>
          <Say id="deals.filter.clear" />
        </button>
      )}
    </div>
  )
}

interface ChoiceInput {
  label: ReactNode
  value: string | undefined
  options: readonly (readonly [value: string, name: string])[]
  onChange(value: string | undefined): void
}

/** One of what there is, or all; a value from the address that nothing has any more stays to be seen. */
function Choice({ label, value, options, onChange }: ChoiceInput) {
  const say = useSay()
  if (options.length === 0 && value === undefined) return null
  const strange = value !== undefined && !options.some(([one]) => one === value)
  return (
    <label className="field">
      {label}
      <select
        className="plain"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{say('deals.all')}</option>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
        {strange && <option value={value}>{value}</option>}
      </select>
    </label>
  )
}

/** Oneself first, then who owns deals, then the other colleagues, then nobody. */
export function useOwners(facets: DealFacets | undefined): { id: string; name: string }[] {
  const workspace = useWorkspace()
  const { user } = useSession()
  const team = useQuery(teamQuery(workspace.id)).data
  const known = new Map<string, string>()
  if (user) known.set(user.id, user.name)
  for (const { id, name } of facets?.owners ?? []) if (id !== 'none') known.set(id, name)
  for (const { userId, name } of team?.members ?? []) if (!known.has(userId)) known.set(userId, name)
  return [...[...known].map(([id, name]) => ({ id, name })), { id: 'none', name: '' }]
}
