import { escaped, safeLink } from '#core/html.ts'
import { markdown } from '#core/markdown.ts'
import type { Block, BlockOf, PageDocument, PagePicture } from '#core/page/document.ts'
import { picturePath, type PictureType } from '#core/page/picture.ts'
import { pageWords } from '#core/page/words.ts'
import { fill } from '#core/proposal/words.ts'
import { isPictureAddress } from '#core/slot/document.ts'
import type { SlotDecision } from '#core/slot/decide.ts'
import { paragraphs } from '../html.ts'

/** What is known of the pictures that a page shows. */
export type Pictures = ReadonlyMap<string, { id: string; type: PictureType; width: number; height: number }>

export interface LandingParts {
  document: PageDocument
  blocks: readonly Block[]
  pictures: Pictures
  /** embedded forms by slug, as markup */
  forms: ReadonlyMap<string, string>
  /** what this visitor sees in slots, by the slot's id */
  slots: ReadonlyMap<string, SlotDecision>
}

/**
 * The content of a landing page between top and footer, as markup. Whatever its author wrote is text or the small
 * Markdown; links lead where `safeLink` lets them, and blocks that say nothing are left out.
 */
export function landingBody(parts: LandingParts): string {
  const { document, blocks } = parts
  // the first form is where `#form` leads
  const first = { form: idOfFirst(blocks, 'form'), hero: idOfFirst(blocks, 'hero') }
  return `<a class="skip" href="#main">${escaped(pageWords[document.language].skip)}</a>
${topOf(parts)}
<main id="main">
${blocks.map((block) => sectionOf(block, parts, first)).join('\n')}
</main>`
}

interface First {
  form: string | undefined
  hero: string | undefined
}

function idOfFirst(blocks: readonly Block[], kind: Block['kind']): string | undefined {
  return blocks.find((block) => block.kind === kind)?.id
}

function topOf({ document: { brand }, pictures }: LandingParts): string {
  const logo = image(brand.picture, pictures, { eager: true })
  if (logo === '' && brand.name === '') return ''
  const inner = logo === '' ? `<span class="name">${escaped(brand.name)}</span>` : logo
  const href = safeLink(brand.href)
  return `<header class="top"><div class="in">${href === null ? inner : `<a href="${escaped(href)}">${inner}</a>`}</div></header>`
}

