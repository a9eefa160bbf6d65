import { z } from 'zod'
import { parseBlueprint } from '#contract/blueprint.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { type Finding, lintBlueprint } from '#core/blueprint/lint.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

export interface CheckedBlueprint {
  blueprint: Blueprint
  /** errors first; with one, it cannot be applied */
  findings: Finding[]
}

/** The text of a file, or a document already parsed. */
export const documentInput = z.unknown().refine((document) => document !== undefined, 'the blueprint is missing')

/** Reads and lints a document. Refuses only what is no blueprint at all; findings are for the caller to weigh. */
export function checkBlueprint(document: unknown): Result<CheckedBlueprint> {
  const parsed = parseBlueprint(document)
  if (!parsed.ok) {
    const { problems } = parsed
    const first = problems[0]
    const where = first && first.path !== '' ? `${first.path} ` : 'the document '
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    return refuse('invalid', `This is no blueprint: ${where}${first?.message ?? 'is not valid'}${more}.`, {
      fields: problems,
    })
  }
  return ok({ blueprint: parsed.blueprint, findings: lintBlueprint(parsed.blueprint) })
}

/** What the linter says of a document; nothing is kept. */
export const lintDocument: Verb<{ findings: Finding[] }> = readVerb({
  permission: 'blueprint.read',
  input: z.object({ document: documentInput }),
  async run({ input }) {
    const checked = checkBlueprint(input.document)
    return checked.ok ? ok({ findings: checked.value.findings }) : checked
  },
})
