import { TagsInput } from '@mantine/core'
import { catalogue } from '#core/catalogue.ts'
import type { EventCondition, FieldCondition } from '#core/rule.ts'
import { eventLabel, eventSentence } from '#core/rule/sentence.ts'
import { useLanguage } from '../app/language.tsx'
import { useModels } from '../app/models.ts'
import { Say, useSay } from '../app/words.tsx'
import { Comparison } from './comparison.tsx'
import { eventConditionOf, eventDraft } from './draft.ts'
import { eventFields } from './fields.ts'
import { useFieldsInUse } from './filter-api.ts'
import styles from './filter.module.css'
import { useLabels } from './labels.ts'

/** Which events: of which names, with which details. */
export function EventEditor({ event, onChange }: { event: EventCondition; onChange(event: EventCondition): void }) {
  const say = useSay()
  const labels = useLabels()
  const { language } = useLanguage()
  const models = useModels()
  const inUse = useFieldsInUse()
  const draft = eventDraft(event)
  if (draft === null) return <span className={styles.word}>{eventSentence(event, language, models ?? null)}</span>
  const { names, details } = draft
  const change = (part: Partial<typeof draft>) => onChange(eventConditionOf({ ...draft, ...part }))
  // what is typed may be an event's word in the language in use
  const keys = [...new Set([...(inUse?.events ?? []), ...catalogue.map(({ key }) => key)])]
  const byWord = new Map(keys.map((key) => [eventLabel(key, language), key]))
  const setDetail = (index: number, to: FieldCondition | null) =>
    change({ details: details.flatMap((one, at) => (at === index ? (to === null ? [] : [to]) : [one])) })
  return (
    <div className={styles.event}>
      <TagsInput
        size="xs"
        aria-label={say('filter.events')}
        placeholder={names.length === 0 ? say('filter.events.any') : ''}
        value={names.map((name) => eventLabel(name, language))}
        data={[...byWord.keys()]}
        limit={50}
        onChange={(words) => change({ names: words.map((word) => byWord.get(word) ?? word) })}
      />
      {details.map((detail, index) => (
        // details have no name of their own
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.line}>
          <select
            className="plain"
            aria-label={say('filter.what')}
            value={detail.field}
            onChange={(changed) => setDetail(index, { field: changed.currentTarget.value, op: 'is', value: '' })}
          >
            {[...new Set([...eventFields(inUse), detail.field])].map((field) => (
              <option key={field} value={field}>
                {labels.field(field)}
              </option>
            ))}
          </select>
          <Comparison condition={detail} onChange={(to) => setDetail(index, to)} />
          <button type="button" className="link small" onClick={() => setDetail(index, null)}>
            <Say id="filter.remove" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="link small"
        onClick={() => change({ details: [...details, { field: 'event.object', op: 'contains', value: '' }] })}
      >
        <Say id="filter.addDetail" />
      </button>
    </div>
  )
}
