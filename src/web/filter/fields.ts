import type { ModelList } from '#contract/model.ts'
import type { FieldsInUse } from '#contract/person-fields.ts'
import type { Op } from '#core/rule.ts'
import { channels } from '#core/channel.ts'
import { accountFacts, personFacts, readField } from '#core/rule/fields.ts'
import { functions, seniorities } from '#core/title/title.ts'

/** A part of the picker: its name in the catalogs, and the fields. */
export interface FieldGroup {
  id: 'standing' | 'person' | 'company' | 'consent' | 'origin' | 'lists'
  fields: string[]
}

const purposes = ['marketing', 'newsletter', 'email', 'linkedin', 'tracking']

/** The fields of people that a condition may compare, those in use and those the product knows, by what they are about. */
export function fieldGroups(inUse: FieldsInUse | undefined, models: ModelList | undefined): FieldGroup[] {
  const people = models?.models.filter((model) => model.subject === 'person') ?? []
  const union = (used: readonly string[], known: readonly string[]) => [...new Set([...known, ...used])]
  return [
    {
      id: 'standing',
      fields: [
        ...(models ? [`stage.${models.lifecycle}`] : []),
        'score.total',
        'score.engagement',
        'score.fit',
        'icp',
        'persona',
        'handoff.open',
        ...people.filter(({ id }) => id !== models?.lifecycle).map(({ id }) => `stage.${id}`),
        ...people.map(({ id }) => `furthest.${id}`),
        ...people.filter(({ outcomes }) => outcomes.length > 0).map(({ id }) => `outcome.${id}`),
      ],
    },
    { id: 'person', fields: union(inUse?.person ?? [], personFacts).map((fact) => `person.${fact}`) },
    { id: 'company', fields: union(inUse?.account ?? [], accountFacts).map((fact) => `account.${fact}`) },
    { id: 'consent', fields: union(inUse?.consent ?? [], purposes).map((purpose) => `consent.${purpose}`) },
    { id: 'origin', fields: ['first.channel', 'first.campaign', 'first.object'] },
    { id: 'lists', fields: (inUse?.lists ?? []).map((list) => `list.${list}`) },
  ]
}

/** The fields of an event that a detail may compare. */
export function eventFields(inUse: FieldsInUse | undefined): string[] {
  const own = ['event.object', 'event.content', 'event.channel', 'event.source']
  return [...own, ...(inUse?.props ?? []).map((name) => `props.${name}`)]
}

/** How a field is asked: by a number, yes or no, one of some values known beforehand, or text. */
export type FieldKind = { kind: 'number' } | { kind: 'yesno' } | { kind: 'choice'; values: string[] } | { kind: 'text' }

export function fieldKind(field: string, models: ModelList | undefined): FieldKind {
  const { scope, name } = readField(field)
  const choice = (values: readonly string[]): FieldKind => ({ kind: 'choice', values: [...values] })
  switch (scope) {
    case 'score':
      return { kind: 'number' }
    case 'icp':
    case 'handoff':
    case 'list':
      return { kind: 'yesno' }
    case 'persona':
      return choice(models?.personas.map(({ id }) => id) ?? [])
    case 'consent':
      return choice(['granted', 'withdrawn'])
    case 'stage': {
      const model = models?.models.find(({ id }) => id === name)
      const items = field.startsWith('outcome.') ? model?.outcomes : model?.stages
      return choice(items?.map(({ id }) => id) ?? [])
    }
    case 'first':
      return name === 'channel' ? choice(channels) : { kind: 'text' }
    case 'event':
      if (name === 'channel') return choice(channels)
      if (name === 'content') return choice(models?.contentKinds.map(({ id }) => id) ?? [])
      return name === 'source' ? choice(['browser', 'server', 'import', 'mail', 'app']) : { kind: 'text' }
    default:
      if (field === 'person.seniority') return choice(seniorities)
      if (field === 'person.function') return choice(functions)
      return field === 'person.mailKind' ? choice(['work', 'free', 'disposable', 'role']) : { kind: 'text' }
  }
}

const opsOf: Record<FieldKind['kind'], readonly Op[]> = {
  number: ['gte', 'lte', 'gt', 'lt', 'is'],
  yesno: ['is'],
  choice: ['is', 'is_not', 'in', 'not_in', 'exists', 'missing'],
  text: ['is', 'is_not', 'in', 'not_in', 'contains', 'not_contains', 'starts_with', 'gte', 'lte', 'exists', 'missing'],
}

/** The operators that make sense for a kind, the commonest first; `own` always among them. */
export function opsFor(kind: FieldKind['kind'], own: Op): readonly Op[] {
  const ops = opsOf[kind]
  return ops.includes(own) ? ops : [...ops, own]
}
