import { z } from 'zod'
import { gateNeeds, type Blueprint } from '#core/blueprint.ts'
import { functions as jobFunctions, seniorities } from '#core/title/title.ts'
import { conditionSchema, durationSchema, eventConditionSchema } from '#contract/rule.ts'

/** A file may be this large, in characters. */
export const maxBlueprintLength = 2_000_000
const maxNesting = 40

const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'ids are lower-case letters, digits, _ and -, beginning with a letter, at most 64')
const textSchema = z.strictObject({
  en: z.string().max(2000),
  ko: z.string().max(2000).exactOptional(),
  ru: z.string().max(2000).exactOptional(),
})
const nameSchema = textSchema.refine((name) => name.en.trim() !== '', { path: ['en'], message: 'needs a name' })
const bandSchema = z.enum(['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'], 'is none of TOFU, MOFU, BOFU, CUSTOMER')
const teamSchema = z.enum(['sdr', 'sales', 'success', 'account_owner'], 'is none of sdr, sales, success, account_owner')
const pointsSchema = z
  .number('must be a number of points')
  .min(-10_000, 'must be -10,000 or more')
  .max(10_000, 'must be 10,000 or less')
  .refine((points) => Math.abs(points * 100 - Math.round(points * 100)) < 1e-6, 'points have at most two decimals')
const boundsSchema = z.tuple([pointsSchema, pointsSchema, pointsSchema])
const list = <T extends z.ZodType>(item: T, most: number) =>
  z.array(item, 'must be a list').max(most, `holds at most ${most}`)

const stageSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  band: list(bandSchema, 4),
  owner: textSchema,
  goal: textSchema,
  enters: textSchema,
  sends: textSchema,
  leaves: textSchema,
  buyerStep: textSchema,
  agreed: z
    .strictObject({
      by: z.string().min(1).max(200),
      on: z.iso.date('write a date such as 2026-11-22'),
    })
    .nullable(),
  entry: conditionSchema.nullable(),
  doors: list(z.strictObject({ id: idSchema, name: nameSchema, when: conditionSchema }), 10).exactOptional(),
  contentKinds: list(idSchema, 100),
  playbook: idSchema.exactOptional(),
  handoff: teamSchema.exactOptional(),
  probability: z.number().min(0, 'must be between 0 and 1').max(1, 'must be between 0 and 1').exactOptional(),
  gates: list(
    z.strictObject({ id: idSchema, name: nameSchema, need: z.enum(gateNeeds, `is none of ${gateNeeds.join(', ')}`) }),
    20,
  ).exactOptional(),
  won: z.literal(true).exactOptional(),
  lifecycle: idSchema.exactOptional(),
})

const backSchema = z.strictObject({
  id: idSchema,
  kind: z.enum([
    'consent_withdrawn',
    'disqualified',
    'returned_by_sales',
    'score_fell',
    'does_not_fit',
    'lost',
    'churned',
    'round_again',
  ]),
  from: z.union([z.literal('any'), list(idSchema, 40)], 'must be "any" or a list of stages'),
  fromOutcomes: list(idSchema, 40).exactOptional(),
  when: conditionSchema,
  to: idSchema.exactOptional(),
  outcome: idSchema.exactOptional(),
  newPass: z.boolean(),
})

const divertSchema = z.strictObject({
  id: idSchema,
  when: conditionSchema,
  before: idSchema,
  outcome: idSchema.exactOptional(),
  reason: idSchema,
  handoff: teamSchema.exactOptional(),
})

const modelSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  about: textSchema,
  subject: z.enum(['person', 'account', 'deal'], 'is none of person, account, deal'),
  shape: z.enum(['line', 'circle', 'hourglass'], 'is none of line, circle, hourglass'),
  // the linter says what is wrong with more than 12
  stages: list(stageSchema, 40),
  outcomes: list(
    z.strictObject({ id: idSchema, name: nameSchema, reasons: z.boolean(), won: z.literal(true).exactOptional() }),
    40,
  ),
  back: list(backSchema, 100),
  diverts: list(divertSchema, 40),
})

const engagementRuleSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  on: eventConditionSchema,
  when: conditionSchema.exactOptional(),
  points: pointsSchema,
  cap: z.strictObject({ points: pointsSchema, per: z.enum(['day', 'week']) }).exactOptional(),
  repeat: z.enum(
    ['every', 'once', 'once_per_object', 'once_per_day'],
    'is none of every, once, once_per_object, once_per_day',
  ),
})

