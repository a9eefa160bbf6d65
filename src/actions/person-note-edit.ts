import { isAuthor, saidNote } from '#actions/person/note.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { noteEditInput, type Note } from '#contract/note.ts'
import { ok, refuse } from '#contract/problem.ts'
import { editNote, lockNote } from '#store/note.ts'

/** Changes the words of one's own note; that they were changed stays visible. */
export const changeNote: Verb<Note> = writeVerb({
  permission: 'note.write',
  input: noteEditInput,
  async run({ db, workspaceId, actor, input, now }) {
    const note = await lockNote(db, workspaceId, input.id)
    if (!note || note.deletedAt !== null) return refuse('not_found', 'There is no such note here.')
    if (!isAuthor(note.authorId, actor)) {
      return refuse('forbidden', `Only ${note.author} may change this note. Write one of your own beside it.`)
    }
    await editNote(db, workspaceId, note.id, input.body, now)
    return ok(saidNote({ ...note, body: input.body, editedAt: new Date(now) }, actor))
  },
  audit: ({ id, personId }) => ({ subject: `person:${personId}`, detail: { note: id, edited: true } }),
})
