/*
 * The script of forms, /f.js, and of their own pages: makes a form of HTML that works without it better, by the very rules
 * that the server checks (given to it as `rules`, since nothing is imported here). Installed by one line:
 *   <script async src="https://host/f.js" data-form="demo-x7k2"></script>
 * docs/concepts/forms.md says what it sends and when. No value of a field leaves the page before it is sent.
 */

type Values = Record<string, string | string[]>
interface Field {
  id: string
  kind: string
}
interface Fault {
  field: string
  code: string
  limit?: number
}
export interface FormRules {
  shownFields(fields: readonly never[], values: Values): Field[]
  faultOf(field: never, value: string | string[]): Fault | null
  meantMail(address: string): string | null
}
interface Model {
  slug: string
  /** https://host/f/slug */
  action: string
  version: number
  language: string
  fields: Field[]
  words: Record<string, string> & { faults: Record<string, string> }
  preview?: boolean
}
interface Opened {
  html: string
  style: string
  model: Model
}
interface Answer {
  html?: string
  redirect?: string | null
  faults?: Fault[]
  words?: string
}

const page = document

/** Begins with the script element that is running: the page of a form, or a place on somebody's site. */
export function startForms(rules: FormRules): void {
  const script = page.currentScript as HTMLScriptElement | null
  if (!script) return
  const { model, form } = script.dataset
  if (model) {
    const told = JSON.parse(model) as Model
    const own = [...page.querySelectorAll<HTMLFormElement>('form.hgf')].find(
      (one) => one.getAttribute('action') === told.action,
    )
    if (own) enhance(own, told, rules)
  } else if (form) embed(script, form, rules)
}

// ── on another site ──────────────────────────────────────────────────────────────────────────────────────────────────

function embed(script: HTMLScriptElement, slug: string, rules: FormRules): void {
  const { target, lang, theme } = script.dataset
  const place = target ? page.querySelector<HTMLElement>(target) : null
  const host = page.createElement('div')
  host.dataset['hourglassForm'] = slug
  if (place) place.replaceChildren(host)
  else script.before(host)
  const action = `${new URL(script.src).origin}/f/${encodeURIComponent(slug)}`
  const languages = [lang, page.documentElement.lang, ...navigator.languages].filter((one): one is string => !!one)
  const body = {
    languages,
    anonymousId: trackerId(),
    theme: theme === 'dark' || theme === 'light' ? theme : schemeOf(host),
  }
  send(`${action}/open`, body, 6, (answer) => {
    if (!answer.ok) return
    const opened = answer.body as Opened
    const root = host.attachShadow({ mode: 'open' })
    dress(root, opened.style, script.nonce)
    fill(root, opened.html)
    const form = root.querySelector<HTMLFormElement>('form.hgf')
    if (form) enhance(form, opened.model, rules)
  })
}

/** Sheets that are made by a script need no leave of the page's policy; older browsers get an element with its nonce. */
export function dress(root: ShadowRoot, css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = page.createElement('style')
    style.nonce = nonce
    style.textContent = css
    root.append(style)
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string }
}
let policy: { createHTML(text: string): string } | undefined

/** Our own server's HTML, in which every text is escaped. */
export function fill(place: Element | ShadowRoot, html: string, name = 'hourglass-form'): void {
  const types = (window as unknown as { trustedTypes?: TrustedTypes }).trustedTypes
  try {
    policy ??= types?.createPolicy(name, { createHTML: (text) => text })
  } catch {
    // a policy of that name is there already, or none may be made
  }
  place.innerHTML = policy ? policy.createHTML(html) : html
}

/** Whether the page behind is dark: the first colour that is not see-through decides. */
export function schemeOf(start: HTMLElement): 'light' | 'dark' {
  for (let at: HTMLElement | null = start; at; at = at.parentElement) {
    const parts = /rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)(?:[,/ ]+([\d.]+))?/.exec(
      getComputedStyle(at).backgroundColor,
    )
    if (!parts || Number(parts[4] ?? 1) < 0.5) continue
    return Number(parts[1]) * 0.299 + Number(parts[2]) * 0.587 + Number(parts[3]) * 0.114 < 110 ? 'dark' : 'light'
  }
  return 'light'
}

