import { undoFact } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { personUndoInput, type PersonUndone } from '#contract/person-verbs.ts'

/** Takes a move by hand back: somebody stands where they would without it. */
export const undoPersonMove: Verb<PersonUndone> = writeVerb({
  permission: 'person.move',
  input: personUndoInput,
  run: ({ db, workspaceId, input, now }) => undoFact(db, workspaceId, { ...input, name: 'stage_set', now }),
  audit: ({ id, messageId, closed }) => ({ subject: `person:${id}`, detail: { undone: messageId, closed } }),
})
