import { ProblemError } from '../app/api.ts'
import type { MessageId } from '../app/language.tsx'
import { Say } from '../app/words.tsx'
import styles from './entry.module.css'

interface RefusalInput {
  error: Error
  /** other words for what this screen can be refused */
  words?: Partial<Record<string, MessageId>>
}

/** Why it was refused, in words; `words` by the problem's code. */
export function Refusal({ error, words = {} }: RefusalInput) {
  const code = error instanceof ProblemError ? error.problem.code : 'offline'
  return (
    <p className={styles.refusal} role="alert">
      <Say id={words[code] ?? `problem.${code}`} />
    </p>
  )
}

/** What was refused of one field, as the server says it. */
export function refusedField(error: Error | null, path: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined
  return error.problem.fields?.find((field) => field.path === path)?.message
}
