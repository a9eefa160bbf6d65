import type { Blueprint, Text } from '#core/blueprint.ts'
import type { Change } from '#core/blueprint/diff.ts'
import type { Json } from '#core/json.ts'
import type { Condition } from '#core/rule.ts'
import { sentence } from '#core/rule/sentence.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import styles from './blueprint.module.css'

interface ChangeListInput {
  changes: readonly Change[]
  /** where the names of what was changed are found */
  blueprint: Blueprint
}

/** What changes, in words: which part of what, from what to what. */
export function ChangeList({ changes, blueprint }: ChangeListInput) {
  const wordFor = useWordFor()
  const nameOf = useNameOf(blueprint)
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={`${change.kind} ${change.what} ${change.id}`}>
          <span className="chip">
            <Say id={`blueprint.kind.${change.kind}`} />
          </span>{' '}
          {wordFor('blueprint.what', camel(change.what))} <strong>{nameOf(change)}</strong>
          {change.values.length > 0 && (
            <ul className={styles.values}>
              {change.values.map((value) => (
                <Value key={value.part} {...value} blueprint={blueprint} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

function Value({ part, from, to, blueprint }: Change['values'][number] & { blueprint: Blueprint }) {
  const wordFor = useWordFor()
  const shown = useShown(blueprint)
  const before = shown(from)
  const after = shown(to)
  return (
    <li>
      {part !== '' && <span className="quiet">{wordFor('blueprint.part', part)}: </span>}
      {before !== null && after !== null && before !== after ? (
        <>
          <s className="quiet">{before}</s> → {after}
        </>
      ) : (
        <Say id="blueprint.value.other" />
      )}
    </li>
  )
}

/** A value in words; null where it has no short form. */
function useShown(blueprint: Blueprint): (value: Json) => string | null {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  return (value) => {
    if (value === null) return say('blueprint.value.nothing')
    if (typeof value === 'number') return format.points(value)
    if (typeof value === 'string') return value
    if (typeof value !== 'object' || Array.isArray(value)) return null
    if (typeof value['en'] === 'string') return format.text(value as unknown as Text)
    if (typeof value['by'] === 'string') return `${value['by']}, ${String(value['on'])}`
    if (typeof value['per'] === 'string' && typeof value['points'] === 'number')
      return say(value['per'] === 'week' ? 'blueprint.cap.week' : 'blueprint.cap.day', {
        points: format.points(value['points']),
      })
    const isRule = ['all', 'any', 'not', 'field', 'count', 'since', 'inStage', 'event'].some((key) => key in value)
    return isRule ? sentence(value as unknown as Condition, language, blueprint) : null
  }
}

function useNameOf(blueprint: Blueprint): (change: Change) => string {
  const format = useFormat()
  return ({ what, id }) => {
    const [first = '', second] = id.split(' / ')
    const model = blueprint.models.find((one) => one.id === first)
    if (second !== undefined && model) {
      const part = [...model.stages, ...model.outcomes].find((one) => one.id === second)
      return `${format.text(model.name)} / ${part ? format.text(part.name) : second}`
    }
    const lists: Record<string, readonly { id: string; name: Text }[]> = {
      model: blueprint.models,
      'engagement rule': blueprint.scores.engagement.rules,
      'fit rule': blueprint.scores.fit.rules,
      persona: blueprint.personas,
      'content kind': blueprint.contentKinds,
      reason: blueprint.reasons,
      playbook: blueprint.playbooks,
    }
    const named = lists[what]?.find((one) => one.id === id)
    return named ? format.text(named.name) : id
  }
}

function camel(what: string): string {
  return what.toLowerCase().replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase())
}
