import { z } from 'zod'
import {
  mostBlocks,
  mostItems,
  pageAccents,
  pageCalls,
  pageFaults,
  pageLanguages,
  pageSchemes,
  variantKeys,
  type Block,
  type PageDocument,
} from '#core/page/document.ts'
import { longestSlug } from '#core/page/slug.ts'
import { tagNetworks } from '#core/page/tags.ts'

const time = z.iso.datetime()
const line = z.string().max(300)
const text = z.string().max(8000)
const address = z.string().max(2000)
const count = z.int().min(0)

const picture = z.object({ id: z.uuid(), alt: line })
const noPicture = picture.nullable()
const id = z.string().min(1).max(40)
const items = <Item extends z.ZodType>(item: Item) => z.array(item).max(mostItems)

const block = z.discriminatedUnion('kind', [
  z.object({
    id,
    kind: z.literal('hero'),
    title: line,
    lead: text,
    label: line,
    href: address,
    note: line,
    picture: noPicture,
  }),
  z.object({ id, kind: z.literal('text'), title: line, body: text }),
  z.object({ id, kind: z.literal('benefits'), title: line, items: items(z.object({ title: line, text })) }),
  z.object({ id, kind: z.literal('picture'), picture: noPicture, caption: line }),
  z.object({ id, kind: z.literal('logos'), title: line, items: items(picture) }),
  z.object({ id, kind: z.literal('quote'), text, name: line, role: line, picture: noPicture }),
  z.object({ id, kind: z.literal('numbers'), title: line, items: items(z.object({ value: line, label: line })) }),
  z.object({ id, kind: z.literal('questions'), title: line, items: items(z.object({ question: line, answer: text })) }),
  z.object({ id, kind: z.literal('form'), title: line, lead: text, form: z.string().max(100) }),
  z.object({ id, kind: z.literal('action'), title: line, text, label: line, href: address }),
  z.object({
    id,
    kind: z.literal('video'),
    title: line,
    text,
    label: line,
    href: address,
    picture: noPicture,
  }),
  z.object({
    id,
    kind: z.literal('slot'),
    slot: z.string().max(40),
    title: line,
    text,
    label: line,
    href: address,
  }),
]) satisfies z.ZodType<Block>

const variant = z.object({
  key: z.enum(variantKeys),
  name: line,
  blocks: z
    .array(block)
    .max(mostBlocks)
    .refine((blocks) => new Set(blocks.map((one) => one.id)).size === blocks.length, 'Two blocks have the same id.'),
})

/** Everything of a page that is published together (core/page/document.ts). */
export const pageContent = z.object({
  language: z.enum(pageLanguages),
  call: z.enum(pageCalls),
  scheme: z.enum(pageSchemes),
  accent: z.enum(pageAccents),
  meta: z.object({ title: line, description: z.string().max(500), picture: noPicture, indexed: z.boolean() }),
  brand: z.object({ name: line, picture: noPicture, href: address }),
  footer: text,
  tags: z.boolean(),
  variants: z
    .array(variant)
    .min(1)
    .max(variantKeys.length)
    .refine(
      (variants) => variants.every(({ key }, index) => key === variantKeys[index]),
      'Variants are called a, b, c, d, in this order.',
    ),
}) satisfies z.ZodType<PageDocument>

const slug = z.string().trim().toLowerCase().max(longestSlug)

export const pageId = z.object({ id: z.uuid() })

/** `POST /api/pages`: a page from a template; without a slug, one is made of the name. */
export const pageCreateInput = z.object({
  name: line.trim().min(1, 'Give the page a name.'),
  call: z.enum(pageCalls),
  language: z.enum(pageLanguages),
  slug: slug.optional(),
  /** slug of the form that it embeds */
  form: z.string().max(100).optional(),
})

/** `POST /api/pages/:id/change`: the draft as a whole, if it is as it was read. */
export const pageChangeInput = z.object({
  id: z.uuid(),
  revision: z.int().min(1),
  name: line.trim().min(1, 'Give the page a name.'),
  document: pageContent,
})

/** `POST /api/pages/:id/address` */
export const pageAddressInput = z.object({ id: z.uuid(), slug })

