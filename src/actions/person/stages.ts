import type { Cause as SaidCause, ModelHistory } from '#contract/person.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import type { Blueprint, StageModel } from '#core/blueprint.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Cause, Reach } from '#core/fold/op.ts'
import { runningReaches } from '#core/fold/run.ts'
import type { IntervalRecord } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

/**
 * Where a folded person stands in every person model, and the intervals by which they came there. Models that only an
 * earlier version had come last, as that version named them.
 */
export function stageHistories(person: FoldedPerson, intervals: readonly IntervalRecord[]): ModelHistory[] {
  const { run, history, events } = person
  const { blueprint } = run.program
  const models = blueprint.models.filter((model) => model.subject === 'person')
  const gone = [...new Set(intervals.map((interval) => interval.model))].filter(
    (id) => !models.some((model) => model.id === id),
  )
  for (const id of gone) {
    const last = history.programs
      .toReversed()
      .map((program) => program.blueprint.models.find((model) => model.id === id))
      .find((model) => model !== undefined)
    if (last) models.push(last)
  }
  const reaches = new Map(runningReaches(run).map((reach) => [reach.model, reach]))
  const byMessage = new Map(events.map((event) => [event.messageId, event]))
  return models.map((model) => {
    const standing = run.state.models[model.id]
    return {
      model: model.id,
      name: model.name,
      shape: model.shape,
      stages: stagesOf(model, reaches.get(model.id)),
      outcomes: model.outcomes.map(({ id, name }) => ({ id, name })),
      current: standing?.stage ?? null,
      furthest: standing?.furthest ?? null,
      outcome: standing?.outcome ?? null,
      pass: standing?.pass ?? 1,
      since: standing && (standing.stage ?? standing.outcome) !== null ? isoTime(standing.enteredAt) : null,
      intervals: intervals
        .filter((interval) => interval.model === model.id)
        .toSorted((a, b) => inOrder(model, a, b))
        .map((interval) => said(interval, blueprint, byMessage)),
    }
  })
}

function stagesOf(model: StageModel, reach: Reach | undefined): ModelHistory['stages'] {
  return model.stages.map(({ id, name, doors }, place) => ({
    id,
    name,
    doors: (doors ?? []).map((door) => ({ id: door.id, name: door.name })),
    reachedAt: isoTime(reach?.at[place]),
    imputed: reach !== undefined && (reach.at[place] ?? null) !== null && (reach.imputed & (1 << place)) !== 0,
  }))
}

/** By time; stages passed at once come before the one they led to, in the model's order. */
function inOrder(model: StageModel, a: IntervalRecord, b: IntervalRecord): number {
  const place = (interval: IntervalRecord) => model.stages.findIndex((stage) => stage.id === interval.stage)
  const end = (interval: IntervalRecord) => interval.leftAt ?? Infinity
  return a.enteredAt - b.enteredAt || a.pass - b.pass || compare(end(a), end(b)) || place(a) - place(b)
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function said(
  interval: IntervalRecord,
  blueprint: Blueprint,
  events: ReadonlyMap<string, FoldEvent>,
): ModelHistory['intervals'][number] {
  const { cause, leftCause, leftReason } = interval
  return {
    stage: interval.stage,
    pass: interval.pass,
    visit: interval.visit,
    door: interval.door,
    enteredAt: isoTime(interval.enteredAt) as string,
    leftAt: isoTime(interval.leftAt),
    leftTo: interval.leftTo,
    leftReason,
    cause: causeOf(cause, cause.kind === 'entry' ? null : givenIn(events, cause), blueprint, events),
    leftCause: leftCause === null ? null : causeOf(leftCause, leftReason, blueprint, events),
    version: interval.version,
  }
}

function causeOf(
  cause: Cause,
  reason: string | null,
  blueprint: Blueprint,
  events: ReadonlyMap<string, FoldEvent>,
): SaidCause {
  const event = cause.messageId === null ? undefined : events.get(cause.messageId)
  const by = event?.props['by']
  return {
    kind: cause.kind,
    rule: cause.rule,
    holds: cause.holds,
    event: event
      ? { messageId: event.messageId, name: event.name, time: isoTime(event.time) as string, object: event.object }
      : null,
    by: typeof by === 'string' ? by : null,
    reasonName: blueprint.reasons.find((one) => one.id === reason)?.name ?? null,
    reason,
  }
}

function givenIn(events: ReadonlyMap<string, FoldEvent>, { messageId }: Cause): string | null {
  const reason = messageId === null ? undefined : events.get(messageId)?.props['reason']
  return typeof reason === 'string' ? reason : null
}
