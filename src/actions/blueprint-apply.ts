import { z } from 'zod'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { type Change, compareBlueprints } from '#core/blueprint/diff.ts'
import type { Finding } from '#core/blueprint/lint.ts'
import { sameData } from '#core/blueprint/print.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { forgetAnonymous } from '#store/erasure-rows.ts'
import { currentBlueprint, insertBlueprint, lockBlueprint } from '#store/blueprint.ts'
import { type CheckedBlueprint, checkBlueprint, documentInput } from '#actions/blueprint-lint.ts'
import { requestReevaluation } from '#actions/blueprint-reevaluate.ts'
import { type AuditEntry, actorName, readVerb, type Verb, type VerbCall, writeVerb } from '#actions/verb.ts'

export interface AppliedBlueprint {
  /** the version in force afterwards; null where a preview finds none yet */
  version: number | null
  /** false when the document says what the version in force says: nothing was done */
  changed: boolean
  /** against the version in force; empty for the first one */
  changes: Change[]
  /** warnings and notes */
  findings: Finding[]
}

const input = z.object({ document: documentInput, note: z.string().max(1000).optional() })

/** What applying a document would change. Refuses as `applyBlueprint` does; nothing is kept. */
export const previewBlueprint: Verb<AppliedBlueprint> = readVerb({
  permission: 'blueprint.read',
  input,
  async run({ db, workspaceId, input: { document } }) {
    const checked = soundBlueprint(document)
    if (!checked.ok) return checked
    const { blueprint, findings } = checked.value
    const current = await currentBlueprint(db, workspaceId)
    const changes = current ? compareBlueprints(current.blueprint, blueprint) : []
    const changed = !current || !sameData(current.blueprint, blueprint)
    return ok({ version: current?.version ?? null, changed, changes, findings })
  },
})

/**
 * Makes a document the next version and has everybody re-evaluated under it in the background; history keeps the
 * version it was made under. A document that says what is in force changes nothing. Refuses with `invalid` what is no
 * blueprint, or has an error by the linter.
 */
export const applyBlueprint: Verb<AppliedBlueprint> = writeVerb({
  permission: 'blueprint.apply',
  input,
  run: (call) => applyDocument(call, call.input.document, call.input.note ?? null),
  audit: appliedAudit,
})

/** The body of `applyBlueprint`, for verbs that make the document themselves. */
export async function applyDocument(
  { db, workspaceId, actor, now }: VerbCall<unknown>,
  document: unknown,
  note: string | null,
): Promise<Result<AppliedBlueprint>> {
  const checked = soundBlueprint(document)
  if (!checked.ok) return checked
  const { blueprint, findings } = checked.value
  await lockBlueprint(db, workspaceId)
  const current = await currentBlueprint(db, workspaceId)
  if (current && sameData(current.blueprint, blueprint)) {
    return ok({ version: current.version, changed: false, changes: [], findings })
  }
  const { version } = await insertBlueprint(db, workspaceId, {
    blueprint,
    appliedAt: now,
    appliedBy: actorName(actor),
    note,
  })
  if (current) await forgetAnonymous(db, workspaceId, otherStages(current.blueprint, blueprint))
  await requestReevaluation(db, workspaceId, version)
  const changes = current ? compareBlueprints(current.blueprint, blueprint) : []
  return ok({ version, changed: true, changes, findings })
}

/** Models that went, or whose stages are others now or stand in another order: counts of the erased cannot be told by them. */
function otherStages(before: Blueprint, after: Blueprint): string[] {
  const stagesOf = ({ models }: Blueprint, model: string) =>
    models
      .find(({ id }) => id === model)
      ?.stages.map(({ id }) => id)
      .join(' ')
  return before.models.map(({ id }) => id).filter((id) => stagesOf(before, id) !== stagesOf(after, id))
}

export function appliedAudit(
  { version, changed, changes }: AppliedBlueprint,
  { note }: { note?: string | undefined },
): AuditEntry {
  return {
    subject: `blueprint:${version}`,
    detail: { changed, changes: changes.length, ...(note === undefined ? {} : { note }) },
  }
}

export function soundBlueprint(document: unknown): Result<CheckedBlueprint> {
  const checked = checkBlueprint(document)
  if (!checked.ok) return checked
  const errors = checked.value.findings.filter((finding) => finding.severity === 'error')
  if (errors.length === 0) return checked
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return refuse('invalid', `The linter refuses it: ${errors[0]?.message}${more}`, {
    fields: errors.map(({ path, message }) => ({ path, message })),
  })
}
