import { isAuthor } from '#actions/person/note.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { noteDeleteInput, type NoteDeleted } from '#contract/note.ts'
import { ok, refuse } from '#contract/problem.ts'
import { deleteNote, lockNote } from '#store/note.ts'

/** Deletes a note, or brings it back: one's own, or as an admin anybody's. */
export const removeNote: Verb<NoteDeleted> = writeVerb({
  permission: 'note.write',
  input: noteDeleteInput,
  async run({ db, workspaceId, actor, input, now }) {
    const note = await lockNote(db, workspaceId, input.id)
    if (!note) return refuse('not_found', 'There is no such note here.')
    const admin = actor.kind === 'operator' || (actor.kind === 'user' && actor.role === 'admin')
    if (!isAuthor(note.authorId, actor) && !admin) {
      return refuse('forbidden', `Only ${note.author} or an admin may delete this note.`)
    }
    const deleted = input.undo !== true
    await deleteNote(db, workspaceId, note.id, deleted ? now : null)
    return ok({ id: note.id, personId: note.personId, deleted })
  },
  audit: ({ id, personId, deleted }) => ({ subject: `person:${personId}`, detail: { note: id, deleted } }),
})