function sectionOf(block: Block, parts: LandingParts, first: First): string {
  switch (block.kind) {
    case 'hero':
      return heroOf(block, parts, block.id === first.hero)
    case 'text':
      return section('', `${h2(block.title)}<div class="prose">${markdown(block.body)}</div>`)
    case 'benefits': {
      const items = block.items
        .filter(({ title, text }) => title !== '' || text !== '')
        .map(({ title, text }) => `<li>${h3(title)}${markdown(text)}</li>`)
      return section('', `${h2(block.title)}<ul class="cards">${items.join('')}</ul>`)
    }
    case 'picture': {
      const picture = image(block.picture, parts.pictures)
      if (picture === '') return ''
      const caption = block.caption === '' ? '' : `<figcaption>${escaped(block.caption)}</figcaption>`
      return section('', `<figure>${picture}${caption}</figure>`)
    }
    case 'logos': {
      const items = block.items.map((item) => image(item, parts.pictures)).filter((item) => item !== '')
      if (items.length === 0) return ''
      return section(
        '',
        `${h2(block.title)}<ul class="logos has">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`,
      )
    }
    case 'quote':
      return block.text === '' ? '' : section('', quoteOf(block, parts.pictures))
    case 'numbers': {
      const items = block.items
        .filter(({ value }) => value !== '')
        .map(({ value, label }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`)
      return items.length === 0 ? '' : section('', `${h2(block.title)}<dl class="figures">${items.join('')}</dl>`)
    }
    case 'questions': {
      const items = block.items
        .filter(({ question }) => question !== '')
        .map(
          ({ question, answer }) =>
            `<details><summary>${escaped(question)}</summary><div>${markdown(answer)}</div></details>`,
        )
      return items.length === 0 ? '' : section('', h2(block.title) + items.join(''))
    }
    case 'form': {
      const words = pageWords[parts.document.language]
      const form = parts.forms.get(block.form) ?? `<p>${escaped(words.formAway)}</p>`
      const lead = block.lead === '' ? '' : `<div class="prose">${markdown(block.lead)}</div>`
      return section(
        '',
        `${h2(block.title)}${lead}<div class="formbox">${form}</div>`,
        block.id === first.form ? ' id="form" tabindex="-1"' : '',
      )
    }
    case 'action': {
      const text = block.text === '' ? '' : `<div class="prose">${markdown(block.text)}</div>`
      return section('end', `${h2(block.title)}${text}${button(block)}`)
    }
    case 'video':
      return videoOf(block, parts)
    case 'slot':
      return slotOf(block, parts.slots.get(block.slot))
  }
}

function heroOf(block: BlockOf<'hero'>, { pictures }: LandingParts, isFirst: boolean): string {
  const picture = image(block.picture, pictures, { eager: isFirst })
  const note = block.note === '' ? '' : `<p class="note">${escaped(block.note)}</p>`
  // one first heading a page, whoever puts two of them on it
  const title = isFirst ? `<h1>${escaped(block.title)}</h1>` : h2(block.title)
  const text = `<div>${title}<div class="lead">${markdown(block.lead)}</div>${button(block)}${note}</div>`
  return section(picture === '' ? 'hero' : 'hero two', text + picture)
}

function quoteOf({ text, name, role, picture }: BlockOf<'quote'>, pictures: Pictures): string {
  const face = image(picture, pictures)
  const who = [name === '' ? '' : `<b>${escaped(name)}</b>`, escaped(role)].filter((part) => part !== '').join('<br>')
  const said = `<blockquote>${escaped(text)}</blockquote>`
  return who === '' ? said : `<figure>${said}<figcaption class="who">${face}<span>${who}</span></figcaption></figure>`
}

/** A video stays where it is: no frame of anybody's stands in the page. */
function videoOf(block: BlockOf<'video'>, { document, pictures }: LandingParts): string {
  const href = safeLink(block.href)
  if (href === null) return ''
  const words = pageWords[document.language]
  const host = URL.canParse(href) ? new URL(href).hostname.replace(/^www\./, '') : ''
  const away = host === '' ? '' : `<p class="note">${escaped(fill(words.watchAt, { host }))}</p>`
  const shot = image(block.picture, pictures)
  const picture = shot === '' ? '' : `<a class="shot" href="${escaped(href)}" rel="noopener">${shot}</a>`
  const label = block.label === '' ? words.watch : block.label
  return section(
    '',
    `${h2(block.title)}<div class="film">${picture}<div class="prose">${markdown(block.text)}${button({ label, href: block.href })}${away}</div></div>`,
  )
}

/** A slot as this visitor sees it; the parts that a variant leaves empty are the block's own. */
function slotOf(block: BlockOf<'slot'>, decision: SlotDecision | undefined): string {
  const content = decision?.content ?? null
  const title = content?.title || block.title
  const text = content?.text ? paragraphs(content.text) : markdown(block.text)
  const action = { label: content?.label || block.label, href: content?.href || block.href }
  const { url, alt } = content?.picture ?? { url: '', alt: '' }
  const picture = isPictureAddress(url)
    ? `<img src="${escaped(new URL(url).href)}" alt="${escaped(alt)}" decoding="async">`
    : ''
  const inner = `${picture}${h2(title)}${text === '' ? '' : `<div class="prose">${text}</div>`}${button(action)}`
  if (inner === '') return ''
  if (decision === undefined) return section('', inner)
  const { slot, key, version, variant, arm } = decision
  const given = escaped(JSON.stringify({ slot, version, variant, arm }))
  return section('', `<div data-hg-slot="${escaped(key)}" data-hg-given="${given}">${inner}</div>`)
}

function section(name: string, inner: string, more = ''): string {
  return `<section${name === '' ? '' : ` class="${name}"`}${more}><div class="in">${inner}</div></section>`
}

function h2(title: string): string {
  return title === '' ? '' : `<h2>${escaped(title)}</h2>`
}

function h3(title: string): string {
  return title === '' ? '' : `<h3>${escaped(title)}</h3>`
}

function button({ label, href }: { label: string; href: string }): string {
  const address = safeLink(href)
  return label === '' || address === null
    ? ''
    : `<a class="go" href="${escaped(address)}" data-hg-cta="">${escaped(label)}</a>`
}

function image(picture: PagePicture | null, pictures: Pictures, { eager = false } = {}): string {
  const known = picture === null ? undefined : pictures.get(picture.id)
  if (picture === null || known === undefined) return ''
  const loading = eager ? 'fetchpriority="high"' : 'loading="lazy" decoding="async"'
  return `<img src="${picturePath(known)}" width="${known.width}" height="${known.height}" alt="${escaped(picture.alt)}" ${loading}>`
}
