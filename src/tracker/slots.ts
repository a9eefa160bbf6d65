/*
 * The script of pages with personalised slots, /slots.js. It asks the server once a page which variants this browser sees,
 * puts them into the marked boxes before anybody has seen these, and says what was in view. It imports nothing, keeps
 * nothing, and never throws into the page; whatever is late or goes wrong leaves the page's own content.
 *   <script async src="https://host/slots.js" data-key="pk_…"></script>
 *   <div data-hg-slot="hero">the default</div>
 * docs/concepts/personalisation.md says how it works.
 */

interface Content {
  title: string
  text: string
  label: string
  href: string
  picture: { url: string; alt: string } | null
}
interface Decision {
  slot: string
  version: number
  variant: string
  arm: 'shown' | 'control' | 'free'
  content?: Content
}
type Queue = ((...args: unknown[]) => void) & { q?: unknown[] }

const page = document
const script = page.currentScript as HTMLScriptElement | null
const scope = window as unknown as { hourglass?: Queue; hourglassId?: string; hourglassSlots?: boolean }
/** a box is hidden for this long at most, in ms */
const patience = 150
const mark = 'data-hg-slot'

if (script && !scope.hourglassSlots) {
  scope.hourglassSlots = true
  attempt(() => start(script))
}

/** A storage may be forbidden, a node gone: no error of ours reaches the page. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return
  }
}

function start(own: HTMLScriptElement): void {
  const home = new URL(own.src).origin
  const { key, given, visitor } = own.dataset
  /** boxes that nobody has seen yet, with the way to show them as they are */
  const waiting = new Map<HTMLElement, () => void>()
  const seen = new Set<string>()
  let decisions: Record<string, Decision> | undefined
  let over = false
  const watch =
    'IntersectionObserver' in window
      ? new IntersectionObserver((entries) => attempt(() => entries.forEach(note)), { threshold: [0, 0.25, 0.5, 0.75] })
      : null
  const shown = new Map<Element, Decision>()

  if (visitor) scope.hourglassId ||= visitor
  look(page.documentElement, painted())
  new MutationObserver((changes) =>
    attempt(() => {
      for (const { addedNodes } of changes) {
        addedNodes.forEach((node) => node.nodeType === 1 && look(node as HTMLElement, false))
      }
    }),
  ).observe(page.documentElement, { childList: true, subtree: true })
  // pages of the server's own come with their variants
  if (!given && key) ask(key)

  /** Whether the page may have been seen already. */
  function painted(): boolean {
    return (attempt(() => performance.getEntriesByType('paint').length) ?? 1) > 0
  }

  // ── boxes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  function look(node: HTMLElement, late: boolean): void {
    if (node.hasAttribute(mark)) meet(node, late)
    node.querySelectorAll<HTMLElement>(`[${mark}]`).forEach((box) => meet(box, late))
  }

  function meet(box: HTMLElement, late: boolean): void {
    if (box.dataset['hgSlotMet']) return
    box.dataset['hgSlotMet'] = '1'
    const carried = box.dataset['hgGiven']
    if (carried) return count(box, JSON.parse(carried) as Decision)
    // what somebody looks at already is left alone, unless the page's own style still hides it
    if (given || over || (late && getComputedStyle(box).visibility !== 'hidden')) return
    if (decisions) return decide(box, decisions)
    const { visibility } = box.style
    box.style.visibility = 'hidden'
    const show = (): void => {
      clearTimeout(timer)
      waiting.delete(box)
      box.style.visibility = visibility
      box.style.animation = 'none'
    }
    const timer = setTimeout(show, patience)
    waiting.set(box, show)
  }

  function decide(box: HTMLElement, made: Record<string, Decision>): void {
    const decision = made[box.getAttribute(mark) ?? '']
    if (!decision || box.contains(page.activeElement)) return
    if (decision.content) attempt(() => fill(box, decision.content as Content))
    box.dataset['hgSlotVariant'] = decision.arm === 'control' ? 'control' : decision.variant
    count(box, decision)
  }

  /** The site's own elements keep their looks: marked parts take the words, else the box takes elements like those it had. */
  function fill(box: HTMLElement, { title, text, label, href, picture }: Content): void {
    // what stands below must not jump up
    const height = box.offsetHeight
    if (height) box.style.minHeight = `${height}px`
    const part = <Kind extends HTMLElement>(name: string) => box.querySelector<Kind>(`[data-hg-part="${name}"]`)
    if (box.querySelector('[data-hg-part]')) {
      const words = (element: HTMLElement | null, said: string): void => {
        if (element && said) element.textContent = said
      }
      words(part('title'), title)
      words(part('text'), text)
      const link = part<HTMLAnchorElement>('link')
      words(link, label)
      if (link && href) link.href = href
      const image = part<HTMLImageElement>('picture')
      if (image && picture) showPicture(image, picture)
      return
    }
    const like = <Name extends keyof HTMLElementTagNameMap>(
      found: Element | null,
      name: Name,
    ): HTMLElementTagNameMap[Name] => {
      const made = page.createElement(name)
      if (found) made.className = found.className
      return made
    }
    const parts: HTMLElement[] = []
    if (picture) parts.push(showPicture(like(box.querySelector('img'), 'img'), picture))
    if (title) {
      const heading = box.querySelector('h1,h2,h3,h4,h5,h6')
      const made = like(heading, (heading ? heading.tagName.toLowerCase() : 'h2') as 'h2')
      made.textContent = title
      parts.push(made)
    }
    const paragraph = box.querySelector('p')
    for (const said of text.split(/\n\s*\n/)) {
      if (!said.trim()) continue
      const made = like(paragraph, 'p')
      made.textContent = said.trim()
      parts.push(made)
    }
    if (label && href) {
      const made = like(box.querySelector('a'), 'a')
      made.textContent = label
      made.href = href
      parts.push(made)
    }
    if (parts.length) box.replaceChildren(...parts)
  }

  function showPicture(image: HTMLImageElement, { url, alt }: { url: string; alt: string }): HTMLImageElement {
    image.removeAttribute('srcset')
    image.alt = alt
    image.src = url
    return image
  }

  // ── the server ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function ask(writeKey: string): void {
    const campaign: Record<string, string> = {}
    const clickIds: Record<string, string> = {}
    new URLSearchParams(location.search).forEach((value, name) => {
      const utm = /^utm_(source|medium|campaign|term|content)$/.exec(name)
      if (utm) campaign[utm[1] === 'campaign' ? 'name' : (utm[1] as string)] = value.slice(0, 500)
      else if (/^(\w{0,30}clk?id|[gw]braid|li_fat_id)$/.test(name)) clickIds[name] = value.slice(0, 1000)
    })
    const session = attempt(() => JSON.parse(sessionStorage.getItem('hg_from') || '{}')) as
      | { campaign?: object; clickIds?: object }
      | undefined
    const tagged = Object.keys(campaign).length + Object.keys(clickIds).length > 0
    const consent = stored('hg_consent')
    const body = JSON.stringify({
      writeKey,
      anonymousId: consent === '0' ? null : browserId(),
      consent: consent === null ? null : consent === '1',
      url: location.href.split('#')[0]?.slice(0, 4000),
      referrer: page.referrer.slice(0, 4000),
      ...(tagged || !session ? { campaign, clickIds } : { campaign: session.campaign, clickIds: session.clickIds }),
    })
    const late = setTimeout(end, 3000)
    fetch(`${home}/v1/slots`, { method: 'POST', body, credentials: 'omit', priority: 'high' })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((answer: { slots: Record<string, Decision> } | null) => {
        clearTimeout(late)
        if (over) return
        decisions = answer?.slots
        if (!decisions) return end()
        for (const [box, show] of waiting) {
          decide(box, decisions)
          show()
        }
      })
      .catch(end)
  }

  /** No answer any more: the page stays as it is. */
  function end(): void {
    over = true
    for (const show of waiting.values()) show()
  }

  function stored(name: string): string | null {
    return attempt(() => localStorage.getItem(name)) ?? null
  }

  /**
   * The tracker's id; before there is one, a name for this page alone, which the tracker takes for its id if it may have
   * one at all. Nothing is kept here.
   */
  function browserId(): string {
    const known = attempt(() => /\bhg_id=(\w+)/.exec(page.cookie)?.[1]) || stored('hg_id')
    if (known) return known
    scope.hourglassId ||= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('')
    return scope.hourglassId
  }

  // ── what was in view ───────────────────────────────────────────────────────────────────────────────────────────────

  function count(box: HTMLElement, decision: Decision): void {
    // without an id nobody can be compared with anybody
    if (decision.arm === 'free' || !watch) return
    shown.set(box, decision)
    watch.observe(box)
  }

  function note({ target, isIntersecting, intersectionRatio, intersectionRect }: IntersectionObserverEntry): void {
    const decision = shown.get(target)
    const half = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2
    if (!decision || !isIntersecting || !half || page.hidden) return
    watch?.unobserve(target)
    shown.delete(target)
    const { slot, version, variant, arm } = decision
    if (seen.has(slot)) return
    seen.add(slot)
    const queue: Queue = (scope.hourglass ||= (...args: unknown[]) => {
      ;((scope.hourglass as Queue).q ||= []).push(args)
    })
    queue('track', 'slot_shown', { slot, version, variant, arm })
  }
}
