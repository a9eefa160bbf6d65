import type { PersonNextStep } from '#contract/person-head.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import type { Stage, StageModel, Text } from '#core/blueprint.ts'
import { nextStep } from '#core/next-step.ts'
import type { NextStep, StepReason } from '#core/next-step.ts'
import { isoTime } from '#store/rows.ts'

/** The step a folded person probably wants next at `at` (epoch ms). */
export function stepOf({ run, events }: FoldedPerson, at: number, email: string | null): NextStep {
  const { state, program } = run
  const { blueprint } = program
  return nextStep({
    blueprint,
    standings: Object.fromEntries(
      Object.entries(state.models).map(([model, { stage, outcome, enteredAt }]) => [
        model,
        { stage, outcome, since: enteredAt },
      ]),
    ),
    events: events
      .filter((event) => event.own && event.verdict === 'human' && event.time <= at)
      .map(({ messageId, name, time, object, content, source }) => ({
        messageId,
        name,
        time,
        object,
        content,
        ours: source === 'app' || source === 'system',
      })),
    lastAt: state.last,
    email: email !== null,
    consent: state.consent['marketing']?.state ?? null,
    now: at,
  })
}

/** The same in the words of their blueprint, without what of the library suits it. */
export function nextStepOf({ run }: FoldedPerson, step: NextStep): Omit<PersonNextStep, 'content'> {
  const { blueprint } = run.program
  const models = blueprint.models.filter((model) => model.subject === 'person')
  const kindOf = (id: string) => blueprint.contentKinds.find((kind) => kind.id === id)
  const playbook = blueprint.playbooks.find((one) => one.id === step.playbook)
  return {
    kind: step.kind,
    from: stageIn(models, step.from),
    to: stageIn(models, step.to),
    reasons: step.reasons.map((reason) => said(reason, models, (id) => kindOf(id)?.name ?? { en: id })),
    needs: step.needs.flatMap(({ kind, why, read }) => {
      const found = kindOf(kind)
      if (!found) return []
      return [
        {
          kind,
          name: found.name,
          bands: found.bands,
          why,
          read: read && { count: read.count, at: isoTime(read.at) as string },
        },
      ]
    }),
    playbook: playbook
      ? { id: playbook.id, name: playbook.name, about: playbook.about, questions: playbook.questions }
      : null,
    reach: step.reach,
  }
}

function stageIn(models: readonly StageModel[], id: string | null): PersonNextStep['from'] {
  const stage = models.flatMap((model) => model.stages).find((one: Stage) => one.id === id)
  return stage ? { id: stage.id, name: stage.name, buyerStep: stage.buyerStep } : null
}

function said(
  reason: StepReason,
  models: readonly StageModel[],
  kindName: (id: string) => Text,
): PersonNextStep['reasons'][number] {
  switch (reason.code) {
    case 'asked':
    case 'meeting_booked':
      return { ...reason, at: isoTime(reason.at) as string }
    case 'in_stage': {
      const name = stageIn(models, reason.stage)?.name ?? { en: reason.stage }
      return { ...reason, stage: { id: reason.stage, name }, at: isoTime(reason.at) as string }
    }
    case 'read':
      return { ...reason, kind: { id: reason.kind, name: kindName(reason.kind) }, at: isoTime(reason.at) as string }
    case 'out': {
      const outcome = models.flatMap((model) => model.outcomes).find((one) => one.id === reason.outcome)
      const name = outcome?.name ?? { en: reason.outcome }
      return { ...reason, outcome: { id: reason.outcome, name }, at: isoTime(reason.at) as string }
    }
    default:
      return reason
  }
}
