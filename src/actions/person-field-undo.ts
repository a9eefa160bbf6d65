import { undoFact } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { personUndoInput, type PersonUndone } from '#contract/person-verbs.ts'

/** Takes an edit by hand back: the fact is what it would be without it. */
export const undoPersonField: Verb<PersonUndone> = writeVerb({
  permission: 'person.edit',
  input: personUndoInput,
  run: ({ db, workspaceId, input, now }) => undoFact(db, workspaceId, { ...input, name: 'profile_updated', now }),
  audit: ({ id, messageId }) => ({ subject: `person:${id}`, detail: { undone: messageId } }),
})
