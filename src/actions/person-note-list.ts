import { saidNote } from '#actions/person/note.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { notePerson, type NoteList } from '#contract/note.ts'
import { ok, refuse } from '#contract/problem.ts'
import { notesOf } from '#store/note.ts'
import { findPerson } from '#store/person-read.ts'

/** What colleagues wrote about somebody and about whoever was merged into them, newest first. */
export const listNotes: Verb<NoteList> = readVerb({
  permission: 'note.read',
  input: notePerson,
  async run({ db, workspaceId, actor, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    return ok({ items: (await notesOf(db, workspaceId, person.id)).map((note) => saidNote(note, actor)) })
  },
})
