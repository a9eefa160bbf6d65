import type { Language } from '#core/rule/words/phrases.ts'
import { digestWords, type DigestWords, eventWords } from './words.ts'

/** What somebody should hear of by mail. Times in epoch ms. */
export interface DigestInput {
  language: Language
  frequency: 'daily' | 'weekly'
  /** whom it greets, and of which workspace it speaks */
  name: string
  workspace: string
  zone: string
  /** where links lead, without a slash at the end */
  address: string
  /** of which they were told that the deadline (`at`) has passed, and which still wait */
  overdue: { items: DigestPerson[]; count: number }
  /** hand-offs that wait for them: the first few, and how many there are */
  handoffs: { items: DigestPerson[]; count: number }
  hot: { items: (DigestPerson & { event: string | null; total: number })[]; count: number }
  imports: { id: string; file: string; state: 'done' | 'failed'; accepted: number; setAside: number }[]
  setAside: { count: number; usual: number } | null
  mailTrouble: number
}

export interface DigestPerson {
  id: string
  name: string
  account: string | null
  at: number
}

export interface DigestMail {
  subject: string
  text: string
  html: string
}

interface Line {
  title: string
  link: string
  note: string
}

interface Part {
  heading: string
  lines: Line[]
  more: string | null
}

/** The digest as a mail, or null when there is nothing to say. */
export function writeDigest(all: DigestInput): DigestMail | null {
  const input = { ...all, handoffs: inTime(all) }
  const words = digestWords[input.language]
  const parts = partsOf(input, words)
  if (parts.length === 0) return null
  const said = [
    ...(input.overdue.count > 0 ? [words.overdueCount(input.overdue.count)] : []),
    ...(input.handoffs.count > 0 ? [words.handoffCount(input.handoffs.count)] : []),
    ...(input.hot.count > 0 ? [words.hotCount(input.hot.count)] : []),
    ...(input.imports.length > 0 ? [words.importCount(input.imports.length)] : []),
  ]
  const subject = words.subject(said.length > 0 ? said : [words.trouble], input.workspace)
  return { subject, text: textOf(input, words, parts), html: htmlOf(input, words, parts) }
}

/** Whoever is past the deadline is named there, and not once more. */
function inTime({ overdue, handoffs }: DigestInput): DigestInput['handoffs'] {
  const late = new Set(overdue.items.map(({ id }) => id))
  const items = handoffs.items.filter(({ id }) => !late.has(id))
  return { items, count: handoffs.count - (handoffs.items.length - items.length) }
}

function partsOf(input: DigestInput, words: DigestWords): Part[] {
  const { language, zone, address, overdue, handoffs, hot, imports, setAside, mailTrouble } = input
  const date = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: zone })
  const moment = new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  })
  const points = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const person = ({ id, name, account }: DigestPerson, note: string): Line => ({
    title: account === null ? name : `${name} · ${account}`,
    link: `${address}/people/${id}`,
    note,
  })
  const more = (count: number, shown: number): string | null => (count > shown ? words.more(count - shown) : null)
  const parts: Part[] = [
    {
      heading: words.overdue,
      lines: overdue.items.map((one) => person(one, words.overdueSince(moment.format(one.at)))),
      more: more(overdue.count, overdue.items.length),
    },
    {
      heading: words.handoffs,
      lines: handoffs.items.map((one) => person(one, words.handoffSince(date.format(one.at)))),
      more: more(handoffs.count, handoffs.items.length),
    },
    {
      heading: words.hot,
      lines: hot.items.map((one) =>
        person(one, words.hotBy(eventWords(one.event, language), points.format(one.total))),
      ),
      more: more(hot.count, hot.items.length),
    },
    {
      heading: words.imports,
      lines: imports.map(({ id, file, state, accepted, setAside: aside }) => ({
        title: state === 'done' ? words.importDone(file, accepted, aside) : words.importFailed(file),
        link: `${address}/imports/${id}`,
        note: '',
      })),
      more: null,
    },
    {
      heading: words.attention,
      lines: [
        ...(setAside
          ? [{ title: words.setAside(setAside.count, setAside.usual), link: `${address}/settings/missing`, note: '' }]
          : []),
        ...(mailTrouble > 0
          ? [{ title: words.mailTrouble(mailTrouble), link: `${address}/settings/mail/log`, note: '' }]
          : []),
      ],
      more: null,
    },
  ]
  return parts.filter(({ lines, more: rest }) => lines.length > 0 || rest !== null)
}

function textOf({ name, frequency, workspace, address }: DigestInput, words: DigestWords, parts: Part[]): string {
  const blocks = parts.map(({ heading, lines, more }) =>
    [
      heading.toUpperCase(),
      ...lines.flatMap(({ title, link, note }) => [`- ${title}${note === '' ? '' : ` (${note})`}`, `  ${link}`]),
      ...(more === null ? [] : [`  ${more}`]),
    ].join('\n'),
  )
  return [
    `${words.greeting(name)} ${words.lead[frequency]}`,
    ...blocks,
    `${words.open}: ${address}/`,
    `--\n${words.why(workspace)}\n${words.change}: ${address}/settings/notifications\n`,
  ].join('\n\n')
}

// the product's paper and ink, written out: mail knows no style sheets
const ink = 'color:#1c1d21'
const quiet = 'color:#585b65;font-size:13px'
const font = `font:15px/1.5 Inter,Pretendard,'Noto Sans KR',system-ui,sans-serif`

function htmlOf(input: DigestInput, words: DigestWords, parts: Part[]): string {
  const { language, name, frequency, workspace, address } = input
  const blocks = parts.map(({ heading, lines, more }) => {
    const rows = lines.map(({ title, link, note }) => {
      const aside = note === '' ? '' : `<br><span style="${quiet}">${escape(note)}</span>`
      return `<li style="margin:0 0 10px"><a href="${escape(link)}" style="color:#3d5a80;font-weight:600">${escape(title)}</a>${aside}</li>`
    })
    const rest = more === null ? '' : `<p style="margin:0;${quiet}">${escape(more)}</p>`
    return `<h2 style="margin:24px 0 8px;font-size:15px">${escape(heading)}</h2><ul style="margin:0;padding:0 0 0 18px">${rows.join('')}</ul>${rest}`
  })
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px 12px;background:#fbfaf7;${ink};${font}">
<table role="presentation" width="100%" style="max-width:560px;margin:0 auto;border-collapse:collapse"><tr>
<td style="padding:24px;background:#ffffff;border:1px solid #e8e5dd;border-radius:14px">
<p style="margin:0"><strong>${escape(words.greeting(name))}</strong> ${escape(words.lead[frequency])}</p>
${blocks.join('\n')}
<p style="margin:28px 0 0"><a href="${escape(address)}/" style="display:inline-block;padding:9px 16px;border-radius:8px;background:#3d5a80;color:#ffffff;text-decoration:none;font-weight:600">${escape(words.open)}</a></p>
</td></tr><tr><td style="padding:16px 24px;${quiet}">${escape(words.why(workspace))}
<a href="${escape(address)}/settings/notifications" style="color:#585b65">${escape(words.change)}</a></td></tr></table>
</body></html>
`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
