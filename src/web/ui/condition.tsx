import type { Condition } from '#core/rule.ts'

export function ConditionSentence({ condition }: { condition: Condition }) {
  return <>{JSON.stringify(condition)}</>
}
