import type {
  BackRule,
  Blueprint,
  BlueprintVersion,
  Divert,
  EngagementRule,
  StageModel,
  Subject,
} from '#core/blueprint.ts'
import { compileCondition } from '#core/fold/condition.ts'
import type { Compiled, CounterSpec, Registry } from '#core/fold/condition.ts'
import { Matchers } from '#core/fold/matcher.ts'
import { durationMs } from '#core/rule.ts'
import { titleReader } from '#core/title/read.ts'
import type { TitleReader } from '#core/title/read.ts'

/** A blueprint compiled for the fold: integers and functions, nothing looked up by text on the way. */
export interface Program {
  version: number
  /** epoch ms; the first version is in force before it too */
  appliedAt: number
  blueprint: Blueprint
  /** IANA zone in which caps cut their days */
  zone: string
  halfLife: number
  matchers: Matchers
  counters: Counter[]
  /** counters by matcher index */
  countersOf: number[][]
  awards: Award[]
  /** awards by matcher index */
  awardsOf: number[][]
  fit: { id: string; points: number; when: Compiled }[]
  personas: { id: string; when: Compiled }[]
  icp: Compiled
  /** null where the blueprint has no title map */
  titles: TitleReader | null
  /** journeys: folded before the scores, which may read them */
  journeys: Model[]
  /** the other models, after the scores */
  models: Model[]
}

export interface Counter extends CounterSpec {
  matcher: number
}

export interface Award {
  rule: EngagementRule
  matcher: number
  when: Compiled | null
}

export interface Model {
  id: string
  model: StageModel
  /** stage ids in order, and their places */
  stages: string[]
  place: Map<string, number>
  entries: (Compiled | null)[]
  doors: { id: string; when: Compiled }[][]
  back: { rule: BackRule; from: Set<string> | null; when: Compiled }[]
  diverts: { divert: Divert; before: number; when: Compiled }[]
}

/**
 * Compiles a blueprint's whole history, oldest first. A model that first appears in a later version is run from the
 * beginning by that first version of it («before the first version, the first»), so each program also carries the
 * models that no version up to it had.
 */
export function compileHistory(versions: readonly BlueprintVersion[], zone: string): Program[] {
  const seen = new Set<string>()
  return versions.map(({ version, appliedAt, blueprint }, index) => {
    for (const model of blueprint.models) seen.add(model.id)
    const early: StageModel[] = []
    for (const later of versions.slice(index + 1)) {
      for (const model of later.blueprint.models) {
        if (!seen.has(model.id) && !early.some((one) => one.id === model.id)) early.push(model)
      }
    }
    return compileProgram({ ...blueprint, models: [...blueprint.models, ...early] }, version, appliedAt, zone)
  })
}

/** Compiles one version, for the models of one subject. The blueprint is valid (contract/blueprint.ts) before it comes here. */
export function compileProgram(
  blueprint: Blueprint,
  version: number,
  appliedAt: number,
  zone: string,
  subject: Subject = 'person',
): Program {
  const matchers = new Matchers()
  const counters: Counter[] = []
  const counterIndex = new Map<string, number>()
  const registry: Registry = {
    matcher: (condition) => matchers.index(condition),
    counter(matcher, spec) {
      const key = `${matcher}|${spec.pass ?? ''}|${spec.window ?? ''}`
      let index = counterIndex.get(key)
      if (index === undefined) {
        counterIndex.set(key, (index = counters.length))
        counters.push({ matcher, ...spec })
      }
      const counter = counters[index] as Counter
      counter.keep = Math.max(counter.keep, spec.keep)
      return index
    },
  }
  const compile = (condition: Parameters<typeof compileCondition>[0], model = '') =>
    compileCondition(condition, model, registry)

  const ofSubject = blueprint.models.filter((model) => model.subject === subject)
  const compileModel = (model: StageModel): Model => ({
    id: model.id,
    model,
    stages: model.stages.map((stage) => stage.id),
    place: new Map(model.stages.map((stage, index) => [stage.id, index])),
    entries: model.stages.map((stage) => (stage.entry === null ? null : compile(stage.entry, model.id))),
    doors: model.stages.map((stage) =>
      (stage.doors ?? []).map((door) => ({ id: door.id, when: compile(door.when, model.id) })),
    ),
    back: model.back.map((rule) => ({
      rule,
      from: rule.from === 'any' ? null : new Set(rule.from),
      when: compile(rule.when, model.id),
    })),
    diverts: model.diverts.map((divert) => ({
      divert,
      before: model.stages.findIndex((stage) => stage.id === divert.before),
      when: compile(divert.when, model.id),
    })),
  })
  const awards = blueprint.scores.engagement.rules.map((rule) => ({
    rule,
    matcher: matchers.index(rule.on),
    when: rule.when ? compile(rule.when) : null,
  }))
  const program = {
    version,
    appliedAt,
    blueprint,
    zone,
    halfLife: durationMs(blueprint.scores.engagement.halfLife),
    matchers,
    counters,
    awards,
    fit: blueprint.scores.fit.rules.map((rule) => ({ id: rule.id, points: rule.points, when: compile(rule.when) })),
    personas: blueprint.personas.map((persona) => ({ id: persona.id, when: compile(persona.when) })),
    icp: compile(blueprint.icp.when),
    titles: blueprint.titles ? titleReader(blueprint.titles) : null,
    journeys: ofSubject.filter((model) => model.shape === 'circle').map(compileModel),
    models: ofSubject.filter((model) => model.shape !== 'circle').map(compileModel),
  }
  return { ...program, ...index(matchers.size, counters, awards) }
}

function index(size: number, counters: Counter[], awards: Award[]): Pick<Program, 'countersOf' | 'awardsOf'> {
  const countersOf: number[][] = Array.from({ length: size }, () => [])
  const awardsOf: number[][] = Array.from({ length: size }, () => [])
  counters.forEach((counter, at) => countersOf[counter.matcher]?.push(at))
  awards.forEach((award, at) => awardsOf[award.matcher]?.push(at))
  return { countersOf, awardsOf }
}
