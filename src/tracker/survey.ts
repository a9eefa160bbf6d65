/*
 * The script of surveys, /s.js, and of their own pages: puts one question into a page, or into its corner, and sends the
 * answer. Installed by one line:
 *   <script async src="https://host/s.js" data-survey="know-us-x7k2"></script>
 * docs/concepts/surveys.md says what it sends and when. It needs no cookie: that a question was answered or closed is kept
 * in the browser where that is possible, and nothing depends on it. Its tools (src/tracker/form.ts) are handed to it, since
 * nothing is imported here.
 */

interface Sent {
  ok: boolean
  status: number
  body: unknown
}
export interface SurveyTools {
  dress(root: ShadowRoot, css: string, nonce: string): void
  fill(place: Element | ShadowRoot, html: string, policy: string): void
  schemeOf(start: HTMLElement): 'light' | 'dark'
  send(url: string, body: object, tries: number, then: (answer: Sent) => void, wait?: (offline: boolean) => void): void
  trackerId(): string | null
  whereabouts(): Record<string, unknown>
}
interface Model {
  slug: string
  /** https://host/s/slug */
  action: string
  language: string
  place: 'inline' | 'corner'
  /** seconds until it comes up in the corner */
  after: number
  words: Record<string, string> & { faults: Record<string, string> }
}
interface Opened {
  html?: string
  style?: string
  model?: Model
}

const page = document
const kept = 'hg_surveys'
const trusted = 'hourglass-survey'

/** Begins with the script element that is running: the page of a survey, or a place on somebody's site. */
export function startSurvey(tools: SurveyTools): void {
  const script = page.currentScript as HTMLScriptElement | null
  if (!script) return
  const { model, survey } = script.dataset
  if (model) {
    const form = page.querySelector<HTMLFormElement>('form.hgs')
    if (form) enhance(form, JSON.parse(model) as Model, tools, () => {})
  } else if (survey) embed(script, survey, tools)
}

// ── on another site ──────────────────────────────────────────────────────────────────────────────────────────────────

function embed(script: HTMLScriptElement, slug: string, tools: SurveyTools): void {
  if (remembered().includes(slug)) return
  const { target, lang, theme } = script.dataset
  const action = `${new URL(script.src).origin}/s/${encodeURIComponent(slug)}`
  const languages = [lang, page.documentElement.lang, ...navigator.languages].filter((one): one is string => !!one)
  const tracking = tools.whereabouts()['tracking'] === true
  const scheme = theme === 'dark' || theme === 'light' ? theme : tools.schemeOf(script.parentElement ?? page.body)
  const body = { languages, anonymousId: tools.trackerId(), tracking, theme: scheme }
  tools.send(`${action}/open`, body, 3, (answer) => {
    const { html, style, model } = (answer.body ?? {}) as Opened
    if (!answer.ok || !html || !style || !model) return
    const place = target ? page.querySelector<HTMLElement>(target) : null
    const corner = model.place === 'corner' && !place
    const show = (): void => {
      const host = page.createElement('div')
      host.dataset['hourglassSurvey'] = slug
      if (place) place.replaceChildren(host)
      else if (corner) page.body.append(host)
      else script.before(host)
      const root = host.attachShadow({ mode: 'open' })
      tools.dress(root, style, script.nonce)
      const box = page.createElement('div')
      tools.fill(box, html, trusted)
      root.append(corner ? cornered(box, host, slug, model, scheme) : box)
      const form = root.querySelector<HTMLFormElement>('form.hgs')
      const done = (): void => {
        remember(slug)
        // thanks are read, then the corner is free again
        if (corner) setTimeout(() => host.remove(), 8000)
      }
      if (form) enhance(form, model, tools, done)
    }
    if (corner) setTimeout(show, model.after * 1000)
    else show()
  })
}