// ── what the tracker knows ───────────────────────────────────────────────────────────────────────────────────────────

function stored(area: () => Storage, name: string): string | null {
  try {
    return area().getItem(name)
  } catch {
    return null
  }
}

/** The id of the page script (/t.js), where it may keep one: it forgets it when consent is taken back. */
export function trackerId(): string | null {
  if (stored(() => localStorage, 'hg_consent') === '0') return null
  try {
    return /\bhg_id=(\w+)/.exec(page.cookie)?.[1] ?? stored(() => localStorage, 'hg_id')
  } catch {
    // a frame without an origin has no cookies
    return null
  }
}

/** Where they are, and how they came: of this page's address, else of the landing that the page script kept. */
export function whereabouts(): Record<string, unknown> {
  const campaign: Record<string, string> = {}
  const clickIds: Record<string, string> = {}
  new URLSearchParams(location.search).forEach((value, name) => {
    const utm = /^utm_(source|medium|campaign|term|content)$/.exec(name)
    if (utm) campaign[utm[1] === 'campaign' ? 'name' : (utm[1] as string)] = value.slice(0, 500)
    else if (/^(\w*clk?id|[gw]braid|li_fat_id)$/.test(name)) clickIds[name] = value.slice(0, 500)
  })
  let from: unknown = { campaign, clickIds }
  if (!Object.keys(campaign).length && !Object.keys(clickIds).length) {
    try {
      from = JSON.parse(stored(() => sessionStorage, 'hg_from') ?? '{}')
    } catch {
      from = {}
    }
  }
  return {
    ...(from as object),
    anonymousId: trackerId(),
    tracking: stored(() => localStorage, 'hg_consent') === '1',
    url: location.href.slice(0, 2000),
    title: page.title.slice(0, 500),
    referrer: page.referrer.slice(0, 2000),
  }
}

