import type { DealEntry } from '#actions/deal/write.ts'
import type { PersonAnswer } from '#core/person-answer.ts'

/**
 * What an answer says of a deal: evidence for a letter of BANT, or told in the deal's history. `at` in epoch ms, by
 * default now; `person`: who said it.
 */
export function answerEntry(
  { letter, question, answer, playbook, source, confidence, met }: PersonAnswer,
  person: string | undefined,
  at?: number,
): DealEntry {
  const who = person === undefined ? {} : { person }
  const from = playbook === undefined ? {} : { playbook }
  const when = at === undefined ? {} : { at }
  if (letter === undefined) {
    const detail = { question, source, confidence, ...from }
    return { kind: 'said', ...when, data: { name: 'question_answered', text: answer, ...who, detail } }
  }
  return { kind: 'answered', ...when, data: { letter, answer, question, source, confidence, met, ...who, ...from } }
}
