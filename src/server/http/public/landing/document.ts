import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { escaped } from '#core/html.ts'
import { markdown, markdownText } from '#core/markdown.ts'
import type { PageDocument, PageLanguage } from '#core/page/document.ts'
import { picturePath } from '#core/page/picture.ts'
import { isPictureAddress } from '#core/slot/document.ts'
import { tagSources, tagSpecs, tagsInUse, type TagIds } from '#core/page/tags.ts'
import { pageWords } from '#core/page/words.ts'
import type { AppEnv } from '../../env.ts'
import { askMarkup, type Asked } from './ask.ts'
import { landingBody, type LandingParts } from './body.ts'
import { iconLink } from '../icon.ts'
import type { EmbeddedForms } from './forms.ts'
import type { LandingSlots } from './slots.ts'
import { landingScript } from './script.ts'
import { landingStyle } from './style.ts'

export interface Landing extends Omit<LandingParts, 'forms' | 'slots'> {
  /** what it is called where it is, absolute */
  canonical: string
  /** this server, absolute, for pictures that others fetch */
  origin: string
  embedded: EmbeddedForms
  slots: LandingSlots
  /** what its tracker counts, and by which key; null: not counted */
  counted: { key: string; page: string; variant: string; test: string | null } | null
  /** ids of tags that may load; none where the page does not want them */
  tags: TagIds
  asked: Asked
  /** caches must not keep what is chosen for one visitor */
  isSplit: boolean
}

const locales: Record<PageLanguage, string> = { en: 'en_US', ko: 'ko_KR', ru: 'ru_RU' }

/** The page for a stranger. Only our own scripts run, and those of networks only after a yes (script.ts). */
export function landingPage(c: Context<AppEnv>, landing: Landing): Response {
  const { document, counted, tags, asked, isSplit, embedded, slots } = landing
  const nonce = randomBytes(18).toString('base64')
  const networks = tagsInUse(tags)
  const hosts = tagSources(networks)
  setPolicy(c, {
    'default-src': "'none'",
    'script-src': [`'nonce-${nonce}'`, ...hosts.script].join(' '),
    'style-src': `'nonce-${nonce}'`,
    'connect-src': ["'self'", ...hosts.connect].join(' '),
    'img-src': ["'self'", 'data:', ...hosts.img, ...pictureHosts(slots)].join(' '),
    ...(hosts.frame.length > 0 ? { 'frame-src': hosts.frame.join(' ') } : {}),
    'form-action': ["'self'", ...embedded.targets].join(' '),
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  })
  c.header('cache-control', isSplit ? 'private, no-store' : 'private, no-cache')
  if (!document.meta.indexed) c.header('x-robots-tag', 'noindex, nofollow')
  const ask = askMarkup(document.language, asked)
  const marks =
    counted === null
      ? ''
      : ` data-hg-landing="${counted.page}" data-hg-variant="${counted.variant}"${counted.test === null ? '' : ` data-hg-test="${counted.test}"`}`
  const follow = asked.tracking === null ? '0' : '1'
  const ids = Object.fromEntries(networks.map((network) => [network, tags[network] ?? '']))
  const scripts = Object.fromEntries(
    networks.map((network) => [network, tagSpecs[network].script.replace('{id}', tags[network] ?? '')]),
  )
  const own =
    ask === ''
      ? ''
      : `<script nonce="${nonce}" data-nonce="${nonce}" data-page="${escaped(counted?.page ?? '')}" data-follow="${follow}" data-tags="${escaped(JSON.stringify(ids))}" data-scripts="${escaped(JSON.stringify(scripts))}">${landingScript}</script>`
  const seen =
    counted === null || slots.decided.size === 0
      ? ''
      : `<script async nonce="${nonce}" src="/slots.js" data-given="1"${slots.visitor === null ? '' : ` data-visitor="${slots.visitor}"`}></script>`
  const tracker =
    counted === null ? '' : `<script async nonce="${nonce}" src="/t.js" data-key="${escaped(counted.key)}"></script>`
  return c.html(
    documentOf(
      landing,
      nonce,
      marks,
      `${landingBody({ ...landing, forms: embedded.forms, slots: slots.decided })}
${footerOf(document, ask !== '')}
${ask}${embedded.script(nonce)}${own}${seen}${tracker}`,
    ),
  )
}

