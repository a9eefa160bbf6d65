/*
 * The page script, /t.js: sends what a visitor does to the server it came from. It imports nothing, keeps nothing before
 * it may, and never throws into the page. Installed by one line:
 *   <script async src="https://host/t.js" data-key="pk_…"></script>
 * docs/concepts/tracker.md says what it sends and when.
 */

type Props = Record<string, unknown>
interface Item {
  type: string
  messageId: string
  timestamp: Date
  anonymousId?: string
  context: Props
  [field: string]: unknown
}
interface Settings {
  honourDnt?: boolean
  honourGpc?: boolean
  cookieless?: boolean
  consentRequired?: boolean
}
/** nothing is kept or sent · waits for settings or consent · visits without an id · everything */
type Mode = 'drop' | 'hold' | 'visit' | 'full'

const page = document
const script = page.currentScript as HTMLScriptElement | null
type Api = ((name: string, ...args: unknown[]) => void) & Record<string, (...args: unknown[]) => void>
const scope = window as unknown as { hourglass?: Api & { q?: unknown[][] }; hourglassId?: string }
const agent = navigator as Navigator & { globalPrivacyControl?: boolean }
const key = script?.dataset['key']

if (key && !scope.hourglass?.track) attempt(start)

/** A storage may be forbidden, a node gone: no error of ours reaches the page. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return
  }
}

function safely<Args extends unknown[]>(work: (...args: Args) => unknown): (...args: Args) => void {
  return (...args) => void attempt(() => work(...args))
}

function start(): void {
  const home = new URL((script as HTMLScriptElement).src).origin
  const asksConsent = (script as HTMLScriptElement).dataset['consent'] === 'required'
  const prefix = 'hg:'
  const files = /\.(pdf|docx?|xlsx?|pptx?|hwpx?|csv|zip|rar|7z|gz|dmg|exe|msi|apk|epub|mp[34]|mov|od[ts])$/i
  let settings: Settings | undefined
  let consent = stored('hg_consent')
  let held: Item[] = []
  let queue: Item[] = []
  let sending = false
  let pause = 1000
  let timer: ReturnType<typeof setTimeout> | undefined
  let sequence = 46656
  let place = ''
  let shown: Props = {}
  let visibleSince = 0
  let visibleMs = 0
  let arrival: Props = {}
  let ownId: string | null = null

  // ── storage ────────────────────────────────────────────────────────────────────────────────────────────────────────

  function stored(name: string): string | null | undefined {
    return attempt(() => localStorage.getItem(name))
  }

  /** Keeps a text, or forgets it. */
  function store(name: string, value?: string): void {
    attempt(() => (value ? localStorage.setItem(name, value) : localStorage.removeItem(name)))
  }

  /** Time first and then a counter: ids sort as they were made. */
  function newId(): string {
    return Date.now().toString(36) + (sequence++).toString(36) + Math.random().toString(36).slice(2, 12)
  }

  /**
   * The visitor's id: a cookie on the widest domain the browser allows, so that www, docs and app are one visitor, with a
   * copy in localStorage; where both are forbidden, an id for this page alone.
   */
  function visitorId(): string {
    if (ownId) return ownId
    // a page that had to ask for this visitor before the settings were known has named them already
    const id = (ownId =
      cookie() || stored('hg_id') || scope.hourglassId || newId() + Math.random().toString(36).slice(2))
    store('hg_id', id)
    setCookie(id, 34560000)
    return id
  }

  function cookie(): string | undefined {
    return attempt(() => /\bhg_id=(\w+)/.exec(page.cookie)?.[1])
  }

  function setCookie(value: string, age: number): void {
    attempt(() => {
      const labels = location.hostname.split('.')
      const rest = `;path=/;samesite=lax;max-age=${age}${location.protocol === 'https:' ? ';secure' : ''}`
      for (let i = labels.length; i--;) {
        page.cookie = `hg_id=${value};domain=${labels.slice(i).join('.')}${rest}`
        if (value && cookie() === value) return
      }
      page.cookie = `hg_id=${value}${rest}`
    })
  }

  // ── privacy ────────────────────────────────────────────────────────────────────────────────────────────────────────

  function mode(): Mode {
    if (consent === '0') return 'drop'
    if (!settings) return 'hold'
    const { honourDnt, honourGpc, cookieless, consentRequired } = settings
    if ((honourDnt && agent.doNotTrack === '1') || (honourGpc && agent.globalPrivacyControl)) {
      return cookieless ? 'visit' : 'drop'
    }
    if (consent === '1') return 'full'
    return cookieless ? 'visit' : asksConsent || consentRequired ? 'hold' : 'full'
  }

  function setConsent(granted: unknown): void {
    store('hg_consent', (consent = granted ? '1' : '0'))
    if (granted) return release()
    for (const item of queue) store(prefix + item.messageId)
    queue = []
    held = []
    ownId = null
    scope.hourglassId = ''
    store('hg_id')
    setCookie('', 0)
    attempt(() => sessionStorage.removeItem('hg_from'))
  }

  // ── the queue ──────────────────────────────────────────────────────────────────────────────────────────────────────

  function add(type: string, fields: Props): void {
    admit({ type, ...fields, messageId: newId(), timestamp: new Date(), context: { page: shown, ...arrival } })
  }

  function admit(item: Item): void {
    const now = mode()
    if (now === 'hold') {
      if (held.length < 100) held.push(item)
      return
    }
    // what is handed over with an address on purpose goes through without an id; the server decides
    if (now === 'drop' && !(item['properties'] as Props | undefined)?.['email']) return
    if (now === 'full') {
      item.anonymousId = visitorId()
      if (consent) item.context['consent'] = true
    } else item.context['cookieless'] = true
    // what cannot be written as JSON must not get into the queue
    const text = JSON.stringify(item)
    if (now === 'full') store(prefix + item.messageId, text)
    queue.push(item)
    later(50)
  }

  function release(): void {
    if (mode() === 'full') {
      attempt(() => sessionStorage.setItem('hg_from', JSON.stringify(arrival)))
      recover()
    }
    const waiting = held
    held = []
    waiting.forEach(admit)
  }

  /** Items that an earlier page could not deliver for certain: sent again under their messageId. */
  function recover(): void {
    attempt(() => {
      for (const name of Object.keys(localStorage)) {
        const id = name.slice(prefix.length)
        if (name.startsWith(prefix) && !queue.some((item) => item.messageId === id)) {
          queue.push(JSON.parse(stored(name) as string))
        }
      }
      later(50)
    })
  }

  function later(ms: number): void {
    if (timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined
        flush()
      }, ms)
    }
  }

  function flush(hiding?: boolean): void {
    const batch = queue.slice(0, 40)
    if (!batch.length || (sending && !hiding)) return
    const body = JSON.stringify({ writeKey: key, sentAt: new Date(), batch })
    const url = home + '/v1/b'
    // whether a beacon arrived is never known: its items stay
    if (hiding) return void agent.sendBeacon(url, body)
    sending = true
    fetch(url, { method: 'POST', body, keepalive: body.length < 2e4, credentials: 'omit' })
      .then((answer) => {
        if (answer.status > 499 || answer.status === 429 || answer.status === 408) throw answer
        sending = false
        pause = 1000
        queue = queue.filter((item) => !batch.includes(item))
        for (const item of batch) store(prefix + item.messageId)
        flush()
      })
      .catch(() => {
        sending = false
        later((pause = Math.min(pause * 2, 3e5)))
      })
  }

  // ── what is noticed ────────────────────────────────────────────────────────────────────────────────────────────────

  /** UTM and click ids of the landing, kept for the session. */
  function readArrival(): void {
    const campaign: Props = {}
    const clickIds: Props = {}
    let found = 0
    new URLSearchParams(location.search).forEach((value, name) => {
      const utm = /^utm_(source|medium|campaign|term|content)$/.exec(name)
      if (utm) campaign[utm[1] === 'campaign' ? 'name' : (utm[1] as string)] = value
      else if (/^(\w*clk?id|[gw]braid|li_fat_id)$/.test(name)) clickIds[name] = value
      else return
      found = 1
    })
    if (found) arrival = { campaign, clickIds }
    else attempt(() => (arrival = JSON.parse(sessionStorage.getItem('hg_from') || '{}')))
  }

  function view(): void {
    const now = location.href.split('#')[0] as string
    if (now === place) return
    leave()
    shown = { url: now, title: page.title, referrer: place || page.referrer }
    place = now
    visibleMs = 0
    visibleSince = page.hidden ? 0 : Date.now()
    add('page', { properties: marks(page.documentElement) })
  }

  /** Time in view since the last report, in whole seconds. */
  function leave(): void {
    if (visibleSince) visibleMs += Date.now() - visibleSince
    visibleSince = 0
    const seconds = Math.round(visibleMs / 1000)
    if (seconds) track('page_left', { seconds })
    visibleMs = 0
  }

  function track(event: unknown, properties?: unknown): void {
    add('track', { event, properties })
  }

  /** `data-hg-…` of an element, without the prefix. */
  function marks(element: HTMLElement): Props {
    const props: Props = {}
    for (const name in element.dataset) {
      if (/^hg[A-Z]/.test(name)) props[(name[2] as string).toLowerCase() + name.slice(3)] = element.dataset[name]
    }
    return props
  }

  function onAct(event: Event): void {
    const target = event.target as HTMLElement
    const marked = target.closest<HTMLElement>('[data-hg-event]')
    if (marked && (marked.tagName === 'FORM') === (event.type === 'submit')) {
      const { event: name, ...props } = marks(marked)
      track(name, props)
    }
    if (event.type === 'submit') return
    const cta = target.closest<HTMLElement>('[data-hg-cta]')
    if (cta)
      track('cta_clicked', {
        ...marks(cta),
        cta: cta.dataset['hgCta'] || (cta.textContent as string).trim().slice(0, 80),
      })
    const link = target.closest<HTMLAnchorElement>('a[href]')
    if (!link) return
    if (files.test(link.pathname) || link.hasAttribute('download')) {
      track('content_downloaded', { path: link.pathname, ...marks(link) })
    } else if (link.protocol.startsWith('http') && link.hostname !== location.hostname) {
      track('outbound_clicked', { url: link.href })
    }
  }

  function onVisibility(): void {
    if (page.hidden) {
      leave()
      flush(true)
    } else {
      visibleSince = visibleSince || Date.now()
      flush()
    }
  }

  // ── beginning ──────────────────────────────────────────────────────────────────────────────────────────────────────

  function askSettings(): void {
    fetch(`${home}/v1/projects/${key}/settings`, { credentials: 'omit' })
      .then((answer) => answer.json())
      .then((answer: { hourglass?: Settings }) => {
        settings = answer.hourglass
        if (settings) release()
      })
      .catch(() => setTimeout(askSettings, (pause = Math.min(pause * 2, 3e5))))
  }

  function begin(): void {
    readArrival()
    view()
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name]
      history[name] = function (this: History, ...args: Parameters<History['pushState']>) {
        original.apply(this, args)
        // titles change a moment after addresses
        setTimeout(safely(view), 50)
      }
    }
    addEventListener('popstate', () => setTimeout(safely(view), 50))
    addEventListener('click', safely(onAct), true)
    addEventListener('submit', safely(onAct), true)
    page.addEventListener('visibilitychange', safely(onVisibility))
    addEventListener(
      'online',
      safely(() => flush()),
    )
    askSettings()
  }

  const commands: Record<string, (...args: never[]) => void> = {
    track,
    page: (properties?: unknown) => add('page', { properties }),
    identify: (userId?: unknown, traits?: unknown) =>
      add('identify', typeof userId === 'object' ? { traits: userId } : { userId, traits }),
    group: (groupId?: unknown, traits?: unknown) => add('group', { groupId, traits }),
    consent: setConsent,
  }
  const waiting = scope.hourglass?.q || []
  const api = safely((name: string, ...args: unknown[]) =>
    (commands[name] as (...args: unknown[]) => void)(...args),
  ) as Api
  for (const name in commands) api[name] = (...args) => api(name, ...args)
  scope.hourglass = api
  if ((page as Document & { prerendering?: boolean }).prerendering) {
    page.addEventListener('prerenderingchange', safely(begin), { once: true })
  } else begin()
  for (const args of waiting) api.apply(null, args as [string])
}
