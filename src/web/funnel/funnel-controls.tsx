import { useState } from 'react'
import type { FunnelDocument } from '#contract/funnel.ts'
import type { ModelList } from '#contract/model.ts'
import { useFormat } from '../app/format.ts'
import { type MessageId } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import type { FunnelSearch } from './search.ts'

const periods: { value: string; label: MessageId }[] = [
  { value: '', label: 'funnel.period.all' },
  { value: '30d', label: 'funnel.period.30' },
  { value: '90d', label: 'funnel.period.90' },
  { value: '180d', label: 'funnel.period.180' },
  { value: '365d', label: 'funnel.period.365' },
  { value: 'custom', label: 'funnel.period.custom' },
]
const windows = ['7d', '30d', '60d', '90d', '180d', '365d']
const breakdowns: { value: string; label: MessageId }[] = [
  { value: '', label: 'funnel.by.none' },
  { value: 'channel', label: 'funnel.by.channel' },
  { value: 'campaign', label: 'funnel.by.campaign' },
  { value: 'object', label: 'funnel.by.object' },
  { value: 'persona', label: 'funnel.by.persona' },
  { value: 'account.industry', label: 'funnel.by.industry' },
  { value: 'person.country', label: 'funnel.by.country' },
]

interface ControlsInput {
  search: FunnelSearch
  models: ModelList | undefined
  shown: FunnelDocument | undefined
  onChange(part: { [Key in keyof FunnelSearch]: FunnelSearch[Key] | undefined }): void
}

/** Which cohort and how it is counted; every choice stands in the address. */
export function FunnelControls({ search, models, shown, onChange }: ControlsInput) {
  const say = useSay()
  const format = useFormat()
  const period = search.period ?? (search.from !== undefined || search.to !== undefined ? 'custom' : '')
  return (
    <form className="filters" aria-label={say('funnel.controls')} onSubmit={(event) => event.preventDefault()}>
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
      <label className="field">
        <Say id="funnel.period" />
        <select
          className="plain"
          value={period}
          onChange={(event) => onChange({ period: event.currentTarget.value, from: undefined, to: undefined })}
        >
          {periods.map(({ value, label }) => (
            <option key={value} value={value}>
              {say(label)}
            </option>
          ))}
        </select>
      </label>
      {period === 'custom' && (
        <>
          <label className="field">
            <Say id="funnel.from" />
            <input
              className="plain"
              type="date"
              value={search.from ?? ''}
              max={search.to}
              onChange={(event) => onChange({ period: 'custom', from: event.currentTarget.value })}
            />
          </label>
          <label className="field">
            <Say id="funnel.to" />
            <input
              className="plain"
              type="date"
              value={search.to ?? ''}
              min={search.from}
              onChange={(event) => onChange({ period: 'custom', to: event.currentTarget.value })}
            />
          </label>
        </>
      )}
      <label className="field">
        <Say id="funnel.window" />
        <select
          className="plain"
          value={search.window ?? ''}
          onChange={(event) => onChange({ window: event.currentTarget.value })}
        >
          <option value="">{say('funnel.window.none')}</option>
          {[...new Set([...windows, ...(search.window === undefined ? [] : [search.window])])].map((window) => (
            <option key={window} value={window}>
              {/^\d+d$/.test(window) ? say('funnel.window.days', { days: Number.parseInt(window, 10) }) : window}
            </option>
          ))}
        </select>
      </label>
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
    </form>
  )
}

/** The usual properties, or any fact of a person or company by its name. */
function Breakdown({ by, onChange }: { by: string; onChange(by: string): void }) {
  const say = useSay()
  const usual = breakdowns.some(({ value }) => value === by)
  const [own, setOwn] = useState(!usual)
  const [typed, setTyped] = useState(usual ? 'person.' : by)
  return (
    <>
      <label className="field">
        <Say id="funnel.by" />
        <select
          className="plain"
          value={own ? 'own' : by}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            setOwn(chosen === 'own')
            if (chosen !== 'own') onChange(chosen)
          }}
        >
          {breakdowns.map(({ value, label }) => (
            <option key={value} value={value}>
              {say(label)}
            </option>
          ))}
          <option value="own">{say('funnel.by.own')}</option>
        </select>
      </label>
      {own && (
        <label className="field">
          <Say id="funnel.by.fact" />
          <input
            className="plain"
            placeholder="account.size"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={() => onChange(typed)}
            onKeyDown={(event) => event.key === 'Enter' && onChange(typed)}
          />
        </label>
      )}
    </>
  )
}
