import { z } from 'zod'
import {
  mostChoices,
  surveyKinds,
  surveyLanguages,
  surveyMeasures,
  surveyPlaces,
  type SurveyDocument,
} from '#core/survey/document.ts'
import { surveyGaps } from '#core/survey/lint.ts'
import { surveyTemplates } from '#core/survey/templates.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const language = z.enum(surveyLanguages)
const whole = (most: number) => z.string().max(most).refine(isWholeText, 'holds characters that cannot be stored')
const words = (most: number) =>
  z
    .strictObject({ en: whole(most).optional(), ko: whole(most).optional(), ru: whole(most).optional() })
    .transform((said) =>
      Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined && text !== '')),
    )

/** One question; core/survey/document.ts says what each part does. */
export const surveyDocument: z.ZodType<SurveyDocument> = z.strictObject({
  languages: z
    .array(language)
    .min(1)
    .max(3)
    .refine((all) => new Set(all).size === all.length, 'each language once'),
  question: words(300),
  help: words(300),
  kind: z.enum(surveyKinds),
  choices: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'a small word: letters a–z, digits, _'),
        label: words(200),
        says: z.boolean(),
      }),
    )
    .max(mostChoices, `A survey has at most ${mostChoices} answers.`),
  low: words(60),
  high: words(60),
  saysFrom: z.int().min(0).max(10),
  measure: z.enum(surveyMeasures),
  thanks: words(500),
  place: z.enum(surveyPlaces),
  after: z.int().min(0).max(600),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #3d5a80')
    .nullable(),
})

export const surveyRef = z.object({ id: z.uuid() })

/** `POST /api/surveys`: begins with a template. `copy`: with what another survey asks, instead. */
export const surveyInput = z.strictObject({
  name: whole(200).trim().min(1, 'needs a name'),
  template: z.enum(surveyTemplates).default('knows_us'),
  languages: z.array(language).min(1).max(3).optional(),
  copy: z.uuid().optional(),
})

/** `POST /api/surveys/:id/change`. `revision`: as it was read; an older one is told so (409). */
export const surveyChangeInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  name: whole(200).trim().min(1, 'needs a name').optional(),
  document: surveyDocument.optional(),
})

/** `undo` takes it back */
export const surveyStepInput = z.strictObject({ id: z.uuid(), undo: z.boolean().default(false) })

export const surveyStates = ['draft', 'open', 'closed'] as const
export type SurveyState = (typeof surveyStates)[number]

export const surveyWritten = z.object({
  id: z.uuid(),
  slug: z.string(),
  revision: z.int(),
  state: z.enum(surveyStates),
})
export type SurveyWritten = z.infer<typeof surveyWritten>

const share = z.object({ rate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })

export const surveyList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      slug: z.string(),
      state: z.enum(surveyStates),
      kind: z.enum(surveyKinds),
      measure: z.enum(surveyMeasures),
      question: words(300),
      updatedAt: time,
      /** of the last 90 days */
      answered: z.int(),
      looks: z.int(),
      /** people whose answer counted */
      people: z.int(),
      /** of the answers, those that say so; where it measures something */
      says: share,
      lastAt: time.nullable(),
    }),
  ),
})
export type SurveyList = z.infer<typeof surveyList>

export const surveyPage = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  revision: z.int(),
  state: z.enum(surveyStates),
  retired: z.boolean(),
  document: surveyDocument,
  /** somebody has answered: kind, answers and measure stay */
  answered: z.boolean(),
  problems: z.array(z.object({ code: z.enum(surveyGaps), stops: z.boolean(), choice: z.string().nullable() })),
  openedAt: time.nullable(),
  closedAt: time.nullable(),
})
export type SurveyPage = z.infer<typeof surveyPage>

export const surveySplits = ['week', 'channel', 'language', 'host'] as const

/** `GET /api/surveys/:id/results` */
export const surveyResultQuery = z.object({
  days: z.coerce.number().int().min(1).max(730).default(90),
  by: z.enum(surveySplits).default('week'),
})

const group = z.object({
  answered: z.int(),
  /** how many gave each answer: in the order of the question, with the share of those who answered */
  answers: z.array(z.object({ answer: z.string(), count: z.int(), share })),
  /** of the answers, those that say so; where it measures something */
  says: share.nullable(),
  /** of a scale; no interval with fewer than 20 answers */
  mean: z.object({ mean: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).nullable(),
})

export const surveyResult = z.object({
  days: z.int(),
  zone: z.string(),
  by: z.enum(surveySplits),
  total: group,
  groups: z.array(group.extend({ value: z.string().nullable() })),
  /** how often it was in view */
  looks: z.int(),
  /** answers ÷ looks; null where more answered than looked (no script, other pages) */
  rate: share,
  /** of visitors who had answered before, not counted */
  repeated: z.int(),
  /** kept out: machines, traps, links */
  spam: z.int(),
  /** people whose answer counted */
  people: z.int(),
  withWords: z.int(),
})
export type SurveyResult = z.infer<typeof surveyResult>

/** `GET /api/surveys/:id/answers`; `chosen`: that gave this answer; `known`: of people we know. */
export const surveyAnswerQuery = z.object({
  chosen: z.string().max(40).optional(),
  known: z.stringbool().default(false),
  words: z.stringbool().default(false),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/** `POST /api/surveys/:id/answers/export`: those that the list shows by the same filters. */
export const surveyExportInput = z.strictObject({
  id: z.uuid(),
  chosen: z.string().max(40).optional(),
  known: z.boolean().default(false),
})

export const surveyAnswerList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: time,
      chosen: z.array(z.string()),
      /** as typed */
      words: z.string().nullable(),
      says: z.boolean().nullable(),
      language: z.string(),
      channel: z.string().nullable(),
      host: z.string().nullable(),
      person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type SurveyAnswerList = z.infer<typeof surveyAnswerList>

const told = {
  anonymousId: z.string().max(255).nullable().default(null),
  tracking: z.boolean().default(false),
  url: z.string().max(2000).default(''),
  title: z.string().max(500).default(''),
  referrer: z.string().max(2000).default(''),
  campaign: z.record(z.string().max(60), z.string().max(500)).default({}),
  clickIds: z.record(z.string().max(60), z.string().max(500)).default({}),
}

/** `POST /s/:slug`: what the script sends; a page without a script sends the same as a form. */
export const surveySent = z.object({
  answer: z.array(z.string().max(8000)).max(50),
  /** a number of the page's own making: the same is sent again under it */
  page: z.string().max(100).default(''),
  language: z.string().max(20).default(''),
  /** what people do not see was filled in */
  trap: z.string().max(1000).default(''),
  ...told,
})
export type SurveySent = z.output<typeof surveySent>

/** `POST /s/:slug/open`: what the embedded script asks for. */
export const surveyOpenInput = z.object({
  languages: z.array(z.string().max(40)).max(20).default([]),
  anonymousId: told.anonymousId,
  tracking: told.tracking,
  theme: z.enum(['light', 'dark']).default('light'),
})

/** `POST /s/:slug/look`: that it was in view; nobody is named. */
export const surveyLookInput = z.object({
  url: told.url,
  referrer: told.referrer,
  campaign: told.campaign,
  clickIds: told.clickIds,
})
export type SurveyLookInput = z.output<typeof surveyLookInput>
