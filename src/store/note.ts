import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

export interface NoteRecord {
  id: string
  personId: string
  authorId: string | null
  author: string
  body: string
  at: Date
  editedAt: Date | null
  deletedAt: Date | null
}

const columns = `id, person_id as "personId", author_id as "authorId", author, body, at, edited_at as "editedAt",
  deleted_at as "deletedAt"`

/** The notes about a person and about everybody merged into them, newest first. */
export async function notesOf(db: Db, workspaceId: string, personId: string): Promise<NoteRecord[]> {
  const { rows } = await db.query<NoteRecord>(
    prepared(
      `select ${columns} from note where workspace_id = $1 and deleted_at is null and person_id in (
         select id from person where workspace_id = $1 and (id = $2 or merged_into = $2))
       order by at desc, id desc limit 500`,
      [workspaceId, personId],
    ),
  )
  return rows
}

/** A note, deleted or not; locked until the transaction ends. Null when there is none here. */
export async function lockNote(db: Db, workspaceId: string, id: string): Promise<NoteRecord | null> {
  const { rows } = await db.query<NoteRecord>(
    `select ${columns} from note where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function insertNote(
  db: Db,
  workspaceId: string,
  note: { id: string; personId: string; authorId: string | null; author: string; body: string; at: number },
): Promise<void> {
  await db.query(
    `insert into note (workspace_id, id, person_id, author_id, author, body, at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, note.id, note.personId, note.authorId, note.author, note.body, new Date(note.at)],
  )
}

export async function editNote(db: Db, workspaceId: string, id: string, body: string, at: number): Promise<void> {
  await db.query('update note set body = $3, edited_at = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    body,
    new Date(at),
  ])
}

/** Deletes a note, or (null) brings it back. */
export async function deleteNote(db: Db, workspaceId: string, id: string, at: number | null): Promise<void> {
  await db.query('update note set deleted_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    at === null ? null : new Date(at),
  ])
}