/** The same for colleagues in a frame of the app: nothing in it does anything, and nothing is counted. */
export function landingPreview(c: Context<AppEnv>, landing: Landing): Response {
  const nonce = randomBytes(18).toString('base64')
  setPolicy(c, {
    'default-src': "'none'",
    'style-src': `'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'form-action': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'self'",
    sandbox: '',
  })
  c.header('cache-control', 'private, no-store')
  c.header('x-robots-tag', 'noindex, nofollow')
  return c.html(
    documentOf(
      landing,
      nonce,
      '',
      `${landingBody({ ...landing, forms: landing.embedded.forms, slots: landing.slots.decided })}\n${footerOf(landing.document, false)}`,
    ),
  )
}

/** Where pictures of the variants shown come from. */
function pictureHosts({ decided }: LandingSlots): string[] {
  const urls = [...decided.values()].map(({ content }) => content?.picture?.url ?? '')
  return [...new Set(urls.filter(isPictureAddress).map((url) => new URL(url).origin))]
}

function setPolicy(c: Context<AppEnv>, policy: Readonly<Record<string, string>>): void {
  const text = Object.entries(policy).map(([directive, value]) => `${directive} ${value}`.trim())
  c.header('content-security-policy', text.join('; '))
}

function documentOf(landing: Landing, nonce: string, marks: string, body: string): string {
  const { document, embedded } = landing
  return `<!doctype html>
<html lang="${document.language}"${marks}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.meta.title)}</title>
${iconOf(landing)}
${metaOf(landing)}
<style nonce="${nonce}">${landingStyle(document.scheme, document.accent)}${embedded.style}</style>
</head>
<body>
${body}
</body>
</html>`
}

/** The own mark at the top of the page, where it is about as wide as high; else the product's. */
function iconOf({ document: { brand }, pictures }: Landing): string {
  const mark = brand.picture === null ? undefined : pictures.get(brand.picture.id)
  const fits = mark !== undefined && Math.max(mark.width, mark.height) <= 1.4 * Math.min(mark.width, mark.height)
  return iconLink(fits ? picturePath(mark) : undefined)
}

function metaOf({ document: { meta, language, brand, variants }, canonical, origin, pictures }: Landing): string {
  const hero = variants[0]?.blocks.find((block) => block.kind === 'hero')
  const description = meta.description === '' ? markdownText(hero?.lead ?? '').slice(0, 200) : meta.description
  const picture = meta.picture ?? hero?.picture ?? null
  const known = picture === null ? undefined : pictures.get(picture.id)
  const named = (name: string, content: string): string =>
    content === '' ? '' : `<meta name="${name}" content="${escaped(content)}">`
  const og = (name: string, content: string): string =>
    content === '' ? '' : `<meta property="og:${name}" content="${escaped(content)}">`
  return [
    named('description', description),
    named('robots', meta.indexed ? '' : 'noindex, nofollow'),
    `<link rel="canonical" href="${escaped(canonical)}">`,
    og('type', 'website'),
    og('title', meta.title),
    og('description', description),
    og('url', canonical),
    og('site_name', brand.name),
    og('locale', locales[language]),
    ...(known && picture
      ? [
          og('image', origin + picturePath(known)),
          og('image:width', String(known.width)),
          og('image:height', String(known.height)),
          og('image:alt', picture.alt),
        ]
      : []),
    named('twitter:card', known ? 'summary_large_image' : 'summary'),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function footerOf({ footer, language }: PageDocument, asks: boolean): string {
  const again = asks
    ? `<p><button type="button" class="link" id="again" hidden>${escaped(pageWords[language].ask.again)}</button></p>`
    : ''
  return footer === '' && again === '' ? '' : `<footer><div class="in">${markdown(footer)}${again}</div></footer>`
}

/** Why there is nothing, in the language of whoever looks. */
export function landingRefusal(
  c: Context<AppEnv>,
  status: ContentfulStatusCode,
  { language, title, next }: { language: PageLanguage; title: string; next: string },
): Response {
  const nonce = randomBytes(18).toString('base64')
  setPolicy(c, {
    'default-src': "'none'",
    'style-src': `'nonce-${nonce}'`,
    'img-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  })
  c.header('cache-control', 'private, no-store')
  c.header('x-robots-tag', 'noindex, nofollow')
  return c.html(
    `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><title>${escaped(title)}</title>${iconLink()}
<style nonce="${nonce}">${landingStyle('auto', 'ink')}</style></head>
<body><main id="main"><section><div class="in"><h1>${escaped(title)}</h1><p>${escaped(next)}</p></div></section></main></body></html>`,
    status,
  )
}
