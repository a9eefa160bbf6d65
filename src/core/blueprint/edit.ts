import type { Band, Blueprint, ContentRule, EngagementRule, Text } from '#core/blueprint.ts'
import { blueprintTemplates } from '#core/blueprint/default.ts'
import { editTitles, type TitleEdits } from '#core/blueprint/edit-titles.ts'
import type { Condition, Duration, EventCondition } from '#core/rule.ts'

/** Texts in some languages; the others stay. */
export interface Words {
  en?: string
  ko?: string
  ru?: string
}

export interface StageEdit {
  name?: Words
  owner?: Words
  goal?: Words
  enters?: Words
  sends?: Words
  leaves?: Words
  buyerStep?: Words
  agreed?: { by: string; on: string } | null
  /** id of the playbook asked from there; null: none */
  playbook?: string | null
}

/** A playbook as it is edited; one that is not there yet is added. */
export interface PlaybookEdit {
  name?: Words
  about?: Words
  band?: Band
  /** all of them, in order */
  questions?: Text[]
}

/** A persona as it is edited; one that is not there yet is added. */
export interface PersonaEdit {
  name?: Words
  about?: Words
  when?: Condition
}

/** What people change most in a blueprint. Whatever is absent stays. */
export interface BlueprintEdits {
  /** begin from a built-in document instead of the version in force */
  template?: string
  /** id of the model that lists and hand-offs use */
  lifecycle?: string
  /** by `model/stage` */
  stages?: Record<string, StageEdit>
  threshold?: number
  intent?: number
  halfLife?: Duration
  /** by rule; null takes the rule out */
  engagement?: Record<string, { points?: number; cap?: { points: number; per: 'day' | 'week' } | null } | null>
  fit?: Record<string, { points?: number } | null>
  /** events that begin a conversation: each gets points, by its own rule where one reads that event alone, else by a new one */
  triggers?: { event: string; points: number }[]
  icp?: { about?: Words; when?: Condition }
  /** paths that are of a kind from now on, before all other rules; one of the same path is written over */
  content?: ContentRule[]
  /** by id; null takes the persona out, one that is not there yet comes before the last */
  personas?: Record<string, PersonaEdit | null>
  titles?: TitleEdits
  /** by id; null takes the playbook out, also from the stages that name it */
  playbooks?: Record<string, PlaybookEdit | null>
}

/** The blueprint with the edits in it, or a sentence naming what they speak of and it does not have. */
export function editBlueprint(current: Blueprint, edits: BlueprintEdits): { blueprint: Blueprint } | { error: string } {
  const template = edits.template === undefined ? null : (blueprintTemplates[edits.template] ?? null)
  if (edits.template !== undefined && !template) {
    return { error: `There is no template ${edits.template}: ${Object.keys(blueprintTemplates).join(', ')}.` }
  }
  const blueprint = template ? template() : structuredClone(current)
  if (edits.lifecycle !== undefined) blueprint.lifecycle = edits.lifecycle
  for (const [key, edit] of Object.entries(edits.stages ?? {})) {
    const [modelId, stageId] = key.split('/')
    const model = blueprint.models.find((one) => one.id === modelId)
    const stage = model?.stages.find((one) => one.id === stageId)
    if (!stage) return { error: `The blueprint has no stage ${key} (write model/stage).` }
    const { agreed, playbook, ...texts } = edit
    for (const [part, words] of Object.entries(texts) as [keyof typeof texts, Words][]) {
      stage[part] = reworded(stage[part], words)
    }
    if (agreed !== undefined) stage.agreed = agreed
    if (playbook === null) delete stage.playbook
    else if (playbook !== undefined) stage.playbook = playbook
  }
  for (const [id, edit] of Object.entries(edits.personas ?? {})) setPersona(blueprint, id, edit)
  if (edits.titles) blueprint.titles = editTitles(blueprint.titles, edits.titles)
  for (const [id, edit] of Object.entries(edits.playbooks ?? {})) setPlaybook(blueprint, id, edit)
  const { scores } = blueprint
  if (edits.threshold !== undefined) scores.threshold = edits.threshold
  if (edits.intent !== undefined) scores.intent = edits.intent
  if (edits.halfLife !== undefined) scores.engagement.halfLife = edits.halfLife
  for (const [id, edit] of Object.entries(edits.engagement ?? {})) {
    const rule = scores.engagement.rules.find((one) => one.id === id)
    if (!rule) return { error: `The blueprint has no engagement rule ${id}.` }
    if (edit === null) scores.engagement.rules = scores.engagement.rules.filter((one) => one !== rule)
    if (edit?.points !== undefined) rule.points = edit.points
    if (edit?.cap === null) delete rule.cap
    else if (edit?.cap !== undefined) rule.cap = edit.cap
  }
  for (const [id, edit] of Object.entries(edits.fit ?? {})) {
    const rule = scores.fit.rules.find((one) => one.id === id)
    if (!rule) return { error: `The blueprint has no fit rule ${id}.` }
    if (edit === null) scores.fit.rules = scores.fit.rules.filter((one) => one !== rule)
    if (edit?.points !== undefined) rule.points = edit.points
  }
  for (const { event, points } of edits.triggers ?? []) setTrigger(scores.engagement.rules, event, points)
  if (edits.content) {
    const paths = new Set(edits.content.map(({ path }) => path))
    blueprint.content = [...edits.content, ...blueprint.content.filter(({ path }) => !paths.has(path))]
  }
  if (edits.icp?.about !== undefined) blueprint.icp.about = reworded(blueprint.icp.about, edits.icp.about)
  if (edits.icp?.when !== undefined) blueprint.icp.when = edits.icp.when
  return { blueprint }
}

