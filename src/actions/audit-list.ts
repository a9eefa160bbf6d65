import { z } from 'zod'
import { type AuditEntry, type AuditList, auditQuery } from '#contract/audit.ts'
import { ok, refuse } from '#contract/problem.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { findAudit, findAuditChoices, namesOf } from '#store/audit-list.ts'
import { findWorkspace } from '#store/workspace.ts'

const cursor = z.tuple([z.string().regex(/^-?\d{1,18}$/), z.uuid()])

/** Who changed what, newest first: by whom, what, and on which days of the workspace's zone. */
export const readAudit: Verb<AuditList> = readVerb({
  permission: 'audit.read',
  input: auditQuery,
  async run({ db, workspaceId, input }) {
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return refuse('not_found', 'There is no such workspace.')
    const { actor = null, verb = null, from = null, to = null, limit } = input
    const question = ['audit', actor, verb, from, to]
    const after = input.cursor === undefined ? null : readCursor(question, input.cursor, cursor)
    if (input.cursor !== undefined && after === null) return badCursor

    const rows = await findAudit(db, { workspaceId, actor, verb, from, to, zone: workspace.zone }, after, limit)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    const choices = await findAuditChoices(db, workspaceId)
    const references = [...choices.actors, ...shown.flatMap(({ subject }) => (subject === null ? [] : [subject]))]
    const keys = shown.flatMap(({ detail }) =>
      typeof detail['byKey'] === 'string' ? [`api_key:${detail['byKey']}`] : [],
    )
    const names = await namesOf(db, workspaceId, [...new Set([...references, ...keys])])
    const nameOf = (reference: string): string | null => names.get(reference) ?? operatorOf(reference)
    return ok({
      items: shown.map(({ id, at, actor: who, verb: what, subject, detail }): AuditEntry => {
        const { byKey, ...rest } = detail as AuditEntry['detail']
        return {
          id,
          at: at.toISOString(),
          actor: who,
          actorName: nameOf(who),
          byKey: typeof byKey === 'string' ? (names.get(`api_key:${byKey}`) ?? byKey) : null,
          verb: what,
          subject,
          subjectName: subject === null ? null : nameOf(subject),
          detail: rest,
        }
      }),
      next: last ? writeCursor(question, [last.micros, last.id]) : null,
      actors: choices.actors.map((one) => ({ actor: one, name: nameOf(one) })),
      verbs: choices.verbs.toSorted(),
    })
  },
})

function operatorOf(reference: string): string | null {
  return reference.startsWith('operator:') ? reference.slice('operator:'.length) : null
}
