import { bantLetters, type BantLetter, confidences, type Confidence } from '#core/deal/event.ts'
import type { JsonObject } from '#core/json.ts'

/** What somebody said to a question, as the event `question_answered` keeps it in its properties. */
export interface PersonAnswer {
  question: string
  answer: string
  /** evidence for this letter of BANT once there is a deal */
  letter?: BantLetter | undefined
  playbook?: string | undefined
  source: string
  confidence: Confidence
  /** the letter is met by it */
  met: boolean
}

export function propsOf({ letter, playbook, ...answer }: PersonAnswer): JsonObject {
  return { ...answer, ...(letter === undefined ? {} : { letter }), ...(playbook === undefined ? {} : { playbook }) }
}

/** The answer that properties of an event hold; null when it is none of ours. */
export function answerOf(props: JsonObject): PersonAnswer | null {
  const { question, answer, source, playbook } = props
  if (typeof question !== 'string' || typeof answer !== 'string') return null
  const letter = bantLetters.find((one) => one === props['letter'])
  return {
    question,
    answer,
    ...(letter === undefined ? {} : { letter }),
    ...(typeof playbook === 'string' ? { playbook } : {}),
    source: typeof source === 'string' ? source : 'call',
    confidence: confidences.find((one) => one === props['confidence']) ?? 'said',
    met: props['met'] !== false,
  }
}
