import { randomUUIDv7 } from 'node:crypto'
import { saidNote } from '#actions/person/note.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { noteWriteInput, type Note } from '#contract/note.ts'
import { ok, refuse } from '#contract/problem.ts'
import { insertNote } from '#store/note.ts'
import { findPerson } from '#store/person-read.ts'

/** Writes a note about somebody. The audit keeps that it was written, not what it says. */
export const writeNote: Verb<Note> = writeVerb({
  permission: 'note.write',
  input: noteWriteInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const note = {
      id: randomUUIDv7(),
      personId: person.id,
      authorId: actor.kind === 'user' ? actor.userId : null,
      author: actor.kind === 'key' ? actorName(actor) : actor.name,
      body: input.body,
    }
    await insertNote(db, workspaceId, { ...note, at: now })
    return ok(saidNote({ ...note, at: new Date(now), editedAt: null, deletedAt: null }, actor))
  },
  audit: ({ id, personId }) => ({ subject: `person:${personId}`, detail: { note: id } }),
})
