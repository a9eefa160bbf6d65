import type { BantLetter } from '#core/deal/event.ts'
import { personAnswerApi } from '../person/api.ts'
import { useSay } from '../app/words.tsx'
import { dealApi } from './api.ts'
import { undoWritten, useDealChange } from './queries.ts'

/** What somebody said to a question, as it is sent. */
export interface AnswerSaid {
  question: string
  answer: string
  source: string
  confidence: string
  playbook?: string
  person?: string
  letter?: BantLetter
  met?: boolean
}

/** Where an answer is kept. */
export interface KeepAnswer {
  isPending: boolean
  keep(said: AnswerSaid, onDone: () => void): void
}

/** Answers become evidence for a letter, or a line in the story of the deal. */
export function useDealAnswer(dealId: string): KeepAnswer {
  const say = useSay()
  const { go, isPending } = useDealChange()
  return {
    isPending,
    keep: (said, onDone) =>
      go({
        run: () => dealApi.answer(dealId, said),
        said: () => say('deal.answer.done'),
        undo: undoWritten,
        onDone,
      }),
  }
}

/** No deal yet: answers stay with the person, and go to the deal that is opened with them. */
export function usePersonAnswer(personId: string): KeepAnswer {
  const say = useSay()
  const { go, isPending } = useDealChange()
  return {
    isPending,
    keep: (said, onDone) =>
      go({
        run: () => personAnswerApi.answer(personId, said),
        said: () => say('deal.answer.done'),
        undo: ({ messageId }) => personAnswerApi.undo(personId, messageId),
        onDone,
      }),
  }
}
