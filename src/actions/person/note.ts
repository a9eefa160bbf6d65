import type { Actor } from '#actions/actor.ts'
import type { Note } from '#contract/note.ts'
import type { NoteRecord } from '#store/note.ts'
import { isoTime } from '#store/rows.ts'

/** A note as one reader sees it. */
export function saidNote({ id, personId, authorId, author, body, at, editedAt }: NoteRecord, reader: Actor): Note {
  return {
    id,
    personId,
    author,
    own: isAuthor(authorId, reader),
    body,
    at: isoTime(at.getTime()) as string,
    editedAt: isoTime(editedAt?.getTime()),
  }
}

export function isAuthor(authorId: string | null, reader: Actor): boolean {
  return reader.kind === 'user' && reader.userId === authorId
}