// ── one form ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function enhance(form: HTMLFormElement, model: Model, rules: FormRules): void {
  const { words, action, fields, preview } = model
  const one = <Kind extends Element>(what: string): Kind | null => form.querySelector<Kind>(what)
  const status = one<HTMLElement>('.hgf-status')
  const button = one<HTMLButtonElement>('.hgf-send')
  const steps = [...form.querySelectorAll<HTMLElement>('.hgf-step')]
  const visit = uuid()
  let step = 0
  let started = false
  let touched: string | null = null
  let told = ''
  let sending = false
  let tried = false
  let done = false

  const box = (id: string): HTMLElement | null => one(`[data-field="${id}"]`)
  const inputs = (id: string): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>(`[name="${id}"]`)]

  function values(): Values {
    const all: Values = {}
    for (const { id, kind } of fields) {
      const given = inputs(id).filter((input) => (input.type !== 'checkbox' && input.type !== 'radio') || input.checked)
      if (kind === 'checkboxes') all[id] = given.map(({ value }) => value)
      else if (given[0]) all[id] = given[0].value
    }
    return all
  }

  const there = (all: Values): Field[] => rules.shownFields(fields as never[], all)

  /** Shows what the answers so far ask for, and hides the rest, which is then not sent. */
  function arrange(): void {
    const shown = new Set(there(values()).map(({ id }) => id))
    for (const { id } of fields) {
      const place = box(id)
      if (!place) continue
      place.hidden = !shown.has(id)
      for (const input of inputs(id)) input.disabled = !shown.has(id)
    }
  }

  function faults(within?: HTMLElement): Fault[] {
    const all = values()
    return there(all).flatMap((field) => {
      if (within && !within.contains(box(field.id))) return []
      return rules.faultOf(field as never, all[field.id] ?? '') ?? []
    })
  }

  function show(found: Fault[], only?: string): void {
    for (const { id } of fields) {
      if (only && id !== only) continue
      const fault = found.find(({ field }) => field === id)
      const place = box(id)
      const line = place?.querySelector<HTMLElement>('.hgf-error')
      if (!place || !line) continue
      line.hidden = !fault
      line.textContent = fault ? (words.faults[fault.code] ?? '').replace('{limit}', String(fault.limit ?? '')) : ''
      const marked = place.querySelector('.hgf-group') ?? inputs(id)[0]
      if (fault) marked?.setAttribute('aria-invalid', 'true')
      else marked?.removeAttribute('aria-invalid')
    }
    if (only) return
    one('.hgf-summary')?.remove()
    const first = found[0]
    if (!first) return
    const place = box(first.field)
    const at = steps.findIndex((one) => one.contains(place))
    if (at >= 0 && at !== step) go(at)
    place?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus()
  }

  function say(text: string): void {
    if (status) status.textContent = text
  }

  // ── steps ──

  function go(to: number): void {
    step = to
    steps.forEach((one, index) => (one.hidden = index !== step))
    const last = step === steps.length - 1
    if (button) button.hidden = !last
    const back = one<HTMLElement>('.hgf-back')
    const next = one<HTMLElement>('.hgf-next')
    if (back) back.hidden = step === 0
    if (next) next.hidden = last
  }

  function addSteps(): void {
    if (steps.length < 2) return
    const make = (name: string, text: string, act: () => void): HTMLButtonElement => {
      const made = page.createElement('button')
      made.type = 'button'
      made.className = name
      made.textContent = text
      made.addEventListener('click', act)
      return made
    }
    const move = (by: number): void => {
      go(step + by)
      steps[step]?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus()
    }
    const next = make('hgf-next', words['next'] ?? '', () => {
      const found = faults(steps[step])
      show(found)
      if (!found.length) move(1)
    })
    button?.before(
      make('hgf-back', words['back'] ?? '', () => move(-1)),
      next,
    )
    go(0)
  }

  // ── mistyped addresses ──

  function suggest(input: HTMLInputElement): void {
    const place = input.parentElement
    place?.querySelector('.hgf-meant')?.remove()
    const meant = rules.meantMail(input.value.trim())
    if (!meant || !place) return
    const ask = page.createElement('button')
    ask.type = 'button'
    ask.className = 'hgf-meant'
    ask.textContent = (words['meant'] ?? '').replace('{address}', meant)
    ask.addEventListener('click', () => {
      input.value = meant
      ask.remove()
      input.focus()
    })
    place.append(ask)
  }

  // ── how far somebody got: that they did, never what they wrote ──

  function look(leaving = false): void {
    if (preview || done) return
    const now = `${started} ${touched}`
    if (told === now) return
    told = now
    const { language, version } = model
    const body = JSON.stringify({ ...whereabouts(), visit, started, field: touched, language, version })
    try {
      if (leaving) navigator.sendBeacon(`${action}/look`, body)
      else void fetch(`${action}/look`, { method: 'POST', body, credentials: 'omit', keepalive: true }).catch(() => {})
    } catch {
      // a look that is not counted is no harm to anybody
    }
  }

  function watch(): void {
    if (!('IntersectionObserver' in window)) return look()
    let timer: ReturnType<typeof setTimeout> | undefined
    const eye = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return clearTimeout(timer)
        timer = setTimeout(() => {
          eye.disconnect()
          look()
        }, 500)
      },
      { threshold: 0.1 },
    )
    eye.observe(form)
  }

  // ── hidden fields ──

  function fillHidden(): void {
    const query = new URLSearchParams(location.search)
    const from = whereabouts() as { campaign?: Record<string, string>; clickIds?: Record<string, string> }
    for (const input of form.querySelectorAll<HTMLInputElement>('input[data-source]')) {
      const source = input.dataset['source'] ?? ''
      const utm = source.replace('utm_', '')
      if (source.startsWith('utm_'))
        input.value = query.get(source) ?? from.campaign?.[utm === 'campaign' ? 'name' : utm] ?? input.value
      else if (source === 'click_id') input.value = Object.values(from.clickIds ?? {})[0] ?? input.value
      else if (source === 'referrer') input.value = page.referrer
      else if (source === 'page') input.value = location.href.split('#')[0] as string
      else if (source === 'page_title') input.value = page.title
    }
  }

  // ── sending ──

  function submit(): void {
    if (sending || done) return
    tried = true
    const found = faults()
    show(found)
    if (found.length) return say(words['summary'] ?? '')
    if (preview) return say(words['preview'] ?? '')
    sending = true
    button?.setAttribute('aria-disabled', 'true')
    say(words['sending'] ?? '')
    const own = (name: string): string => one<HTMLInputElement>(`[name="${name}"]`)?.value ?? ''
    const body = {
      ...whereabouts(),
      values: Object.fromEntries(there(values()).flatMap(({ id }) => (id in values() ? [[id, values()[id]]] : []))),
      page: own('_page'),
      token: own('_token'),
      language: model.language,
      trap: own('_website'),
      visit,
    }
    send(
      action,
      body,
      8,
      (answer) => {
        sending = false
        button?.removeAttribute('aria-disabled')
        const { faults: refused, html, redirect, words: line } = (answer.body ?? {}) as Answer
        if (refused) {
          say(words['summary'] ?? '')
          return show(refused)
        }
        if (!answer.ok)
          return say(line ?? words[answer.status === 413 ? 'large' : answer.status ? 'busy' : 'offline'] ?? '')
        done = true
        if (redirect) return location.assign(redirect)
        const box = page.createElement('div')
        fill(box, html ?? '')
        const thanks = box.firstElementChild as HTMLElement | null
        if (!thanks) return
        if (form.dataset['theme']) thanks.dataset['theme'] = form.dataset['theme']
        form.replaceWith(thanks)
        thanks.focus()
      },
      (offline) => say(words[offline ? 'offline' : 'busy'] ?? ''),
    )
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  form.addEventListener('focusin', (event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-field]')?.dataset['field']
    if (id) touched = id
  })
  form.addEventListener('input', () => {
    arrange()
    if (started) return
    started = true
    look()
  })
  form.addEventListener('focusout', (event) => {
    const input = event.target as HTMLInputElement
    if (input.type === 'email') suggest(input)
    const id = input.closest<HTMLElement>('[data-field]')?.dataset['field']
    if (tried && id) show(faults(), id)
  })
  page.addEventListener('visibilitychange', () => {
    if (page.hidden && started) look(true)
  })
  fillHidden()
  arrange()
  addSteps()
  if (one('.hgf-summary')) one<HTMLElement>('.hgf-summary')?.focus()
  watch()
}

// ── the wire ─────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Sent {
  ok: boolean
  status: number
  body: unknown
}

/**
 * Sends, and again when there is no answer or the server is busy, ever less often: what is sent twice counts once. Plain
 * text, so that another site's page need not ask for leave first.
 */
export function send(
  url: string,
  body: object,
  tries: number,
  then: (answer: Sent) => void,
  wait?: (offline: boolean) => void,
): void {
  const again = (status: number, seconds: number): void => {
    if (tries <= 1) return then({ ok: false, status, body: null })
    wait?.(status === 0)
    setTimeout(() => send(url, body, tries - 1, then, wait), Math.max(seconds * 1000, 12_000 / tries))
  }
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'text/plain;charset=utf-8', accept: 'application/json' },
    credentials: 'omit',
  }).then(
    async (answer) => {
      if (answer.status >= 500 || answer.status === 408)
        return again(answer.status, Number(answer.headers.get('retry-after')) || 0)
      const read: unknown = await answer.json().catch(() => null)
      then({ ok: answer.ok, status: answer.status, body: read })
    },
    () => again(0, 0),
  )
}

function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 15) | 64
  bytes[8] = ((bytes[8] as number) & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}
