import { useFormat, type Words } from '../app/format.ts'

interface Named {
  id: string
  name: Words
}

interface StageNameInput {
  lifecycle: { stages: readonly Named[]; outcomes: readonly Named[] }
  stage: string | null
  outcome: string | null
}

/** Where somebody stands: the outcome when they are out of the order, else the stage. */
export function StageName({ lifecycle, stage, outcome }: StageNameInput) {
  const format = useFormat()
  const found =
    lifecycle.outcomes.find(({ id }) => id === outcome) ?? lifecycle.stages.find(({ id }) => id === stage) ?? null
  return <>{found ? format.text(found.name) : (outcome ?? stage ?? '–')}</>
}
