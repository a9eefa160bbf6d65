import type { Pool } from 'pg'
import type { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { fileOf, makeExport } from '#actions/audience/file.ts'
import { lookAtAudience } from '#actions/audience/look.ts'
import { exportOf, gone } from '#actions/audience-list.ts'
import { actorName, requirePermission, transaction, writeVerb, type Verb } from '#actions/verb.ts'
import {
  audienceExportInput,
  audienceFileInput,
  audienceScheduleInput,
  type audienceScheduled,
  type AudienceExport,
} from '#contract/audience.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { actorNames } from '#store/actor-name.ts'
import { insertAudit } from '#store/audit.ts'
import { audiencesOf, noteLookTrouble, putSchedule, staleAudiences, takeDue } from '#store/audience.ts'
import { findAudienceExport } from '#store/audience-export.ts'

/** Makes a file for a network, and logs who is in it, who is not and why. */
export const exportAudience: Verb<AudienceExport> = writeVerb({
  permission: 'audience.export',
  input: audienceExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, network } = input
    const made = await makeExport(db, workspaceId, { audienceId: id, network, by: actorName(actor), now })
    if (!made.ok) return made
    const row = await findAudienceExport(db, workspaceId, id, made.value)
    if (!row) return gone
    const names = await actorNames(db, [row.madeBy])
    return ok(exportOf(row, id, workspaceId, names.get(row.madeBy) ?? row.madeBy, now))
  },
  audit: ({ id, included, leftOut }, { id: audienceId, network }) => ({
    subject: `audience:${audienceId}`,
    detail: { export: id, network, included, leftOut },
  }),
})

/** Has a file made every day or week from now on, or ends that. */
export const scheduleAudience: Verb<z.infer<typeof audienceScheduled>> = writeVerb({
  permission: 'audience.export',
  input: audienceScheduleInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, network, every } = input
    const [row] = await audiencesOf(db, workspaceId, now, id)
    if (!row) return gone
    await putSchedule(db, workspaceId, id, { network, every, nextAt: now, by: actorName(actor) })
    return ok({ id, network, every })
  },
  audit: ({ id, network, every }) => ({
    verb: 'audience.schedule',
    subject: `audience:${id}`,
    detail: { network, every },
  }),
})

/** The file of an export while it can be fetched; each fetch is in the audit. */
export async function readAudienceFile(
  { pool, now = Date.now }: { pool: Pool; now?: () => number },
  actor: Actor,
  input: unknown,
): Promise<Result<{ name: string; body: AsyncGenerator<string> }>> {
  const denied = requirePermission(actor, 'audience.export')
  if (denied) return denied
  const parsed = audienceFileInput.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { id, export: exportId, part } = parsed.data
  const { workspaceId } = actor
  const row = await findAudienceExport(pool, workspaceId, id, exportId)
  if (!row) return refuse('not_found', 'There is no such file of this audience.')
  if (row.expiresAt.getTime() <= now()) return refuse('gone', 'This file is no longer kept: make a new one.')
  if (part === 'removed' && row.previous === null)
    return refuse('not_found', 'This was the first file for that network: nobody was removed.')
  const name = `${row.network}-${row.madeAt.toISOString().slice(0, 10)}${part === 'removed' ? '-removed' : ''}.csv`
  return ok({ name, body: fileOf(pool, workspaceId, row, part) })
}

const staleMs = 9 * 60_000

/** Looks at every audience that nobody has looked at for some minutes, and makes the files that are due. */
export async function keepAudiences(pool: Pool, now: number = Date.now()): Promise<Set<string>> {
  const touched = new Set<string>()
  for (const { workspaceId, id } of await staleAudiences(pool, now - staleMs)) {
    const looked = await transaction(pool, 'begin', (db) => lookAtAudience(db, workspaceId, id, now))
    if (!looked.ok) await noteLookTrouble(pool, workspaceId, id, looked.problem.message, now)
    touched.add(workspaceId)
  }
  for (const { workspaceId, audienceId, network } of await takeDue(pool, now)) {
    const by = 'operator:schedule'
    const made = await transaction(pool, 'begin', async (db) => {
      const one = await makeExport(db, workspaceId, { audienceId, network, by, now })
      if (one.ok) {
        const entry = { at: now, actor: by, verb: 'audience.export', subject: `audience:${audienceId}` }
        await insertAudit(db, workspaceId, { ...entry, detail: { export: one.value, network } })
      }
      return one
    })
    if (!made.ok) await noteLookTrouble(pool, workspaceId, audienceId, made.problem.message, now)
    touched.add(workspaceId)
  }
  return touched
}
