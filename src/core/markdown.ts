import { escaped, safeLink } from '#core/html.ts'

/** Longer texts are cut into no finer parts than they have, so that no text takes long. */
const mostNesting = 4

/**
 * A small Markdown as HTML that holds nothing but our own elements: paragraphs (a blank line between them, single breaks
 * kept), lists (`- ` and `1. `), `**bold**`, `*italic*` and `[words](address)`; addresses by `safeLink`, and words alone
 * where the address is none. Everything else is text, HTML among it.
 */
export function markdown(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n\s*/)
    .filter((block) => block.trim() !== '')
    .flatMap(partsOf)
    .join('\n')
}

/** The same text without its marks, in one line: for descriptions and places that take no elements. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replaceAll(/\*+/g, '')
    .replaceAll(/^[ \t]*(?:[-•]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A block may change from prose to a list without a blank line. */
function partsOf(block: string): string[] {
  const parts: { kind: 'p' | 'ul' | 'ol'; lines: string[] }[] = []
  for (const line of block.split('\n')) {
    const [, bullet, number, item] = /^[ \t]*(?:([-*•])|(\d{1,3})[.)])[ \t]+(.*)$/.exec(line) ?? []
    const kind = bullet !== undefined ? 'ul' : number !== undefined ? 'ol' : 'p'
    const last = parts.at(-1)
    if (last?.kind === kind) last.lines.push(item ?? line)
    else parts.push({ kind, lines: [item ?? line] })
  }
  return parts.map(({ kind, lines }) =>
    kind === 'p'
      ? `<p>${lines.map((line) => inline(line.trim())).join('<br>')}</p>`
      : `<${kind}>${lines.map((line) => `<li>${inline(line.trim())}</li>`).join('')}</${kind}>`,
  )
}

const mark = /\*\*(?=\S)(.*?\S)\*\*|\*(?=\S)([^*]*[^*\s])\*|\[([^\]]*)\]\(([^()\s]*)\)/

function inline(text: string, depth = 0): string {
  let html = ''
  let rest = text
  while (rest !== '' && depth < mostNesting) {
    const found = mark.exec(rest)
    if (!found) break
    const [whole, bold, italic, words, address] = found
    html += escaped(rest.slice(0, found.index))
    rest = rest.slice(found.index + whole.length)
    if (bold !== undefined) html += `<strong>${inline(bold, depth + 1)}</strong>`
    else if (italic !== undefined) html += `<em>${inline(italic, depth + 1)}</em>`
    else html += linked(words ?? '', address ?? '', depth)
  }
  return html + escaped(rest)
}

function linked(words: string, address: string, depth: number): string {
  const href = safeLink(address)
  const inside = inline(words.trim() === '' ? address : words, depth + 1)
  return href === null ? inside : `<a href="${escaped(href)}">${inside}</a>`
}
