import { createContext, use } from 'react'
import type { CountOp, FieldCondition } from '#core/rule.ts'
import { useModels } from '../app/models.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Comparison } from './comparison.tsx'
import type { Leaf } from './draft.ts'
import { DurationInput } from './duration-input.tsx'
import { EventEditor } from './event-editor.tsx'
import { fieldGroups, fieldKind } from './fields.ts'
import { useFieldsInUse } from './filter-api.ts'
import styles from './filter.module.css'
import { useLabels } from './labels.ts'

/** Whether lines about what people did are left out. */
export const PlainContext = createContext(false)

interface LineInput {
  leaf: Leaf
  onChange(leaf: Leaf): void
}

/** One condition: what is asked, how, and with what. */
export function LineEditor({ leaf, onChange }: LineInput) {
  return (
    <div className={styles.line}>
      <WhatPicker leaf={leaf} onChange={onChange} />
      {'count' in leaf ? (
        <CountEditor leaf={leaf} onChange={onChange} />
      ) : 'since' in leaf ? (
        <>
          <LastingEditor op={leaf.op} value={leaf.value} onChange={(part) => onChange({ ...leaf, ...part })} />
          <EventEditor event={leaf.since} onChange={(since) => onChange({ ...leaf, since })} />
        </>
      ) : 'inStage' in leaf ? (
        <LastingEditor op={leaf.op} value={leaf.value} onChange={(part) => onChange({ ...leaf, ...part })} />
      ) : (
        <Comparison condition={leaf} onChange={onChange} />
      )}
    </div>
  )
}

const special = { count: '\u0000count', since: '\u0000since', inStage: '\u0000inStage ' }

function WhatPicker({ leaf, onChange }: LineInput) {
  const say = useSay()
  const format = useFormat()
  const labels = useLabels()
  const models = useModels()
  const plain = use(PlainContext)
  const groups = fieldGroups(useFieldsInUse(), models)
  const now =
    'count' in leaf
      ? special.count
      : 'since' in leaf
        ? special.since
        : 'inStage' in leaf
          ? special.inStage + leaf.inStage
          : leaf.field
  const known = groups.some(({ fields }) => fields.includes(now))
  const choose = (what: string) => {
    if (what === special.count) onChange({ count: {}, within: '30d', op: 'gte', value: 1 })
    else if (what === special.since) onChange({ since: {}, op: 'gte', value: '30d' })
    else if (what.startsWith(special.inStage)) {
      onChange({ inStage: what.slice(special.inStage.length), op: 'gte', value: '14d' })
    } else onChange(firstComparison(what, fieldKind(what, models).kind))
  }
  return (
    <select
      className="plain"
      data-what
      aria-label={say('filter.what')}
      value={now}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {now === '' && <option value="">{say('filter.what.choose')}</option>}
      {(!plain || now === special.count || now === special.since) && (
        <optgroup label={say('filter.group.events')}>
          <option value={special.count}>{say('filter.count')}</option>
          <option value={special.since}>{say('filter.since')}</option>
        </optgroup>
      )}
      {groups.map(({ id, fields }) =>
        fields.length === 0 ? null : (
          <optgroup key={id} label={say(`filter.group.${id}`)}>
            {fields.map((field) => (
              <option key={field} value={field}>
                {labels.field(field)}
              </option>
            ))}
            {id === 'standing' &&
              models?.models
                .filter(({ subject }) => subject === 'person')
                .map((model) => (
                  <option key={model.id} value={special.inStage + model.id}>
                    {say('filter.inStage', { model: format.text(model.name) })}
                  </option>
                ))}
          </optgroup>
        ),
      )}
      {!known && !now.startsWith('\u0000') && now !== '' && <option value={now}>{labels.field(now)}</option>}
    </select>
  )
}

function firstComparison(field: string, kind: 'number' | 'yesno' | 'choice' | 'text'): FieldCondition {
  if (kind === 'yesno') return { field, op: 'is', value: true }
  if (kind === 'number') return { field, op: 'gte', value: '' }
  return { field, op: 'is', value: '' }
}

function CountEditor({ leaf, onChange }: { leaf: Extract<Leaf, { count: unknown }>; onChange(leaf: Leaf): void }) {
  const say = useSay()
  const { within } = leaf
  return (
    <>
      <select
        className="plain"
        aria-label={say('filter.operator')}
        value={leaf.op}
        onChange={(event) => onChange({ ...leaf, op: event.currentTarget.value as CountOp })}
      >
        {(['gte', 'lte', 'is', 'gt', 'lt'] as const).map((op) => (
          <option key={op} value={op}>
            {say(`filter.op.${op}`)}
          </option>
        ))}
      </select>
      <input
        className={`plain ${styles.short}`}
        type="number"
        min={0}
        max={1000}
        aria-label={say('filter.times')}
        value={Number.isFinite(leaf.value) ? leaf.value : ''}
        onChange={(event) => onChange({ ...leaf, value: event.currentTarget.valueAsNumber })}
      />
      <span className={styles.word}>
        <Say id="filter.times" />
      </span>
      <select
        className="plain"
        aria-label={say('filter.within')}
        value={within === undefined ? '' : 'within'}
        onChange={(event) => {
          const { within: _, ...rest } = leaf
          onChange(event.currentTarget.value === '' ? rest : { ...rest, within: '30d' })
        }}
      >
        <option value="within">{say('filter.within.last')}</option>
        <option value="">{say('filter.within.ever')}</option>
      </select>
      {within !== undefined && (
        <DurationInput value={within} onChange={(next) => onChange({ ...leaf, within: next })} />
      )}
      <EventEditor event={leaf.count} onChange={(count) => onChange({ ...leaf, count })} />
    </>
  )
}

interface Lasting {
  op: 'gte' | 'lt'
  value: string
}

function LastingEditor({ op, value, onChange }: Lasting & { onChange(part: Partial<Lasting>): void }) {
  const say = useSay()
  return (
    <>
      <select
        className="plain"
        aria-label={say('filter.operator')}
        value={op}
        onChange={(event) => onChange({ op: event.currentTarget.value as 'gte' | 'lt' })}
      >
        <option value="gte">{say('filter.lasting.gte')}</option>
        <option value="lt">{say('filter.lasting.lt')}</option>
      </select>
      <DurationInput value={value} onChange={(next) => onChange({ value: next })} />
    </>
  )
}