export const pagePublishInput = z.object({
  id: z.uuid(),
  revision: z.int().min(1),
  note: line.trim().optional(),
})

export const pageRollbackInput = z.object({ id: z.uuid(), version: z.int().min(1) })

export const pageRetireInput = z.object({ id: z.uuid(), undo: z.boolean().default(false) })

/** Where a page stands: never on the web; on it; on it with a newer draft; taken off. */
export const pageStates = ['draft', 'live', 'changed', 'off'] as const
export type PageState = (typeof pageStates)[number]

export const pageWritten = z.object({ id: z.uuid(), revision: z.int(), slug: z.string(), state: z.enum(pageStates) })
export type PageWritten = z.infer<typeof pageWritten>

export const pagePublished = pageWritten.extend({ version: z.int().nullable() })
export type PagePublished = z.infer<typeof pagePublished>

const share = z.object({ reached: count, of: count })

const pageItem = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  title: z.string(),
  language: z.enum(pageLanguages),
  call: z.enum(pageCalls),
  state: z.enum(pageStates),
  variants: z.int(),
  testing: z.boolean(),
  /** of the last 28 days: those of its visitors who did what the page asks within a week */
  lately: share,
  publishedAt: time.nullable(),
  updatedAt: time,
  retired: z.boolean(),
})
export type PageItem = z.infer<typeof pageItem>

/** `GET /api/pages` */
export const pageListQuery = z.object({ retired: z.stringbool().default(false) })
export const pageList = z.object({ items: z.array(pageItem), asOf: time })
export type PageList = z.infer<typeof pageList>

const fault = z.object({
  fault: z.enum(pageFaults),
  must: z.boolean(),
  variant: z.enum(variantKeys).optional(),
  block: z.string().optional(),
})

const pictureRow = z.object({
  id: z.uuid(),
  /** where it is served */
  path: z.string(),
  width: z.int(),
  height: z.int(),
  /** bytes */
  size: z.int(),
  name: z.string(),
  alt: z.string(),
})
export type PictureRow = z.infer<typeof pictureRow>

/** `GET /api/pages/:id`: what the editor needs. */
export const pageDetail = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  /** where it is, or would be */
  address: z.string(),
  state: z.enum(pageStates),
  revision: z.int(),
  document: pageContent,
  live: z.object({ version: z.int(), at: time }).nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      at: time,
      by: z.string(),
      note: z.string().nullable(),
      restoredFrom: z.int().nullable(),
      variants: z.int(),
    }),
  ),
  faults: z.array(fault),
  pictures: z.array(pictureRow),
  /** forms that a page may embed */
  forms: z.array(z.object({ slug: z.string(), name: z.string(), language: z.string() })),
  /** personalised slots that a page may carry */
  slots: z.array(z.object({ id: z.uuid(), key: z.string(), name: z.string() })),
  testing: z.boolean(),
  /** whether visits are counted: there is a public key in force */
  counted: z.boolean(),
  retired: z.boolean(),
})
export type PageDetail = z.infer<typeof pageDetail>

/** `POST /api/pages/:id/draft`: the draft becomes what that version said. */
export const pageDraftInput = z.object({ id: z.uuid(), revision: z.int().min(1), version: z.int().min(1) })

/** `GET /api/pictures` */
export const pictureList = z.object({ items: z.array(pictureRow) })
export type PictureList = z.infer<typeof pictureList>

/** `POST /api/pictures`: the body is the picture itself. */
export const pictureUploadQuery = z.object({ name: z.string().max(200).default('') })
export const pictureUploaded = pictureRow
export const pictureChangeInput = z.object({ id: z.uuid(), alt: line.trim() })

const tagId = z.string().trim().max(60)

/** Ids of the networks' tags; empty: none. */
export const pageTags = z.object(
  Object.fromEntries(tagNetworks.map((network) => [network, tagId.default('')])) as Record<
    (typeof tagNetworks)[number],
    z.ZodDefault<typeof tagId>
  >,
)
export type PageTags = z.infer<typeof pageTags>

/** `GET` and `POST /api/page-settings` */
export const pageSettings = z.object({ tags: pageTags })
export type PageSettings = z.infer<typeof pageSettings>
