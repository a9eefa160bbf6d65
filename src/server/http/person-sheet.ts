import { createHash } from 'node:crypto'
import { escaped } from '#core/html.ts'
import { roleNames } from '#core/entry-mail.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { fileSections, leftOutReasons } from '#core/privacy/person-file.ts'
import type { FileHead, FileWriter } from '#core/privacy/person-file-json.ts'
import { fileWords, type FileWords } from '#core/privacy/person-file-words.ts'
import { actorFields } from '#core/privacy/scrub.ts'
import { eventLabel, fieldLabel, valueLabel } from '#core/rule/sentence.ts'
import { publicStyle } from './public/style.ts'

const style = `${publicStyle}
nav { margin-top: 28px; }
nav ol { columns: 2; column-gap: 32px; padding-left: 1.6em; }
nav li { break-inside: avoid; }
section > p { color: var(--quiet); margin-bottom: 12px; }
article { border-top: 1px solid var(--line); padding: 10px 0 12px; break-inside: avoid; }
article > header { display: flex; gap: 4px 16px; flex-wrap: wrap; justify-content: space-between; align-items: baseline; }
h3 { font-size: 16px; overflow-wrap: anywhere; }
time { color: var(--quiet); font-size: 14px; }
dl { display: grid; grid-template-columns: minmax(7rem, 13rem) 1fr; gap: 2px 16px; font-size: 15px; }
article > dl { margin-top: 4px; }
dt { color: var(--quiet); overflow-wrap: anywhere; }
dd { white-space: pre-line; overflow-wrap: anywhere; min-width: 0; }
dt::first-letter, h3::first-letter { text-transform: uppercase; }
dt[data-deep], dd[data-deep] { grid-column: 1 / -1; }
dd[data-deep] { margin: 2px 0 6px; padding-left: 14px; border-left: 2px solid var(--line); white-space: normal; }
dd > ol, section > ul { padding-left: 1.2em; }
dd > ol > li + li { margin-top: 6px; }
.facts article { padding: 4px 0; }
@media (max-width: 480px) {
  nav ol { columns: 1; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 6px; }
}
`

/** Nothing may run in the sheet, nothing may be fetched, wherever it is opened; only its own style counts. */
export const sheetPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`

/** What stands at the head of an entry, the first of these that it has. */
const leading = [
  'fact',
  'title',
  'subject',
  'rule',
  'list',
  'survey',
  'segment',
  'audience',
  'form',
  'deal',
  'purpose',
  'stage',
  'event',
  'what',
  'kind',
  'name',
  'email',
] as const
/** Fields of a few words (FileWords.values). */
const worded: ReadonlySet<string> = new Set(
  'kind what state verdict source because outcome how answer stance roles basis purposeState reason asked side letter confidence direction team'.split(
    ' ',
  ),
)

/** Fields whose words the rules have. */
const named: ReadonlySet<string> = new Set(['channel', 'mailKind'])
/** Fields that hold facts. */
const factFields: ReadonlySet<string> = new Set(['told', 'toldOfCompany', 'facts'])

/**
 * The file as a sheet that is read in a browser and printed: in one language, without any script, whatever people wrote.
 */
export function sheetWriter({ workspace, madeAt, zone, language }: FileHead): FileWriter {
  const words = fileWords[language]
  const say = sayer(words, language, zone)
  let count = 0
  return {
    head: () => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${escaped(sheetPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escaped(words.title)} · ${escaped(workspace)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="kicker">${escaped(workspace)}</p>
<h1>${escaped(words.title)}</h1>
<p>${escaped(words.lead(workspace))}</p>
<p class="quiet small">${escaped(words.madeAt)}: ${say.time(madeAt)} (${escaped(zone)})</p>
<p class="quiet small">${escaped(words.elsewhere)}</p>
<nav aria-label="${escaped(words.contents)}" data-no-print>
<h2>${escaped(words.contents)}</h2>
<ol>${fileSections.map((id) => `<li><a href="#${id}">${escaped(words.sections[id][0])}</a></li>`).join('')}</ol>
</nav>
`,
    open(section) {
      count = 0
      const [title, about] = words.sections[section]
      return `<section id="${section}" class="${section === 'facts' ? 'facts' : 'part'}">
<h2>${escaped(title)}</h2>
<p>${escaped(about)}</p>
`
    },
    entries(_, entries) {
      count += entries.length
      return entries.map((entry) => say.entry(entry)).join('')
    },
    close() {
      const total = new Intl.NumberFormat(language).format(count)
      const end = count === 0 ? words.nothing : words.entries(total)
      return `<p class="quiet small">${escaped(end)}</p>\n</section>\n`
    },
    end: () => `<section id="leftOut">
<h2>${escaped(words.leftOut)}</h2>
<ul>${leftOutReasons.map((reason) => `<li>${escaped(words.leftOutWhy[reason])}</li>`).join('')}</ul>
</section>
</main>
</body>
</html>
`,
  }
}

