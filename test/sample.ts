import { z } from 'zod'

interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  type?: string | string[]
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

/**
 * Inputs that a schema takes, made up from the schema itself, with `id` wherever it wants an id: one with what is
 * required, one with everything but a place in a list. None when nothing made up is taken. Tests over every verb use
 * them, so that a new verb is covered as soon as it is described.
 */
export function sampleInputs(schema: z.ZodType | undefined, id: string): object[] {
  if (!schema) return [{}]
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  const made = [false, true].map((full) => make(root, { root, id, full, depth: 0 }))
  const objects = made.filter((one): one is object => typeof one === 'object' && one !== null)
  for (const one of objects) Reflect.deleteProperty(one, 'cursor')
  const texts = new Set(objects.filter((one) => schema.safeParse(one).success).map((one) => JSON.stringify(one)))
  return [...texts].map((text) => JSON.parse(text) as object)
}

/** Whether it wants an id anywhere. */
export function wantsId(schema: z.ZodType | undefined): boolean {
  if (!schema) return false
  return JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).includes('"format":"uuid"')
}

interface Making {
  root: Schema
  id: string
  /** optional parts, too */
  full: boolean
  depth: number
}

function make(schema: Schema, making: Making): unknown {
  const { root, id, full, depth } = making
  const deeper = { ...making, depth: depth + 1 }
  if (depth > 8) return null
  if (schema.$ref === '#') return make(root, deeper)
  if (schema.$ref !== undefined) return make(root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {}, deeper)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const either = schema.anyOf ?? schema.oneOf
  if (either) return make(either.find(({ type }) => type !== 'null') ?? {}, deeper)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => make(part, deeper)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') {
    const wanted = Object.entries(schema.properties ?? {}).filter(([key]) => full || schema.required?.includes(key))
    return Object.fromEntries(wanted.map(([key, part]) => [key, make(part, deeper)]))
  }
  if (type === 'array')
    return (full && depth < 5) || (schema.minItems ?? 0) > 0 ? [make(schema.items ?? {}, deeper)] : []
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number')
    return Math.min(Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1), schema.maximum ?? Infinity)
  if (type === 'null') return null
  if (schema.format === 'uuid') return id
  if (schema.format === 'email') return `made.up.${id.slice(-6)}@example.com`
  if (schema.format === 'date') return '2026-11-02'
  if (schema.format === 'date-time') return '2026-11-02T10:00:00.000Z'
  if (schema.format === 'uri') return 'https://example.com/'
  return 'made up'.padEnd(schema.minLength ?? 0, '.')
}
