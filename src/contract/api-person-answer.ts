import { type RouteContract, route } from '#contract/openapi.ts'
import { personAnswerBody, personAnswered, personAnswerId, personAnswers } from '#contract/person-answer.ts'
import { personUndone, personUndoBody } from '#contract/person-verbs.ts'

/** Answers of people whom no deal is about yet. */
export const personAnswerRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/people/:id/answers',
    verb: 'listPersonAnswers',
    summary: 'What somebody answered to questions of playbooks, newest first.',
    tag: 'People',
    doors: ['session'],
    params: personAnswerId,
    responses: { 200: { description: 'Answers that are kept with the person.', body: personAnswers } },
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/answers',
    verb: 'answerByPerson',
    summary: 'Keeps what somebody said to a question; a deal that is opened with them takes it over.',
    tag: 'People',
    doors: ['session'],
    params: personAnswerId,
    body: personAnswerBody,
    responses: { 200: { description: 'The event that says it.', body: personAnswered } },
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/answers/undo',
    verb: 'undoPersonAnswer',
    summary: 'Takes an answer back.',
    tag: 'People',
    doors: ['session'],
    params: personAnswerId,
    body: personUndoBody,
    responses: { 200: { description: 'It is gone.', body: personUndone } },
  }),
]
