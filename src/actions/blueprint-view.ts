import { z } from 'zod'
import type { BlueprintVersionView } from '#contract/blueprint-view.ts'
import { blueprintQuery, editInput } from '#contract/blueprint-view.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { blueprintTemplates } from '#core/blueprint/default.ts'
import { type Change, compareBlueprints } from '#core/blueprint/diff.ts'
import { type BlueprintEdits, editBlueprint } from '#core/blueprint/edit.ts'
import { type Finding, lintBlueprint } from '#core/blueprint/lint.ts'
import { sameData } from '#core/blueprint/print.ts'
import { actorNames } from '#store/actor-name.ts'
import { type BlueprintEntry, blueprintHistory, currentBlueprint, findBlueprint } from '#store/blueprint.ts'
import type { Db } from '#store/rows.ts'
import { type AppliedBlueprint, appliedAudit, applyDocument, soundBlueprint } from '#actions/blueprint-apply.ts'
import { type Verb, readVerb, writeVerb } from '#actions/verb.ts'

export interface BlueprintView {
  version: BlueprintVersionView
  blueprint: Blueprint
  changes: Change[]
  findings: Finding[]
}

/** The version in force, or one of the past, with what it changed and what the linter says of it. */
export const readBlueprint: Verb<BlueprintView> = readVerb({
  permission: 'blueprint.read',
  input: blueprintQuery,
  async run({ db, workspaceId, input }) {
    const history = await blueprintHistory(db, workspaceId)
    const wanted = input.version ?? history[0]?.version
    const entry = history.find((one) => one.version === wanted)
    const found = entry && (await findBlueprint(db, workspaceId, entry.version))
    if (!entry || !found) {
      return refuse('not_found', wanted === undefined ? 'There is no blueprint yet.' : `There is no version ${wanted}.`)
    }
    const before = await findBlueprint(db, workspaceId, entry.version - 1)
    const [version] = await versionViews(db, [entry])
    return ok({
      version: version as BlueprintVersionView,
      blueprint: found.blueprint,
      changes: before ? compareBlueprints(before.blueprint, found.blueprint) : [],
      findings: lintBlueprint(found.blueprint),
    })
  },
})

/** Versions, newest first: who, when, why, and how far everybody's re-evaluation is. */
export const readVersions: Verb<{ versions: BlueprintVersionView[] }> = readVerb({
  permission: 'blueprint.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok({ versions: await versionViews(db, await blueprintHistory(db, workspaceId)) }),
})

/** The built-in documents. */
export const readTemplates: Verb<{ templates: { id: string; blueprint: Blueprint }[] }> = readVerb({
  permission: 'blueprint.read',
  input: z.object({}),
  run: async () =>
    ok({ templates: Object.entries(blueprintTemplates).map(([id, make]) => ({ id, blueprint: make() })) }),
})

/** What edits would change, and what the linter says of the outcome. Nothing is kept. */
export const planEdits: Verb<AppliedBlueprint> = readVerb({
  permission: 'blueprint.read',
  input: editInput,
  async run({ db, workspaceId, input }) {
    const edited = await edit(db, workspaceId, input)
    if (!edited.ok) return edited
    const { current, next } = edited.value
    const sound = soundBlueprint(next)
    // an error of the linter is part of the plan: it says why it cannot be applied
    const findings = sound.ok ? sound.value.findings : null
    if (findings === null && !(sound.ok || sound.problem.message.startsWith('The linter'))) return sound
    return ok({
      version: input.base,
      changed: !sameData(current, next),
      changes: compareBlueprints(current, next),
      findings: findings ?? lintBlueprint(next),
    })
  },
})

/** Applies edits to the version they were made on. Refuses with `conflict` when another is in force by now. */
export const applyEdits: Verb<AppliedBlueprint> = writeVerb({
  permission: 'blueprint.apply',
  input: editInput,
  async run(call) {
    const edited = await edit(call.db, call.workspaceId, call.input)
    return edited.ok ? applyDocument(call, edited.value.next, call.input.note ?? null) : edited
  },
  audit: appliedAudit,
})

async function edit(db: Db, workspaceId: string, { base, edits }: { base: number; edits: BlueprintEdits }) {
  const current = await currentBlueprint(db, workspaceId)
  if (!current) return refuse('not_found', 'There is no blueprint yet.')
  if (current.version !== base) {
    return refuse(
      'conflict',
      `Version ${current.version} is in force by now; your changes were made on version ${base}. Look at the new one first.`,
    )
  }
  const edited = editBlueprint(current.blueprint, edits)
  if ('error' in edited) return refuse('invalid', edited.error)
  return ok({ current: current.blueprint, next: edited.blueprint })
}

async function versionViews(db: Db, entries: readonly BlueprintEntry[]): Promise<BlueprintVersionView[]> {
  const names = await actorNames(
    db,
    entries.map((entry) => entry.appliedBy),
  )
  return entries.map((entry) => ({
    version: entry.version,
    appliedAt: new Date(entry.appliedAt).toISOString(),
    appliedBy: names.get(entry.appliedBy) ?? entry.appliedBy,
    note: entry.note,
    people: { total: entry.peopleTotal, done: Math.min(entry.peopleDone, entry.peopleTotal) },
    finishedAt: entry.finishedAt === null ? null : new Date(entry.finishedAt).toISOString(),
  }))
}
