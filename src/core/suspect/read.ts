import { guessDelimiter } from '#core/import/delimiter.ts'
import { guessColumns, looksLikeData, uniqueHeaders } from '#core/import/headers.ts'
import { createRecordReader } from '#core/import/records.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { profileAddress, readProfile } from '#core/suspect/profile.ts'
import { isWholeText } from '#core/text.ts'

/** Facts that a line may say of somebody. */
export const suspectFacts = [
  'name',
  'firstName',
  'lastName',
  'title',
  'company',
  'country',
  'city',
  'phone',
  'industry',
] as const

/** One line that was pasted, or a row of a file. */
export interface SuspectLine {
  /** from 1, the header counted */
  line: number
  /** as it was written, for whoever has to mend it */
  text: string
  email: string | null
  /** the name of a LinkedIn profile (readProfile) */
  profile: string | null
  facts: Partial<Record<(typeof suspectFacts)[number] | 'linkedin', string>>
}

const longest = 500

/**
 * Reads names that were pasted or come as a CSV: with a header (as HubSpot, Salesforce, LinkedIn's own export write it,
 * or in Korean or Russian), or without one: then a cell is taken by what it looks like, a mail address or a profile's
 * address, and the first other one is the name, the second the title, the third the company. Lines without both have
 * neither `email` nor `profile`. Mailboxes as mail programs copy them (`John Smith <john@x.example>`) bring their name;
 * several in one line are several people with the same line number.
 */
export function readSuspects(text: string): SuspectLine[] {
  // a name in quotes before an address is no CSV
  const clean = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/"([^"<>\r\n]{0,200})" ?(?=<[^<>\s]{3,254}>)/g, (_, name: string) => `${inOrder(name)} `)
  const delimiter = guessDelimiter(clean.length < 20_000 ? `${clean}\n` : clean.slice(0, 20_000))
  const reader = createRecordReader({ delimiter, limit: 20_000 })
  const records = [...reader.push(clean), ...reader.end()]
  let columns: string[] | null = null
  const lines: SuspectLine[] = []
  for (const record of records) {
    if (record.cells === null) {
      lines.push({ line: record.row, text: cut(record.text), email: null, profile: null, facts: {} })
      continue
    }
    const cells = record.cells.map((cell) => cell.trim())
    if (cells.every((cell) => cell === '')) continue
    // LinkedIn's own file has notes above its header
    if (columns === null && lines.every(({ email, profile }) => email === null && profile === null)) {
      const targets = headerOf(cells)
      if (targets) {
        columns = targets
        lines.length = 0
        continue
      }
    }
    if (columns) lines.push(lineOf(record.row, cells, columns))
    else for (const part of perPerson(cells)) lines.push(lineOf(record.row, part, null))
  }
  return lines
}

/** The cells of a line without a header, cut after each address when there are several. */
function perPerson(cells: readonly string[]): (readonly string[])[] {
  const ends = cells.flatMap((cell, index) => (readMailbox(cell) ? [index + 1] : []))
  if (ends.length < 2) return [cells]
  const parts = [0, ...ends].map((from, index) => cells.slice(from, ends[index]))
  return parts.map((part) => part.filter((cell) => cell !== '')).filter((part) => part.length > 0)
}

/** An address alone or with its owner's name: john@x.example, John Smith <john@x.example>, "Smith, John" <john@x.example>. */
function readMailbox(cell: string): { name: string; email: string } | null {
  if (cell.length > longest || !cell.includes('@') || !isWholeText(cell)) return null
  const [, name = '', address = cell] = /^([^<>]*)<([^<>\s]+)>$/.exec(cell) ?? []
  const email = normaliseMail(address)
  if (email === null) return null
  return { name: name.replaceAll(/["']/g, '').trim(), email }
}

/** Last, First as First Last, without what separates cells. */
function inOrder(name: string): string {
  const [, last, first] = /^([^,]+), ([^,]+)$/.exec(name) ?? []
  const straight = last !== undefined && first !== undefined ? `${first} ${last}` : name
  return straight.replaceAll(/[,;\t]+/g, ' ')
}

/** What each column of a header is; null for a row that is none. */
function headerOf(cells: readonly string[]): string[] | null {
  if (looksLikeData(cells) || cells.some((cell) => readProfile(cell) !== null)) return null
  const names = uniqueHeaders(cells)
  const guessed = guessColumns(names, 'people')
  const targets = names.map((name) => {
    const to = guessed[name]
    if (to !== undefined && typeof to === 'string') return to
    return /^(profile )?url$/i.test(name) ? 'linkedin' : ''
  })
  const reached = targets.some((target) => target === 'email' || target === 'linkedin' || target === 'traits.linkedin')
  return reached ? targets.map((target) => target.replace(/^traits\./, '')) : null
}

function lineOf(line: number, cells: readonly string[], columns: readonly string[] | null): SuspectLine {
  const facts: SuspectLine['facts'] = {}
  let email: string | null = null
  let profile: string | null = null
  const plain = ['name', 'title', 'company'] as const
  let next = 0
  cells.forEach((cell, index) => {
    if (cell === '' || cell.length > longest || !isWholeText(cell)) return
    const target = columns?.[index]
    const box = email === null && target === undefined && cell.endsWith('>') ? readMailbox(cell) : null
    if (box) {
      email = box.email
      // Last, First <…> comes in two cells
      const name = [box.name, facts.name ?? ''].filter((part) => part !== '').join(' ')
      if (name !== '') facts.name = name
      next = Math.max(next, 1)
      return
    }
    if (email === null && (target === 'email' || (target === undefined && cell.includes('@')))) {
      email = normaliseMail(cell)
      return
    }
    // whatever the column is called: LinkedIn's own file says URL
    if (profile === null) {
      profile = readProfile(cell)
      if (profile !== null) return
    }
    const fact = columns ? suspectFacts.find((one) => one === target) : plain[next++]
    if (fact !== undefined) facts[fact] = cell
  })
  if (profile !== null) facts.linkedin = profileAddress(profile)
  if (facts.name === undefined && (facts.firstName ?? facts.lastName) !== undefined) {
    facts.name = [facts.firstName, facts.lastName].filter((part) => part !== undefined).join(' ')
  }
  return { line, text: cut(cells.join(', ')), email, profile, facts }
}

function cut(text: string): string {
  return [...text].slice(0, 200).join('')
}
