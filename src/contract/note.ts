import { z } from 'zod'

const time = z.iso.datetime()
const body = z.string().trim().min(1).max(10_000)

/** A colleague's words about somebody. Text, never markup. */
export const note = z.object({
  id: z.uuid(),
  /** who it was written about: another id than the page's when they were merged since */
  personId: z.uuid(),
  author: z.string(),
  /** whether it is the reader's own, and so may be edited */
  own: z.boolean(),
  body: z.string(),
  at: time,
  editedAt: time.nullable(),
})
export type Note = z.infer<typeof note>

export const notePerson = z.object({ id: z.uuid() })
/** `GET /api/people/:id/notes`, newest first. */
export const noteList = z.object({ items: z.array(note) })
export type NoteList = z.infer<typeof noteList>

export const noteBody = z.object({ body })
export const noteWriteInput = noteBody.extend({ id: z.uuid() })
export const noteId = z.object({ id: z.uuid() })
export const noteEditInput = noteBody.extend({ id: z.uuid() })
/** `POST /api/notes/:id/delete`: `undo` brings it back. */
export const noteDeleteBody = z.object({ undo: z.boolean().optional() })
export const noteDeleteInput = noteDeleteBody.extend({ id: z.uuid() })
export const noteDeleted = z.object({ id: z.uuid(), personId: z.uuid(), deleted: z.boolean() })
export type NoteDeleted = z.infer<typeof noteDeleted>
