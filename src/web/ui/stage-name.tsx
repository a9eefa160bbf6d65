import { useFormat, type Words } from '../app/format.ts'
import styles from './table.module.css'

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

/** As many characters as the head of a column of figures bears in two lines. */
const headLength = 18

/** A stage at the head of a column: a long name that ends with its abbreviation in brackets is shown by that, and told whole. */
export function StageHead({ name }: { name: string }) {
  const short = name.length > headLength ? /\(([\p{Lu}\d]{2,6})\)$/u.exec(name)?.[1] : undefined
  if (short === undefined) return <span className={styles.stage}>{name}</span>
  return (
    <span title={name}>
      <span aria-hidden="true">{short}</span>
      <span className="hidden">{name}</span>
    </span>
  )
}
