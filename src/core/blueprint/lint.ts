import type { Blueprint } from '#core/blueprint.ts'
import type { Finding, Severity } from '#core/blueprint/lint/finding.ts'
import { placesOf } from '#core/blueprint/lint/places.ts'
import { lintReads } from '#core/blueprint/lint/reads.ts'
import { lintStages } from '#core/blueprint/lint/stages.ts'
import { lintStructure } from '#core/blueprint/lint/structure.ts'
import { scoreReach } from '#core/blueprint/lint/truth.ts'
import { lintTitles } from '#core/blueprint/lint/titles.ts'
import { lintValues } from '#core/blueprint/lint/values.ts'

export type { Finding, LintCode, Severity } from '#core/blueprint/lint/finding.ts'

const weight: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

/**
 * What is wrong, or probably wrong, with a blueprint of the right form (contract/blueprint.ts): errors first. With an
 * error it cannot be applied.
 */
export function lintBlueprint(blueprint: Blueprint): Finding[] {
  const findings: Finding[] = []
  const report = (code: Finding['code'], severity: Severity, path: string, message: string) =>
    findings.push({ code, severity, path, message })
  const places = placesOf(blueprint)
  const reach = scoreReach(blueprint)
  lintStructure(blueprint, report)
  lintStages(blueprint, reach, report)
  lintReads(blueprint, places, report)
  lintTitles(blueprint, places, report)
  lintValues(blueprint, places, reach, report)
  return findings.toSorted((a, b) => weight[a.severity] - weight[b.severity])
}
