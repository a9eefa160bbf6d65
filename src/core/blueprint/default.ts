import type { Blueprint } from '#core/blueprint.ts'
import { abm } from '#core/blueprint/templates/abm.ts'
import { contentKinds, contentRules } from '#core/blueprint/templates/content.ts'
import { hourglassAccounts, hourglassPeople } from '#core/blueprint/templates/hourglass.ts'
import { icp } from '#core/blueprint/templates/icp.ts'
import { journey } from '#core/blueprint/templates/journey.ts'
import { lifecycle } from '#core/blueprint/templates/lifecycle.ts'
import { personas } from '#core/blueprint/templates/personas.ts'
import { opportunityPipeline, salesPipeline } from '#core/blueprint/templates/pipelines.ts'
import { playbooks } from '#core/blueprint/templates/playbooks.ts'
import { reasons } from '#core/blueprint/templates/reasons.ts'
import { scores } from '#core/blueprint/templates/scores.ts'
import { simple } from '#core/blueprint/templates/simple.ts'
import { sixStage } from '#core/blueprint/templates/six-stage.ts'
import { traditional } from '#core/blueprint/templates/traditional.ts'
import { text } from '#core/blueprint/write.ts'
import { newestList } from '#core/title/list.ts'

/** Every model of the field, with scores, personas and ICP: what a new workspace starts with. A fresh copy each call. */
export function defaultBlueprint(): Blueprint {
  return structuredClone({
    schema: 1,
    name: text('B2B go-to-market', 'B2B 고투마켓', 'Выход на рынок B2B'),
    lifecycle: lifecycle.id,
    models: [
      lifecycle,
      sixStage,
      journey,
      traditional,
      simple,
      hourglassPeople,
      hourglassAccounts,
      abm,
      salesPipeline,
      opportunityPipeline,
    ],
    scores,
    personas,
    icp,
    titles: { list: newestList, titles: [], words: [] },
    contentKinds,
    content: contentRules,
    reasons,
    playbooks,
  } satisfies Blueprint)
}

/** The small template: one model of two stages (first contact → won) as the lifecycle, with the same scores. */
export function firstContactToWon(): Blueprint {
  const whole = defaultBlueprint()
  return {
    ...whole,
    name: text('First contact to won', '첫 접촉에서 수주까지', 'От первого контакта до победы'),
    lifecycle: simple.id,
    models: whole.models.filter((model) => model.id === simple.id || model.id === journey.id),
    reasons: whole.reasons
      .map((reason) => ({ ...reason, for: reason.for.filter((use) => use === 'lost' || use === 'churned') }))
      .filter((reason) => reason.for.length > 0),
  }
}

/** The documents that `hourglass blueprint export --template` offers. */
export const blueprintTemplates: Record<string, () => Blueprint> = {
  default: defaultBlueprint,
  first_contact_to_won: firstContactToWon,
}
