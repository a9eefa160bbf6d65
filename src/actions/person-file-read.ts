import type { Pool, PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { foldInTurn } from '#actions/person-file/fold.ts'
import { partOf } from '#actions/person-file/parts.ts'
import { type LeaveReader, readLeave } from '#actions/export-leave.ts'
import { personFileLeave } from '#contract/person-file.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { roleNames } from '#core/entry-mail.ts'
import { fileSections } from '#core/privacy/person-file.ts'
import type { FileHead, FileWriter } from '#core/privacy/person-file-json.ts'
import { fileWords } from '#core/privacy/person-file-words.ts'
import { scrubber } from '#core/privacy/scrub.ts'
import type { Language } from '#core/rule/sentence.ts'
import { colleagueRoles, type FileSubject, namesBeside, subjectOf } from '#store/person-file.ts'
import { findWorkspace } from '#store/workspace.ts'

export interface PersonFile {
  format: 'json' | 'html'
  /** day on which it was made, in the workspace's zone: part of the file's name */
  day: string
  body: AsyncGenerator<string>
}

/** Everything about one person that leave was given for, a piece at a time, as of one moment. */
export async function readPersonFile(
  services: LeaveReader,
  actor: Actor,
  input: unknown,
  writers: Record<PersonFile['format'], (head: FileHead) => FileWriter>,
): Promise<Result<PersonFile>> {
  const leave = await readLeave(services, actor, input, { permission: 'person.file', query: personFileLeave })
  if (!leave.ok) return leave
  const { pool } = services
  const { workspaceId } = leave.value
  const { id, email, format, language } = leave.value.query
  const subject = id === null ? traceOf(workspaceId, email) : await subjectOf(pool, workspaceId, id)
  const workspace = await findWorkspace(pool, workspaceId)
  if (subject === null || workspace === null)
    return refuse('gone', 'This person is no longer here. Look again under another address.')
  const at = (services.now ?? Date.now)()
  const { name, zone } = workspace
  const head: FileHead = { workspace: name, madeAt: new Date(at).toISOString(), zone, language }
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
  return ok({ format, day, body: pieces(pool, subject, writers[format](head), language, at) })
}

function traceOf(workspaceId: string, email: string | null): FileSubject | null {
  return email === null ? null : { workspaceId, ids: [], mails: [email], users: [], visitors: [] }
}

async function* pieces(
  pool: Pool,
  subject: FileSubject,
  writer: FileWriter,
  language: Language,
  at: number,
): AsyncGenerator<string> {
  const db = await pool.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    const { workspaceId, ids, mails } = subject
    const [id] = ids
    const folded = id === undefined ? null : await foldInTurn(db, workspaceId, id, at)
    const names = await namesOf(db, subject)
    const roles: Record<string, string> = { ...roleNames[language], ...fileWords[language].actors }
    const scrub = scrubber({
      ids,
      mails,
      names,
      colleagues: await colleagueRoles(db, workspaceId),
      others: await namesBeside(db, subject),
      roleWord: (role) => roles[role] ?? role,
    })
    yield writer.head()
    for (const section of fileSections) {
      yield writer.open(section)
      for await (const entries of partOf({ db, subject, folded, language, at }, section, scrub))
        yield writer.entries(section, entries)
      yield writer.close(section)
    }
    yield writer.end()
  } finally {
    // also when whoever downloads has left
    await db.query('rollback').catch(() => {})
    db.release()
  }
}

async function namesOf(db: PoolClient, { workspaceId, ids }: FileSubject): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    'select name from person where workspace_id = $1 and id = any($2) and name is not null',
    [workspaceId, ids],
  )
  return rows.map(({ name }) => name)
}
