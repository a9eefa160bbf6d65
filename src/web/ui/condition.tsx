import type { Condition } from '#core/rule.ts'
import { sentence } from '#core/rule/sentence.ts'
import { useLanguage } from '../app/language.tsx'
import { useModels } from '../app/models.ts'

/** A condition of the rule language as a sentence in the language in use. */
export function ConditionSentence({ condition }: { condition: Condition }) {
  const { language } = useLanguage()
  const names = useModels()
  return <>{sentence(condition, language, names ?? null)}</>
}