function sayer(words: FileWords, language: FileHead['language'], zone: string) {
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const tongues = new Intl.DisplayNames(language, { type: 'language' })
  const roles: Record<string, string> = { ...roleNames[language], ...words.actors }

  function time(iso: string): string {
    return escaped(times.format(new Date(iso)))
  }

  /** A fact is called as rules call it; anything else as the file does, or as it was sent. */
  function label(field: string, ofFacts: boolean): string {
    const fact = fieldLabel(`person.${field}`, language)
    return escaped(ofFacts ? fact : (own(words.fields, field) ?? fact))
  }

  /** A word as it is said; text of people is nobody's markup. */
  function plain(field: string, value: string | number | boolean): string {
    if (typeof value === 'boolean') return escaped(value ? words.yes : words.no)
    if (typeof value === 'number') return numbers.format(value)
    if (actorFields.has(field) || field === 'to') return escaped(own(roles, value) ?? value)
    if (named.has(field))
      return escaped(valueLabel(field === 'channel' ? 'first.channel' : 'person.mailKind', value, language))
    if (field === 'event') return escaped(eventLabel(value, language))
    if (field === 'language' && /^[a-z]{2,3}(?:-[a-z]{2,4})?$/i.test(value)) return escaped(tongues.of(value) ?? value)
    if (worded.has(field)) return escaped(own(words.values, value) ?? value)
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)$/.test(value)) return time(value)
    if (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)))
      return escaped(days.format(new Date(value)))
    return escaped(value)
  }

  function shown(field: string, value: Json): string {
    if (value === null) return escaped(words.none)
    if (Array.isArray(value)) {
      if (isSimple(value)) return value.map((one) => shown(field, one)).join(', ')
      return `<ol>${value.map((one) => `<li>${shown(field, one)}</li>`).join('')}</ol>`
    }
    if (typeof value === 'object') return list(value)
    return plain(field, value)
  }

  /** What is known of somebody, as the rules say it. */
  function fact(name: string, value: Json): string {
    if (Array.isArray(value) && isSimple(value)) return value.map((one) => fact(name, one)).join(', ')
    if (typeof value !== 'string') return shown(name, value)
    const said = valueLabel(`person.${name}`, value, language)
    return said === value ? plain(name, value) : escaped(said)
  }

  function list(value: JsonObject, ofFacts = false): string {
    const lines = Object.entries(value).map(([field, one]) => {
      const deep = typeof one === 'object' && one !== null && !isSimple(one) ? ' data-deep' : ''
      const said =
        factFields.has(field) && isObject(one) ? list(one, true) : ofFacts ? fact(field, one) : shown(field, one)
      return `<dt${deep}>${label(field, ofFacts)}</dt><dd${deep}>${said}</dd>`
    })
    return lines.length === 0 ? escaped(words.none) : `<dl>${lines.join('')}</dl>`
  }

  /** The value of one fact, whose key is the id of its entry. */
  function known({ id, value }: JsonObject): string {
    return `<p>${fact(typeof id === 'string' ? id : '', value ?? null)}</p>`
  }

  return {
    time,
    entry(entry: JsonObject): string {
      const head = leading.find((field) => typeof entry[field] === 'string')
      const { at, ...others } = entry
      const rest = Object.entries(others).filter(
        ([field]) => field !== head && !(field === 'id' && (head === 'fact' || head === 'event')),
      )
      const title = head === undefined ? '' : `<h3>${plain(head, entry[head] as string)}</h3>`
      const when = typeof at === 'string' ? `<time datetime="${escaped(at)}">${plain('at', at)}</time>` : ''
      const body = rest.length === 0 ? '' : head === 'fact' ? known(entry) : list(Object.fromEntries(rest))
      return `<article><header>${title}${when}</header>${body}</article>\n`
    },
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list of plain words. */
function isSimple(value: Json): boolean {
  return Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)
}

function own(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined
}
