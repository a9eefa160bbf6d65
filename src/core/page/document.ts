import { safeLink } from '#core/html.ts'

export const pageLanguages = ['en', 'ko', 'ru'] as const
export type PageLanguage = (typeof pageLanguages)[number]

/** What a page asks of whoever comes: templates begin with it, and it names the act that counts as success. */
export const pageCalls = ['demo', 'callback', 'download'] as const
export type PageCall = (typeof pageCalls)[number]

/** Light, dark, or as the visitor's machine is. */
export const pageSchemes = ['auto', 'light', 'dark'] as const
export type PageScheme = (typeof pageSchemes)[number]

export const pageAccents = ['blue', 'green', 'plum', 'amber', 'ink'] as const
export type PageAccent = (typeof pageAccents)[number]

/** Names of variants, in their order; the first is what everybody sees where nothing is tried. */
export const variantKeys = ['a', 'b', 'c', 'd'] as const
export type VariantKey = (typeof variantKeys)[number]

export const mostBlocks = 40
export const mostItems = 24

/** An uploaded picture by its id, and what it shows, in words. */
export interface PagePicture {
  id: string
  /** for whoever does not see it; empty is a fault unless it is decoration beside its own words */
  alt: string
}

export interface Benefit {
  title: string
  text: string
}

export interface Numeral {
  value: string
  label: string
}

export interface Question {
  question: string
  answer: string
}

/**
 * One part of a page. Texts are plain but `lead`, `body`, `text` of text, `answer`: those take the small Markdown of
 * core/markdown.ts. `id` is unique within a variant.
 */
export type Block = { id: string } & (
  | {
      kind: 'hero'
      title: string
      lead: string
      label: string
      href: string
      note: string
      picture: PagePicture | null
    }
  | { kind: 'text'; title: string; body: string }
  | { kind: 'benefits'; title: string; items: Benefit[] }
  | { kind: 'picture'; picture: PagePicture | null; caption: string }
  | { kind: 'logos'; title: string; items: PagePicture[] }
  | { kind: 'quote'; text: string; name: string; role: string; picture: PagePicture | null }
  | { kind: 'numbers'; title: string; items: Numeral[] }
  | { kind: 'questions'; title: string; items: Question[] }
  | { kind: 'form'; title: string; lead: string; form: string }
  | { kind: 'action'; title: string; text: string; label: string; href: string }
  | { kind: 'video'; title: string; text: string; label: string; href: string; picture: PagePicture | null }
  /** a personalised slot by its id (core/slot), and what everybody else sees */
  | { kind: 'slot'; slot: string; title: string; text: string; label: string; href: string }
)
export type BlockKind = Block['kind']
export type BlockOf<Kind extends BlockKind> = Extract<Block, { kind: Kind }>

export const blockKinds = [
  'hero',
  'text',
  'benefits',
  'picture',
  'logos',
  'quote',
  'numbers',
  'questions',
  'form',
  'action',
  'video',
  'slot',
] as const satisfies readonly BlockKind[]

export interface PageVariant {
  key: VariantKey
  /** for colleagues: what is different about it */
  name: string
  blocks: Block[]
}

/** Everything that is published together. */
export interface PageDocument {
  language: PageLanguage
  call: PageCall
  scheme: PageScheme
  accent: PageAccent
  meta: {
    title: string
    description: string
    /** shown where the page is shared */
    picture: PagePicture | null
    /** whether search engines may list it */
    indexed: boolean
  }
  /** at its top */
  brand: { name: string; picture: PagePicture | null; href: string }
  /** at its end: who is behind it, where to read about privacy (small Markdown) */
  footer: string
  /** whether the workspace's retargeting tags may load here, after consent */
  tags: boolean
  /** the first is shown to everybody unless a test runs */
  variants: PageVariant[]
}

/** A new block of a kind, empty. */
export function emptyBlock(kind: BlockKind, id: string): Block {
  switch (kind) {
    case 'hero':
      return { id, kind, title: '', lead: '', label: '', href: '#form', note: '', picture: null }
    case 'text':
      return { id, kind, title: '', body: '' }
    case 'benefits':
      return { id, kind, title: '', items: [{ title: '', text: '' }] }
    case 'picture':
      return { id, kind, picture: null, caption: '' }
    case 'logos':
      return { id, kind, title: '', items: [] }
    case 'quote':
      return { id, kind, text: '', name: '', role: '', picture: null }
    case 'numbers':
      return { id, kind, title: '', items: [{ value: '', label: '' }] }
    case 'questions':
      return { id, kind, title: '', items: [{ question: '', answer: '' }] }
    case 'form':
      return { id, kind, title: '', lead: '', form: '' }
    case 'action':
      return { id, kind, title: '', text: '', label: '', href: '#form' }
    case 'video':
      return { id, kind, title: '', text: '', label: '', href: '', picture: null }
    case 'slot':
      return { id, kind, slot: '', title: '', text: '', label: '', href: '' }
  }
}

/** Ids of all pictures that a document shows, each once. */
export function picturesOf(document: PageDocument): string[] {
  const shown = [
    document.meta.picture,
    document.brand.picture,
    ...document.variants.flatMap(({ blocks }) => blocks.flatMap(picturesIn)),
  ]
  return [...new Set(shown.flatMap((picture) => (picture === null ? [] : [picture.id])))]
}

export function picturesIn(block: Block): PagePicture[] {
  if (block.kind === 'logos') return block.items
  if ('picture' in block && block.picture !== null) return [block.picture]
  return []
}

