import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy, undoFact } from '#actions/person/own-fact.ts'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { personAnswerId, personAnswerInput, type PersonAnswered, type PersonAnswers } from '#contract/person-answer.ts'
import { personUndoInput, type PersonUndone } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { answerOf, propsOf } from '#core/person-answer.ts'
import { answerLength } from '#core/deal/question.ts'
import { answersByPeople } from '#store/person-answer.ts'
import { findPerson } from '#store/person-read.ts'

const noPerson = refuse('not_found', 'There is no such person here.')
const name = 'question_answered'

/** What somebody answered while no deal was about them, newest first. */
export const listPersonAnswers: Verb<PersonAnswers> = readVerb({
  permission: 'person.read',
  input: personAnswerId,
  async run({ db, workspaceId, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return noPerson
    const rows = await answersByPeople(db, workspaceId, [person.id])
    return ok({
      items: rows.flatMap(({ messageId, at, props }) => {
        const answer = answerOf(props)
        const by = typeof props['by'] === 'string' ? props['by'] : null
        return answer
          ? [
              {
                messageId,
                at: at.toISOString(),
                ...answer,
                letter: answer.letter ?? null,
                playbook: answer.playbook ?? null,
                length: answerLength(answer.answer),
                by,
              },
            ]
          : []
      }),
    })
  },
})

/** Keeps what somebody said to a question of a playbook with them: a deal that is opened with them takes it over. */
export const answerByPerson: Verb<PersonAnswered> = writeVerb({
  permission: 'touch.write',
  input: personAnswerInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return noPerson
    const { id: _id, ...answer } = input
    const props = { ...propsOf(answer), ...saidBy(actor) }
    const event = ownFact('move', person.id, now, { name, object: input.question, props, traits: null })
    const history = await histories.of(db, workspaceId)
    await lockPersons(db, [person.id])
    await foldBatch(withinTransaction({ db, workspaceId, history, now }), [{ event, about: person.id }], () => {})
    return ok({ id: person.id, messageId: event.messageId })
  },
  audit: ({ id }, { letter }) => ({
    verb: 'person.answered',
    subject: `person:${id}`,
    detail: { letter: letter ?? null },
  }),
})

/** Takes an answer back; a deal that has taken it over keeps it until it is taken back there. */
export const undoPersonAnswer: Verb<PersonUndone> = writeVerb({
  permission: 'touch.write',
  input: personUndoInput,
  run: ({ db, workspaceId, input, now }) => undoFact(db, workspaceId, { ...input, name, now }),
  audit: ({ id, messageId }) => ({
    verb: 'person.answer_undo',
    subject: `person:${id}`,
    detail: { undone: messageId },
  }),
})
