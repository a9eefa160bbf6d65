import type { CountOp, Duration, Op } from '#core/rule.ts'

/** A language in which conditions are printed. A further one is one file beside this. */
export type Language = 'en' | 'ko' | 'ru'

export type DurationUnit = 'm' | 'h' | 'd' | 'w'

/** How a language says a condition. Texts that come in are finished: names are quoted, values are printed. */
export interface Phrases {
  quote(text: string): string
  and(parts: string[]): string
  or(parts: string[]): string
  not(part: string): string
  /** an empty `all`, an empty `any` */
  always: string
  never: string
  compare(op: Op, subject: string, value: string): string
  /** a text with one of several parts in it, or one of several beginnings */
  compareAny(op: 'contains' | 'starts_with', subject: string, values: string): string
  /** a yes-or-no field: holds, or does not */
  yes(subject: string): string
  no(subject: string): string
  /** no such event */
  none(events: string[], within: Duration | 'pass' | null): string
  count(event: string, op: CountOp, value: number, within: Duration | 'pass' | null): string
  since(event: string, op: 'gte' | 'lt', value: Duration): string
  inStage(model: string, op: 'gte' | 'lt', value: Duration): string
  now(event: string): string
  anyEvent: string
  /** events of any of these names */
  anyOf(names: string[]): string
  /** an event narrowed by conditions on its properties */
  where(event: string, details: string): string
  /** `icp` and `handoff.open`: [holds, does not] */
  icp: [string, string]
  handoff: [string, string]
  fields: Record<string, string>
  person(fact: string): string
  account(fact: string): string
  consent(purpose: string): string
  /** a consent in that state, or not in it */
  consentIs(purpose: string, state: 'granted' | 'withdrawn', so: boolean): string
  list(name: string): string
  property(name: string): string
  stage(model: string): string
  furthest(model: string): string
  outcome(model: string): string
  /** values with a name of their own: consent states, mail kinds, relationships, sources, verdicts */
  values: Record<string, string>
  /** what people are asked for, where a workspace has no name of its own for it */
  purposes: Record<string, string>
  facts: Record<string, string>
  events: Record<string, string>
}

/** The number and unit of a duration. */
export function splitDuration(duration: Duration): { amount: number; unit: DurationUnit } {
  return { amount: Number(duration.slice(0, -1)), unit: duration.slice(-1) as DurationUnit }
}