/** A box in the corner that takes no focus and covers no more than itself; its button and Escape close it for good. */
function cornered(box: HTMLElement, host: HTMLElement, slug: string, { words }: Model, scheme: string): HTMLElement {
  const frame = page.createElement('section')
  frame.className = 'hgs-corner'
  frame.dataset['theme'] = scheme
  frame.setAttribute('aria-label', words['label'] ?? '')
  const close = page.createElement('button')
  close.type = 'button'
  close.className = 'hgs-close'
  close.textContent = '×'
  close.setAttribute('aria-label', words['close'] ?? '')
  const end = (): void => {
    remember(slug)
    host.remove()
  }
  close.addEventListener('click', end)
  frame.addEventListener('keydown', ({ key }) => key === 'Escape' && end())
  frame.append(box, close)
  return frame
}

// ── what this browser remembers: questions that were answered or closed, and nothing about whom ──────────────────────

function remembered(): string[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]')
    return Array.isArray(all) ? all.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

function remember(slug: string): void {
  try {
    localStorage.setItem(kept, JSON.stringify([...new Set([...remembered(), slug])].slice(-50)))
  } catch {
    // nothing may be kept here: the server still counts once
  }
}

// ── one question ─────────────────────────────────────────────────────────────────────────────────────────────────────

function enhance(form: HTMLFormElement, model: Model, tools: SurveyTools, onDone: () => void): void {
  const { words, action, language } = model
  const one = <Kind extends Element>(what: string): Kind | null => form.querySelector<Kind>(what)
  const own = (name: string): string => one<HTMLInputElement>(`[name="${name}"]`)?.value ?? ''
  const status = one<HTMLElement>('.hgf-status')
  const error = one<HTMLElement>('.hgf-error')
  const button = one<HTMLButtonElement>('.hgf-send')
  let sending = false

  function given(): string[] {
    return [...form.querySelectorAll<HTMLInputElement>('[name="answer"]')]
      .filter(({ type, checked }) => (type !== 'radio' && type !== 'checkbox') || checked)
      .map(({ value }) => value)
      .filter((value) => value.trim() !== '')
  }

  function say(text: string): void {
    if (status) status.textContent = text
  }

  function refuse(text: string): void {
    const marked = one('.hgf-group') ?? one('textarea')
    if (text) marked?.setAttribute('aria-invalid', 'true')
    else marked?.removeAttribute('aria-invalid')
    if (!error) return
    error.hidden = !text
    error.textContent = text
  }

  function look(): void {
    const { url, referrer, campaign, clickIds } = tools.whereabouts()
    const body = JSON.stringify({ url, referrer, campaign, clickIds })
    void fetch(`${action}/look`, { method: 'POST', body, credentials: 'omit', keepalive: true }).catch(() => {})
  }

  function watch(): void {
    if (!('IntersectionObserver' in window)) return look()
    let timer: ReturnType<typeof setTimeout> | undefined
    const eye = new IntersectionObserver(
      (entries) => {
        clearTimeout(timer)
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        timer = setTimeout(() => {
          eye.disconnect()
          look()
        }, 500)
      },
      { threshold: 0.1 },
    )
    eye.observe(form)
  }

  form.addEventListener('input', () => refuse(''))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (sending) return
    const answer = given()
    if (!answer.length) {
      refuse(words.faults['none'] ?? '')
      return one<HTMLElement>('[name="answer"]')?.focus()
    }
    sending = true
    button?.setAttribute('aria-disabled', 'true')
    say(words['sending'] ?? '')
    const body = { ...tools.whereabouts(), answer, page: own('_page'), trap: own('_website'), language }
    const wait = (offline: boolean): void => say(words[offline ? 'offline' : 'busy'] ?? '')
    const then = (got: Sent): void => {
      sending = false
      button?.removeAttribute('aria-disabled')
      const { html, words: line } = (got.body ?? {}) as { html?: string; words?: string }
      if (got.status === 422) {
        say('')
        return refuse(line ?? '')
      }
      if (!got.ok || !html) return say(line ?? words[got.status ? 'busy' : 'offline'] ?? '')
      const box = page.createElement('div')
      tools.fill(box, html, trusted)
      const thanks = box.firstElementChild as HTMLElement | null
      if (!thanks) return
      if (form.dataset['theme']) thanks.dataset['theme'] = form.dataset['theme']
      form.replaceWith(thanks)
      thanks.focus()
      onDone()
    }
    tools.send(action, body, 8, then, wait)
  })
  watch()
}
