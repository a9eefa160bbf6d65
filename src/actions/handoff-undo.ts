import { takeHandoff } from '#actions/handoff/load.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { undoFact } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { handoffId, type HandoffAnswered } from '#contract/handoff.ts'
import { ok, refuse } from '#contract/problem.ts'
import { answeredBy, forgetAnswer } from '#store/handoff.ts'
import { ownFactOf } from '#store/person-read.ts'
import { deleteTaskOf } from '#store/task.ts'

const answers: ReadonlySet<string> = new Set(['lead_accepted', 'lead_returned', 'handoff_closed'])

/** Takes an answer back: they wait again, and stand where they would without it; the task that it set goes, if untouched. */
export const undoHandoff: Verb<HandoffAnswered> = writeVerb({
  permission: 'handoff.answer',
  input: handoffId,
  async run({ db, workspaceId, actor, input, now }) {
    const taken = await takeHandoff(db, workspaceId, actor, input.id)
    if (!taken.ok) return taken
    const { id, personId, state, answer } = taken.value
    const messageId = await answeredBy(db, workspaceId, id)
    const fact = messageId === null ? null : await ownFactOf(db, workspaceId, personId, messageId)
    if (state !== 'done' || answer === null || messageId === null || !fact || !answers.has(fact.name))
      return refuse('conflict', 'This cannot be undone: it was undone already, or was not answered here. Look again.')
    const undone = await undoFact(db, workspaceId, { id: personId, messageId, name: fact.name, now })
    if (!undone.ok) return undone
    pipeline(db, false)
    await forgetAnswer(db, workspaceId, id)
    await deleteTaskOf(db, workspaceId, `handoff:${id}`)
    return ok({ id, personId, messageId, task: null })
  },
  audit: ({ id, personId }) => ({ verb: 'handoff.undo', subject: `person:${personId}`, detail: { handoff: id } }),
})
