import type { PoolClient } from 'pg'
import { z } from 'zod'
import { histories } from '#actions/person/load.ts'
import { actorName, readVerb, type Verb, writeVerb } from '#actions/verb.ts'
import { draftInput, type IcpPage } from '#contract/icp.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Condition } from '#core/rule.ts'
import { soundBlueprint } from '#actions/blueprint-apply.ts'
import { actorNames } from '#store/actor-name.ts'
import { dropDraft, findDraft, putDraft } from '#store/icp-draft.ts'
import { icpCounts, personaCounts } from '#store/icp-people.ts'

/** The ICP in force with how many fit it, and the one somebody is working on. */
export const readIcp: Verb<IcpPage> = readVerb({
  permission: 'icp.read',
  input: z.object({}),
  run: ({ db, workspaceId }) => icpPageOf(db, workspaceId),
})

/** Keeps what the ICP would be, for the whole team; applying it is the blueprint's part. Refuses what no ICP can ask. */
export const draftIcp: Verb<IcpPage> = writeVerb({
  permission: 'icp.write',
  input: draftInput,
  async run({ db, workspaceId, actor, input: { when }, now }) {
    if (when === null) {
      await dropDraft(db, workspaceId)
      return icpPageOf(db, workspaceId)
    }
    return keepDraft(db, workspaceId, when, { by: actorName(actor), at: now })
  },
  audit: ({ draft }) => ({ verb: 'icp.draft', subject: 'icp', detail: { kept: draft !== null } }),
})

/** Keeps a draft, and gives the page with it. */
export async function keepDraft(
  db: PoolClient,
  workspaceId: string,
  when: Condition,
  { by, at }: { by: string; at: number },
): Promise<Result<IcpPage>> {
  const { current } = await histories.of(db, workspaceId)
  const { blueprint } = current
  const sound = soundBlueprint({ ...blueprint, icp: { ...blueprint.icp, when } })
  if (!sound.ok)
    return sound.problem.code === 'invalid' ? refuse('invalid', sound.problem.message, sound.problem) : sound
  await putDraft(db, workspaceId, { condition: when, base: current.version, by, at })
  return icpPageOf(db, workspaceId)
}

export async function icpPageOf(db: PoolClient, workspaceId: string): Promise<Result<IcpPage>> {
  const { version, blueprint } = (await histories.of(db, workspaceId)).current
  const { name, about, when } = blueprint.icp
  const draft = await findDraft(db, workspaceId)
  const names = await actorNames(db, draft ? [draft.changedBy] : [])
  return ok({
    version,
    name,
    about,
    when,
    ...(await icpCounts(db, workspaceId)),
    personas: await personaCounts(db, workspaceId),
    draft: draft && {
      when: draft.condition,
      base: draft.base,
      changedAt: draft.changedAt.toISOString(),
      changedBy: names.get(draft.changedBy) ?? draft.changedBy,
    },
  })
}