const scoresSchema = z.strictObject({
  engagement: z.strictObject({ halfLife: durationSchema, rules: list(engagementRuleSchema, 300) }),
  fit: z.strictObject({
    rules: list(z.strictObject({ id: idSchema, name: nameSchema, when: conditionSchema, points: pointsSchema }), 300),
  }),
  threshold: pointsSchema,
  intent: pointsSchema,
  grid: z.strictObject({ fit: boundsSchema, engagement: boundsSchema }),
})

/** A title or a word of titles; without seniority and functions it says nothing. */
export const titleEntrySchema = z.strictObject({
  text: z.string().trim().min(1, 'names no title').max(200),
  seniority: z.enum(seniorities, 'is no level of seniority').exactOptional(),
  functions: list(z.enum(jobFunctions, 'is no function'), 3).exactOptional(),
})

/** The blueprint document. Whether its parts fit together is the linter's to say (core/blueprint/lint.ts). */
export const blueprintSchema = z
  .strictObject({
    schema: z.literal(1, 'must be 1: this is the first form of the document'),
    name: nameSchema,
    lifecycle: idSchema,
    models: list(modelSchema, 30),
    scores: scoresSchema,
    personas: list(z.strictObject({ id: idSchema, name: nameSchema, about: textSchema, when: conditionSchema }), 100),
    icp: z.strictObject({ name: nameSchema, about: textSchema, when: conditionSchema }),
    titles: z
      .strictObject({
        list: z.int('names no built-in list'),
        titles: list(titleEntrySchema, 5000),
        words: list(titleEntrySchema, 2000),
      })
      .exactOptional(),
    contentKinds: list(
      z.strictObject({ id: idSchema, name: nameSchema, bands: list(bandSchema, 4), journey: idSchema.nullable() }),
      100,
    ),
    content: list(z.strictObject({ path: z.string().min(1, 'names no path').max(500), kind: idSchema }), 2000),
    reasons: list(z.strictObject({ id: idSchema, name: nameSchema, for: list(idSchema, 40) }), 300),
    playbooks: list(
      z.strictObject({
        id: idSchema,
        name: nameSchema,
        band: bandSchema,
        about: textSchema,
        questions: list(textSchema, 100),
      }),
      100,
    ),
  })
  .meta({ id: 'Blueprint', description: 'The go-to-market as one document: docs/concepts/blueprint.md' })

export interface BlueprintProblem {
  /** where, as `models[0].stages[3].entry.all[1].value`; empty for the whole document */
  path: string
  message: string
}

export type ParsedBlueprint = { ok: true; blueprint: Blueprint } | { ok: false; problems: BlueprintProblem[] }

const maxProblems = 100

/** Reads a blueprint from JSON: its text, or a value already parsed. Says what is wrong, where, and what to write. */
export function parseBlueprint(json: unknown): ParsedBlueprint {
  const read = typeof json === 'string' ? readJson(json) : { value: json }
  if ('problem' in read) return refused('', read.problem)
  const bad = unfit(read.value, '', 1)
  if (bad) return refused(bad.path, bad.message)
  const parsed = blueprintSchema.safeParse(read.value)
  if (parsed.success) return { ok: true, blueprint: parsed.data }
  const problems = parsed.error.issues.slice(0, maxProblems).map((issue) => ({
    path: pathText(issue.path),
    message: messageOf(issue),
  }))
  return { ok: false, problems }
}

function refused(path: string, message: string): ParsedBlueprint {
  return { ok: false, problems: [{ path, message }] }
}

function readJson(text: string): { value: unknown } | { problem: string } {
  if (text.length > maxBlueprintLength) {
    return { problem: `is too large: a blueprint has at most ${maxBlueprintLength} characters` }
  }
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    return { problem: `is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** What no database keeps: nesting without end, and text that is no text. */
function unfit(value: unknown, path: string, depth: number): BlueprintProblem | null {
  if (typeof value === 'string') {
    if (value.includes('\0')) return { path, message: 'contains a NUL character: take it out' }
    return value.isWellFormed() ? null : { path, message: 'contains half a character (a lone surrogate): take it out' }
  }
  if (typeof value !== 'object' || value === null) return null
  if (depth > maxNesting) return { path, message: `nests deeper than ${maxNesting} levels` }
  for (const [key, child] of Object.entries(value)) {
    const bad = unfit(child, Array.isArray(value) ? `${path}[${key}]` : joined(path, key), depth + 1)
    if (bad) return bad
  }
  return null
}

/** A path as it is printed: `models[0].stages[3]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : joined(text, String(part))),
    '',
  )
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}: misspelt, or of a newer version`
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing'
  return issue.message
}
