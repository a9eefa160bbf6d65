import { judgeFacts } from '#core/fold/facts.ts'
import type { Program } from '#core/fold/program.ts'
import { resume } from '#core/fold/run.ts'
import { emptyState } from '#core/fold/state.ts'
import type { Condition } from '#core/rule.ts'
import type { TitleReading } from '#core/title/title.ts'

/** What a title says by a program, and the persona of somebody of whom nothing else is known, with what holds of its rule. */
export function tryTitle(
  program: Program,
  title: string,
): TitleReading & { persona: { id: string; holds: Condition[] } | null } {
  const reading = program.titles?.(title) ?? { seniority: null, functions: [], hits: [] }
  const state = emptyState(program.version)
  if (title.trim() !== '') state.facts = { title }
  const { context } = resume(program, state)
  judgeFacts(program, context, '')
  const persona = program.personas.find(({ id }) => id === state.persona)
  const holds = persona?.when.explain(context).map(({ condition }) => condition) ?? []
  return { ...reading, persona: persona ? { id: persona.id, holds } : null }
}
