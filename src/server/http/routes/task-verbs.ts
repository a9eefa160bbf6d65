import { acceptHandoff } from '#actions/handoff-accept.ts'
import { passHandoff } from '#actions/handoff-assign.ts'
import { listHandoffs } from '#actions/handoff-list.ts'
import { returnHandoff } from '#actions/handoff-return.ts'
import { undoHandoff } from '#actions/handoff-undo.ts'
import { readMemberHolds } from '#actions/member-holds.ts'
import { answerByPerson, listPersonAnswers, undoPersonAnswer } from '#actions/person-answer.ts'
import { changeRouting } from '#actions/routing-change.ts'
import { changeFollowUp } from '#actions/routing-follow-up.ts'
import { readRouting } from '#actions/routing-read.ts'
import { changeTask } from '#actions/task-change.ts'
import { createTask } from '#actions/task-create.ts'
import { finishTask } from '#actions/task-done.ts'
import { listAllTasks } from '#actions/task-list.ts'
import { giveTasks } from '#actions/task-reassign.ts'
import { snoozeTask } from '#actions/task-snooze.ts'
import { readTaskQueue } from '#actions/task-today.ts'
import { undoTask } from '#actions/task-undo.ts'
import { readTouchContext } from '#actions/touch-context.ts'
import { logTouch } from '#actions/touch-log.ts'
import { listUntouched } from '#actions/touch-never.ts'
import { undoTouch } from '#actions/touch-undo.ts'
import type { VerbRoute } from '../verbs.ts'

/** Tasks, what is logged of calls and mails, hand-offs, and who gets them. */
export const taskVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/tasks', verb: listAllTasks },
  { method: 'GET', path: '/api/tasks/today', verb: readTaskQueue },
  { method: 'POST', path: '/api/tasks', verb: createTask },
  { method: 'POST', path: '/api/tasks/reassign', verb: giveTasks },
  { method: 'POST', path: '/api/tasks/:id/change', verb: changeTask },
  { method: 'POST', path: '/api/tasks/:id/snooze', verb: snoozeTask },
  { method: 'POST', path: '/api/tasks/:id/done', verb: finishTask },
  { method: 'POST', path: '/api/tasks/:id/undo', verb: undoTask },
  { method: 'GET', path: '/api/touches/context', verb: readTouchContext },
  { method: 'POST', path: '/api/touches', verb: logTouch },
  { method: 'POST', path: '/api/touches/:id/undo', verb: undoTouch },
  { method: 'GET', path: '/api/people/:id/answers', verb: listPersonAnswers },
  { method: 'POST', path: '/api/people/:id/answers', verb: answerByPerson },
  { method: 'POST', path: '/api/people/:id/answers/undo', verb: undoPersonAnswer },
  { method: 'GET', path: '/api/untouched', verb: listUntouched },
  { method: 'GET', path: '/api/handoffs', verb: listHandoffs },
  { method: 'POST', path: '/api/handoffs/:id/accept', verb: acceptHandoff },
  { method: 'POST', path: '/api/handoffs/:id/return', verb: returnHandoff },
  { method: 'POST', path: '/api/handoffs/:id/assign', verb: passHandoff },
  { method: 'POST', path: '/api/handoffs/:id/undo', verb: undoHandoff },
  { method: 'GET', path: '/api/routing', verb: readRouting },
  { method: 'POST', path: '/api/routing', verb: changeRouting },
  { method: 'POST', path: '/api/follow-up', verb: changeFollowUp },
  { method: 'GET', path: '/api/team/members/:id/holds', verb: readMemberHolds },
]
