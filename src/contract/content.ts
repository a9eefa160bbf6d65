import { z } from 'zod'

const time = z.iso.datetime()
const day = z.iso.date()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const named = z.object({ id: z.string(), name: text })
const band = z.enum(['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'])
const blueprintId = z.string().min(1).max(64)
const language = z
  .string()
  .regex(/^[a-z]{2}$/, 'Name a language by its two letters: en, ko, ru.')
  .meta({ examples: ['ko'] })
const title = z.string().trim().min(1).max(300)

export const contentFile = z.object({ id: z.uuid(), name: z.string(), type: z.string(), bytes: z.int() })

export const contentVersion = z.object({
  language,
  title: z.string(),
  /** what its readers are told it is, on the page of a link */
  about: z.string(),
  /** the whole address on the customer's site; a path alone counts readers, and leads nowhere */
  url: z.string().nullable(),
  path: z.string().nullable(),
  file: contentFile.nullable(),
})
export type ContentVersion = z.infer<typeof contentVersion>

export const contentAsset = z.object({
  id: z.uuid(),
  title: z.string(),
  /** for the team */
  about: z.string(),
  kind: named,
  /** those of the asset, or of its kind */
  bands: z.array(band),
  ownBands: z.boolean(),
  /** stage of the buyer journey: the asset's, or that which its kind speaks for */
  stage: named.nullable(),
  ownStage: z.boolean(),
  personas: z.array(named),
  industries: z.array(z.string()),
  product: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  reviewOn: day.nullable(),
  /** its day of review has come */
  overdue: z.boolean(),
  versions: z.array(contentVersion),
  createdAt: time,
  updatedAt: time,
  archivedAt: time.nullable(),
  revision: z.int(),
})
export type ContentAsset = z.infer<typeof contentAsset>

/** `GET /api/content?…`: the library. */
export const contentQuery = z.object({
  search: z.string().max(200).optional(),
  kind: blueprintId.optional(),
  band: band.optional(),
  stage: blueprintId.optional(),
  persona: blueprintId.optional().describe('Made for them, or for everybody.'),
  language: language.optional(),
  state: z.enum(['live', 'overdue', 'archived']).default('live'),
})
export const contentList = z.object({
  items: z.array(contentAsset),
  counts: z.object({ live: z.int(), overdue: z.int(), archived: z.int() }),
  /** of the whole library, for pickers */
  kinds: z.array(named),
  stages: z.array(named),
  personas: z.array(named),
  languages: z.array(z.string()),
})
export type ContentList = z.infer<typeof contentList>

const address = z.string().trim().max(2000)
const versionInput = z.strictObject({
  language,
  title,
  about: z.string().trim().max(2000).default(''),
  /** a whole address, or a path, `*` for any run of characters; empty: it stands on no page */
  address: address.default(''),
})
const fields = {
  title,
  about: z.string().trim().max(2000),
  kind: blueprintId,
  bands: z.array(band).max(4),
  stage: blueprintId.nullable(),
  personas: z.array(blueprintId).max(50),
  industries: z.array(z.string().trim().min(1).max(100)).max(20),
  product: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
  reviewOn: day.nullable(),
}

/** `POST /api/content` */
export const contentInput = z.strictObject({
  title: fields.title,
  kind: fields.kind,
  about: fields.about.default(''),
  bands: fields.bands.default([]),
  stage: fields.stage.default(null),
  personas: fields.personas.default([]),
  industries: fields.industries.default([]),
  product: fields.product.default(null),
  /** whoever adds it, when absent */
  ownerId: fields.ownerId.optional(),
  reviewOn: fields.reviewOn.default(null),
  versions: z.array(versionInput).max(20).default([]),
})
export type ContentInput = z.input<typeof contentInput>

/** `POST /api/content/:id`: what is given changes; `versions` are all of them, in order. */
export const contentChangeBody = z.strictObject({
  /** as last seen; another has changed it since: conflict */
  revision: z.int().optional(),
  title: fields.title.optional(),
  about: fields.about.optional(),
  kind: fields.kind.optional(),
  bands: fields.bands.optional(),
  stage: fields.stage.optional(),
  personas: fields.personas.optional(),
  industries: fields.industries.optional(),
  product: fields.product.optional(),
  ownerId: fields.ownerId.optional(),
  reviewOn: fields.reviewOn.optional(),
  versions: z.array(versionInput).max(20).optional(),
  archived: z.boolean().optional(),
})
export type ContentChange = z.input<typeof contentChangeBody>
export const contentId = z.object({ id: z.uuid() })
export const contentChangeInput = contentChangeBody.extend(contentId.shape)

export const contentLinkView = z.object({
  id: z.uuid(),
  language: z.string().nullable(),
  person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  campaign: z.string().nullable(),
  form: z.string().nullable(),
  by: z.string().nullable(),
  createdAt: time,
  revokedAt: time.nullable(),
  /** people and visits that read or took it through this link */
  readers: z.int(),
})

/** `GET /api/content/:id`: one asset with its links, the newest first, and where the blueprint would count it otherwise. */
export const contentPage = contentAsset.extend({
  links: z.array(contentLinkView),
  /** pages of it that the blueprint's content rules take for another kind, or for none */
  counted: z.array(z.object({ language: z.string(), path: z.string(), as: named.nullable() })),
  /** what those who read it did next, by stage of the lifecycle; where there is enough data with the ratio */
  lifts: z.array(
    z.object({
      stage: named,
      readers: z.int(),
      readersOn: z.int(),
      others: z.int(),
      othersOn: z.int(),
      medianDays: z.number().nullable(),
      ratio: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    }),
  ),
})
export type ContentPage = z.infer<typeof contentPage>

/** `POST /api/content/:id/links`: its address is shown once. A person, or a campaign, or neither. */
export const contentLinkBody = z.strictObject({
  language: language.nullable().default(null),
  person: z.uuid().nullable().default(null),
  campaign: z.string().trim().min(1).max(200).nullable().default(null),
})
export const contentLinkInput = contentLinkBody.extend(contentId.shape)
export const contentLinkMade = z.object({ id: z.uuid(), url: z.string() })
export type ContentLinkMade = z.infer<typeof contentLinkMade>

/** `POST /api/content/:id/upload?language=…&name=…`: the file itself is the body. */
export const contentUploadQuery = z.object({
  id: z.uuid(),
  language,
  name: z.string().trim().min(1).max(200),
})