/** The last persona is mostly the one for everybody else, so a new one is asked before it. */
function setPersona({ personas }: Blueprint, id: string, edit: PersonaEdit | null): void {
  const at = personas.findIndex((one) => one.id === id)
  if (edit === null) {
    if (at >= 0) personas.splice(at, 1)
    return
  }
  const persona = personas[at] ?? { id, name: { en: id }, about: { en: '' }, when: { any: [] } }
  if (at < 0) personas.splice(Math.max(0, personas.length - 1), 0, persona)
  if (edit.name) persona.name = reworded(persona.name, edit.name)
  if (edit.about) persona.about = reworded(persona.about, edit.about)
  if (edit.when) persona.when = edit.when
}

function setPlaybook(blueprint: Blueprint, id: string, edit: PlaybookEdit | null): void {
  if (edit === null) {
    blueprint.playbooks = blueprint.playbooks.filter((one) => one.id !== id)
    for (const stage of blueprint.models.flatMap((model) => model.stages)) {
      if (stage.playbook === id) delete stage.playbook
    }
    return
  }
  let playbook = blueprint.playbooks.find((one) => one.id === id)
  if (!playbook) {
    playbook = { id, name: { en: id }, band: 'MOFU', about: { en: '' }, questions: [] }
    blueprint.playbooks.push(playbook)
  }
  if (edit.name) playbook.name = reworded(playbook.name, edit.name)
  if (edit.about) playbook.about = reworded(playbook.about, edit.about)
  if (edit.band) playbook.band = edit.band
  if (edit.questions) playbook.questions = edit.questions
}

/** The engagement rule that gives points for that event, alone or among others; null where none does. */
export function triggerRule(rules: readonly EngagementRule[], event: string): EngagementRule | null {
  return rules.find((rule) => eventsOf(rule.on).includes(event)) ?? null
}

/** The event names that a condition asks for by name. */
function eventsOf(on: EventCondition): string[] {
  if ('field' in on && on.field === 'event.name') {
    if (on.op === 'is' && typeof on.value === 'string') return [on.value]
    if (on.op === 'in' && Array.isArray(on.value)) return on.value.map(String)
    return []
  }
  if ('all' in on && Array.isArray(on.all)) return on.all.flatMap(eventsOf)
  if ('any' in on && Array.isArray(on.any)) return on.any.flatMap(eventsOf)
  return []
}

function setTrigger(rules: EngagementRule[], event: string, points: number): void {
  const rule = triggerRule(rules, event)
  if (rule) {
    rule.points = points
    return
  }
  const base = `trigger_${event
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)}`
  let id = base
  for (let n = 2; rules.some((one) => one.id === id); n++) id = `${base}_${n}`
  rules.push({
    id,
    name: { en: event },
    on: { field: 'event.name', op: 'is', value: event },
    points,
    repeat: 'once_per_day',
  })
}

function reworded(text: Text, words: Words): Text {
  return { ...text, ...words }
}