/** Slugs of the forms that a document embeds, each once. */
export function formsOf(document: PageDocument): string[] {
  const slugs = document.variants.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'form' && block.form !== '' ? [block.form] : [])),
  )
  return [...new Set(slugs)]
}

/** Ids of the personalised slots among blocks, each once. */
export function slotsOf(blocks: readonly Block[]): string[] {
  return [...new Set(blocks.flatMap((block) => (block.kind === 'slot' && block.slot !== '' ? [block.slot] : [])))]
}

/** What keeps a page from being published (`must`), or might better be mended before. */
export const pageFaults = [
  'no_title',
  'no_description',
  'no_blocks',
  'no_headline',
  'gap',
  'no_alt',
  'no_picture',
  'bad_link',
  'no_label',
  'no_form',
  'form_missing',
  'form_nowhere',
  'no_action',
  'empty_block',
  'video_link',
  'no_slot',
] as const
export type PageFaultKind = (typeof pageFaults)[number]

export interface PageFault {
  fault: PageFaultKind
  /** it cannot be published like this */
  must: boolean
  /** where; absent: the page as a whole */
  variant?: VariantKey
  block?: string
}

/** A place that a template leaves to be filled: `[your product]`, but not a link's words. */
const gap = /\[[^\][\n]{1,60}\](?!\()/

/** `forms`: slugs of forms that can be embedded; null: not known here, and not asked. */
export function faultsOf(document: PageDocument, forms: ReadonlySet<string> | null): PageFault[] {
  const faults: PageFault[] = []
  const { meta, brand, footer } = document
  if (blank(meta.title)) faults.push({ fault: 'no_title', must: true })
  if (blank(meta.description)) faults.push({ fault: 'no_description', must: false })
  if ([meta.title, meta.description, brand.name, footer].some((text) => gap.test(text)))
    faults.push({ fault: 'gap', must: true })
  if (brand.href !== '' && safeLink(brand.href) === null) faults.push({ fault: 'bad_link', must: true })
  if ([meta.picture, brand.picture].some((picture) => picture !== null && blank(picture.alt)))
    faults.push({ fault: 'no_alt', must: true })
  for (const variant of document.variants) faults.push(...faultsOfVariant(variant, forms))
  return faults
}

function faultsOfVariant({ key, blocks }: PageVariant, forms: ReadonlySet<string> | null): PageFault[] {
  const faults: PageFault[] = []
  const hasForm = blocks.some((block) => block.kind === 'form')
  if (blocks.length === 0) faults.push({ fault: 'no_blocks', must: true, variant: key })
  else if (!blocks.some((block) => block.kind === 'hero' && !blank(block.title)))
    faults.push({ fault: 'no_headline', must: true, variant: key })
  if (
    blocks.length > 0 &&
    !hasForm &&
    !blocks.some((block) => 'href' in block && !blank(block.href) && block.kind !== 'video')
  )
    faults.push({ fault: 'no_action', must: false, variant: key })
  for (const block of blocks)
    for (const [fault, must] of faultsOfBlock(block, hasForm, forms))
      faults.push({ fault, must, variant: key, block: block.id })
  return faults
}

function faultsOfBlock(
  block: Block,
  hasForm: boolean,
  forms: ReadonlySet<string> | null,
): [PageFaultKind, must: boolean][] {
  const faults: [PageFaultKind, boolean][] = []
  if (textsOf(block).some((text) => gap.test(text))) faults.push(['gap', true])
  if (picturesIn(block).some(({ alt }) => blank(alt))) faults.push(['no_alt', true])
  if (block.kind === 'picture' && block.picture === null) faults.push(['no_picture', true])
  if (block.kind === 'form' && blank(block.form)) faults.push(['no_form', true])
  if (block.kind === 'form' && !blank(block.form) && forms !== null && !forms.has(block.form))
    faults.push(['form_missing', true])
  if (block.kind === 'slot' && blank(block.slot)) faults.push(['no_slot', true])
  if ('href' in block && !blank(block.href)) {
    if (safeLink(block.href) === null) faults.push([block.kind === 'video' ? 'video_link' : 'bad_link', true])
    else if (block.href === '#form' && !hasForm && !blank(block.label)) faults.push(['form_nowhere', true])
    if (block.kind === 'action' && blank(block.label)) faults.push(['no_label', true])
  } else if (block.kind === 'video') faults.push(['video_link', true])
  else if (block.kind === 'action') faults.push(['bad_link', true])
  if (isEmpty(block)) faults.push(['empty_block', false])
  return faults
}

/** Says nothing at all, so that nothing of it would be shown. */
function isEmpty(block: Block): boolean {
  if (block.kind === 'form' || block.kind === 'picture' || block.kind === 'hero' || block.kind === 'slot') return false
  return textsOf(block).every(blank) && picturesIn(block).length === 0
}

/** All that a block says, in the order of the page. */
export function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'hero':
      return [block.title, block.lead, block.label, block.note]
    case 'text':
      return [block.title, block.body]
    case 'benefits':
      return [block.title, ...block.items.flatMap(({ title, text }) => [title, text])]
    case 'picture':
      return [block.caption]
    case 'logos':
      return [block.title]
    case 'quote':
      return [block.text, block.name, block.role]
    case 'numbers':
      return [block.title, ...block.items.flatMap(({ value, label }) => [value, label])]
    case 'questions':
      return [block.title, ...block.items.flatMap(({ question, answer }) => [question, answer])]
    case 'form':
      return [block.title, block.lead]
    case 'action':
    case 'video':
    case 'slot':
      return [block.title, block.text, block.label]
  }
}

function blank(text: string): boolean {
  return text.trim() === ''
}
