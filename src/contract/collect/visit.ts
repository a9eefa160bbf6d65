import type { CatalogueEntry } from '#core/catalogue.ts'
import { channelByClickId, linkRefs } from '#core/channel-lists.ts'
import { type Arrival, hostOf, isClickId, isSameSite } from '#core/channel.ts'
import type { EventType } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { isObject } from '#contract/collect/facts.ts'

/** What an event's context tells about the page and how its visitor came. */
export interface Visit {
  /** without query, decoded, no trailing slash: `/pricing` */
  path: string | null
  title: string | null
  /** '' when there was none, null when nobody told */
  referrer: string | null
  host: string | null
  /** values of utm_*, by full parameter name */
  utm: Record<string, string> | null
  /** by parameter name in lower case, as they were */
  clickIds: Record<string, string> | null
  /** what the link said of itself without utm_source: `?ref=`, `?via=`, `?source=` */
  ref: string | null
}

const utmByCampaign = {
  source: 'utm_source',
  medium: 'utm_medium',
  name: 'utm_campaign',
  term: 'utm_term',
  content: 'utm_content',
} as const
const utmParams: readonly string[] = Object.values(utmByCampaign)
const clickParams: readonly string[] = channelByClickId.map(([param]) => param)
const interesting = new RegExp(`[?&](?:utm_|(?:${linkRefs.join('|')})=|${clickParams.join('|')})`, 'i')

/** Reads `context.page`, `context.campaign`, `context.clickIds`, a page's own properties, and the query of its address. */
export function readVisit(context: JsonObject | null, props: JsonObject, isPage: boolean): Visit {
  const page = context !== null && isObject(context['page']) ? context['page'] : null
  const own = isPage ? props : null
  const url = textOf(page?.['url']) ?? textOf(own?.['url']) ?? ''
  const path = textOf(page?.['path']) ?? textOf(own?.['path']) ?? (url === '' ? null : url)
  const visit: Visit = {
    path: path === null ? null : cleanPath(path),
    title: textOf(page?.['title']) ?? textOf(own?.['title']),
    referrer:
      typeof page?.['referrer'] === 'string'
        ? page['referrer']
        : typeof own?.['referrer'] === 'string'
          ? own['referrer']
          : null,
    host: hostOf(url),
    utm: null,
    clickIds: null,
    ref: null,
  }
  const campaign = context?.['campaign']
  if (isObject(campaign)) {
    for (const [key, param] of Object.entries(utmByCampaign)) {
      const value = textOf(campaign[key])
      if (value !== null) (visit.utm ??= {})[param] = value.slice(0, maxValueLength)
    }
  }
  const clickIds = context?.['clickIds']
  if (isObject(clickIds)) {
    for (const key in clickIds) addClickId(visit, key.toLowerCase(), textOf(clickIds[key]) ?? '')
  }
  const search = textOf(page?.['search']) ?? textOf(own?.['search']) ?? queryOf(url)
  if (search !== '' && interesting.test(search.startsWith('?') ? search : `?${search}`)) readQuery(search, visit)
  return visit
}

const maxValueLength = 500
const maxRefLength = 200

function readQuery(search: string, visit: Visit): void {
  const hadCampaign = visit.utm !== null
  const refs: Record<string, string> = {}
  for (const [key, value] of new URLSearchParams(search)) {
    const name = key.toLowerCase()
    if (value === '') continue
    if (!hadCampaign && utmParams.includes(name))
      (visit.utm ??= {})[name] ??= value.toWellFormed().slice(0, maxValueLength)
    else if (linkRefs.includes(name)) refs[name] ??= value.toWellFormed().trim().slice(0, maxRefLength)
    else addClickId(visit, name, value)
  }
  const ref = linkRefs.map((name) => refs[name]).find((value) => value !== undefined && value !== '')
  if (ref !== undefined && visit.utm?.['utm_source'] === undefined && isFromElsewhere(visit)) visit.ref = ref
}

function addClickId(visit: Visit, name: string, value: string): void {
  if (value === '' || !clickParams.includes(name) || visit.clickIds?.[name] !== undefined) return
  if (isClickId(name, value)) (visit.clickIds ??= {})[name] = value.toWellFormed().slice(0, maxValueLength)
}

/** Sites mark links of their own, too. */
function isFromElsewhere({ referrer, host }: Visit): boolean {
  if (referrer === null || referrer === '') return referrer === ''
  const from = hostOf(referrer)
  return from !== null && !(host !== null && isSameSite(from, host))
}

/** A visit as the judges of channels take it (core/channel.ts, core/channel-rule/judge.ts). */
export function arrivalOf(
  { utm, clickIds, ref, referrer, host, path }: Visit,
  of: Pick<Arrival, 'source' | 'name'> & { stated?: string | null },
): Arrival {
  return {
    source: of.source,
    name: of.name,
    campaign: utm && {
      source: utm['utm_source'] ?? null,
      medium: utm['utm_medium'] ?? null,
      name: utm['utm_campaign'] ?? null,
    },
    clickIds,
    ref,
    referrer,
    host,
    path,
    stated: of.stated ?? null,
  }
}

function queryOf(url: string): string {
  const start = url.indexOf('?')
  if (start < 0) return ''
  const end = url.indexOf('#', start)
  return end < 0 ? url.slice(start) : url.slice(start, end)
}

/** `https://acme.com/%EA%B0%80/?a#b` → `/가`: what content rules and reports know a page by. */
export function cleanPath(address: string): string {
  let path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  if (path.includes('%')) {
    try {
      const decoded = decodeURI(path)
      if (!decoded.includes('\0')) path = decoded
    } catch {
      // a lone % is kept as it was sent
    }
  }
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1)
  return (path.startsWith('/') ? path : `/${path}`).slice(0, 500).toWellFormed()
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** What the event was about: by its catalogue entry's properties, else the page. */
export function objectOf(props: JsonObject, entry: CatalogueEntry | null, visit: Visit): string | null {
  for (const key of entry?.object ?? ['object']) {
    const value = props[key]
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string' || value.trim() === '') continue
    return key === 'path' ? cleanPath(value) : value.trim().slice(0, 500).toWellFormed()
  }
  return visit.path
}

/** What rules and reports read of the visit stands among the properties, under the names that URLs use. */
export function addVisit(props: JsonObject, visit: Visit, type: EventType): void {
  if (visit.path !== null) props['path'] ??= visit.path
  if (type === 'page') {
    if (visit.title !== null) props['title'] ??= visit.title
    if (visit.referrer !== null && visit.referrer !== '') props['referrer'] ??= visit.referrer
  }
  if (visit.host !== null) props['host'] ??= visit.host
  if (visit.utm !== null) for (const key in visit.utm) props[key] ??= visit.utm[key] as string
  // first.campaign reads it under this name, whatever the source
  if (visit.utm?.['utm_campaign'] !== undefined) props['campaign'] ??= visit.utm['utm_campaign']
  if (visit.ref !== null) props['linkRef'] ??= visit.ref
  if (visit.clickIds !== null) for (const key in visit.clickIds) props[key] ??= visit.clickIds[key] as string
}
