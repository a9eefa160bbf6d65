/*
 * The consent banner, /consent.js: asks whether visits may be remembered, tells the tracker, and records the yes with the
 * words that were shown. It imports nothing, sets no cookie, and saying no takes one press as saying yes does.
 *   <script async src="https://host/consent.js?key=pk_…"></script>
 * The server puts the workspace's words and looks in front of it as `hourglassBanner` (server/http/public/consent-banner.ts).
 */

interface Words {
  title: string
  text: string
  yes: string
  no: string
  notice: string
}
interface Banner {
  key: string
  /** id of the wording */
  wording: string
  words: Record<string, Words>
  place: string
  accent: string
  onAccent: string
  notice: string
  /** signals of the browser that count as a no */
  dnt: boolean
  gpc: boolean
  /** shown to whoever sets it up: keeps and sends nothing, speaks this language */
  preview?: string
}
declare const hourglassBanner: Banner

const setting = hourglassBanner
const page = document
const origin = setting.preview ? '' : new URL((page.currentScript as HTMLScriptElement).src).origin
const browser = navigator as Navigator & { globalPrivacyControl?: boolean }
type Queue = ((...args: unknown[]) => void) & { q?: unknown[] }
const scope = window as unknown as { hourglass?: Queue; hourglassConsent?: () => void }

const named = (setting.preview || page.documentElement.lang || browser.language).slice(0, 2).toLowerCase()
const language = setting.words[named] ? named : 'en'
const words = setting.words[language] as Words

function stored(name: string, value?: string): string | null {
  try {
    if (value !== undefined && !setting.preview) localStorage.setItem(name, value)
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Speaks to the tracker, also before it has come. */
function tell(...args: unknown[]): void {
  if (setting.preview) return
  const queue: Queue = (scope.hourglass ||= (...waiting: unknown[]) => {
    ;((scope.hourglass as Queue).q ||= []).push(waiting)
  })
  queue(...args)
}

function answer(yes: boolean): void {
  const before = stored('hg_consent')
  const id = /\bhg_id=(\w+)/.exec(page.cookie)?.[1] || stored('hg_id')
  if (!yes && before === '1' && id && !setting.preview) {
    // the tracker falls silent with the no, so that this last word goes by itself
    void fetch(origin + '/v1/t', {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      body: JSON.stringify({
        writeKey: setting.key,
        anonymousId: id,
        messageId: 'no' + Date.now().toString(36) + Math.random().toString(36).slice(2),
        event: 'consent_withdrawn',
        properties: { purpose: 'tracking', source: 'banner', language },
        context: { consent: true, page: { url: location.href.split(/[?#]/)[0] } },
      }),
    }).catch(() => {})
  }
  stored('hg_consent', yes ? '1' : '0')
  stored('hg_consent_w', setting.wording)
  tell('consent', yes)
  if (yes)
    tell('track', 'consent_granted', {
      purpose: 'tracking',
      wording: setting.wording,
      text: words.text,
      language,
      source: 'banner',
    })
}

let shown: HTMLElement | undefined

function show(): void {
  if (shown) return
  const host = (shown = page.createElement('div'))
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  const box = element(root, 'section')
  box.lang = language
  box.className = setting.place
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-modal', 'false')
  box.setAttribute('aria-labelledby', 't')
  box.setAttribute('aria-describedby', 'd')
  box.style.setProperty('--a', setting.accent)
  box.style.setProperty('--o', setting.onAccent)
  const title = element(box, 'h2', words.title)
  title.id = 't'
  const text = element(box, 'p', words.text)
  text.id = 'd'
  if (setting.notice) {
    const link = element(text, 'a', words.notice)
    link.href = setting.notice
    link.before(' ')
  }
  const row = element(box, 'div')
  for (const yes of [false, true]) {
    const button = element(row, 'button', yes ? words.yes : words.no)
    button.type = 'button'
    button.onclick = () => {
      answer(yes)
      if (!setting.preview) {
        host.remove()
        shown = undefined
      }
    }
  }
  // first in the page: whoever goes by keys or ears comes to it at once, and may pass it by
  page.body.prepend(host)
}

function element<Name extends keyof HTMLElementTagNameMap>(
  parent: Node,
  name: Name,
  text?: string,
): HTMLElementTagNameMap[Name] {
  const made = page.createElement(name)
  if (text) made.textContent = text
  parent.appendChild(made)
  return made
}

const css = `section{position:fixed;z-index:2147483000;box-sizing:border-box;max-width:46rem;max-height:90vh;overflow:auto;
padding:16px 20px;border:1px solid #8d8a81;border-radius:10px;background:#fff;color:#1c1d21;
box-shadow:0 6px 30px #0003;font:15px/1.5 system-ui,'Malgun Gothic',sans-serif;text-align:start}
.bottom{left:12px;right:12px;bottom:12px;margin:0 auto}.left{left:12px;bottom:12px;width:min(24rem,100vw - 24px)}
.right{right:12px;bottom:12px;width:min(24rem,100vw - 24px)}
:lang(ko){word-break:keep-all}h2{margin:0 0 4px;font-size:17px}p{margin:0}a{color:inherit}
div{display:flex;flex-wrap:wrap;gap:10px;margin-top:14px}
button{flex:1 1 140px;min-height:44px;padding:8px 16px;border:0;border-radius:6px;background:var(--a);color:var(--o);
font:inherit;font-weight:600;cursor:pointer}:focus-visible{outline:3px solid #2f6fd0;outline-offset:2px}
@media(prefers-color-scheme:dark){section{background:#1b1d22;color:#ecebe7;border-color:#74767f}}`

function begin(): void {
  scope.hourglassConsent = show
  page.addEventListener('click', (event) => {
    if (!(event.target as HTMLElement).closest?.('[data-hg-consent]')) return
    event.preventDefault()
    show()
  })
  const said = stored('hg_consent')
  // a no is a no; a yes holds for the words that were shown
  if (said === '0' || (said === '1' && stored('hg_consent_w') === setting.wording)) return
  const refused = (setting.dnt && browser.doNotTrack === '1') || (setting.gpc && browser.globalPrivacyControl)
  if (!refused || setting.preview) show()
}

if (page.body) begin()
else page.addEventListener('DOMContentLoaded', begin)
