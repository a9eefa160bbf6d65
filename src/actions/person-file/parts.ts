import {
  consentEntries,
  type Entry,
  factEntries,
  type FileCall,
  scoreEntries,
  stageEntries,
  suppressionEntries,
  whoEntries,
} from '#actions/person-file/worked-out.ts'
import { catalogue } from '#core/catalogue.ts'
import { conditionSchema } from '#contract/rule.ts'
import type { Blueprint, Text } from '#core/blueprint.ts'
import { textIn } from '#core/consent/purpose.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { FileSection } from '#core/privacy/person-file.ts'
import { actorFields, type Scrubber, somebodyElse, withoutOthers } from '#core/privacy/scrub.ts'
import { eventLabel, type Language, languages, sentence } from '#core/rule/sentence.ts'
import { fileRows, isAsked } from '#store/person-file.ts'

const batch = 500

/** Words of their own: they stand as they are. */
const verbatim: Partial<Record<FileSection, ReadonlySet<string>>> = {
  submissions: new Set(['answers']),
  surveys: new Set(['answers', 'text']),
  proposals: new Set(['name', 'said']),
}
/** Who is meant is somebody of ours here. */
const alsoActors: Partial<Record<FileSection, ReadonlySet<string>>> = { notices: new Set(['to']) }
const aboutOthers = new Set(catalogue.filter(({ othersEmail }) => othersEmail).map(({ key }) => key))

/**
 * One part of the file, some entries at a time, with nobody else in them: what is empty is left away, times are ISO 8601,
 * names of colleagues are roles.
 */
export async function* partOf(
  call: FileCall,
  section: FileSection,
  scrub: Scrubber,
): AsyncGenerator<readonly JsonObject[]> {
  for await (const entries of rawPart(call, section)) {
    const clean = entries
      .map((entry) => cleaned(section, entry, scrub, call))
      .filter((one) => Object.keys(one).length > 0)
    if (clean.length > 0) yield clean
  }
}

async function* rawPart(call: FileCall, section: FileSection): AsyncGenerator<readonly Entry[]> {
  if (section === 'who') yield await whoEntries(call)
  else if (section === 'facts') yield await factEntries(call)
  else if (section === 'scores') yield scoreEntries(call)
  else if (section === 'stages') yield await stageEntries(call)
  else if (section === 'consents') yield* consentEntries(call)
  else if (section === 'suppression') yield await suppressionEntries(call)
  else if (isAsked(section)) {
    for await (const rows of fileRows(call.db, section, call.subject, batch)) {
      if (section === 'events') yield rows.map((row) => eventOf(row, call))
      else if (section === 'setAside') yield rows.filter((row) => isTheirs(row, call))
      else yield rows.map((row) => withNames(row, call))
    }
  }
}

function eventOf(row: Entry, { language, folded }: FileCall): Entry {
  const name = row['event'] as string
  const details = row['details'] as JsonObject
  const more = aboutOthers.has(name)
    ? { object: null, email: null, told: null, details: withoutOthers(details) }
    : Object.hasOwn(details, 'deal')
      ? { details: withoutSums(details) }
      : {}
  const kind = folded?.history.current.blueprint.contentKinds.find(({ id }) => id === row['content'])
  const content = kind ? textIn(kind.name, language) : (row['content'] ?? null)
  return { ...row, id: name, event: eventLabel(name, language), content, ...more }
}

/** What a deal is worth is the company's. */
function withoutSums({ amount: _, currency: __, ...rest }: JsonObject): JsonObject {
  return rest
}

/** Stages, outcomes and reasons as the blueprint in force calls them. */
function withNames(row: Entry, { folded, language }: FileCall): Entry {
  if (folded === null) return row
  const { models, reasons } = folded.history.current.blueprint
  const model = models.find(({ id }) => id === row['pipeline'])
  const stages = (model ? [model] : models).flatMap((one) => [...one.stages, ...one.outcomes])
  const named = { ...row }
  const name = (field: string, among: readonly { id: string; name: Text }[]) => {
    const found = among.find(({ id }) => id === row[field])
    if (found) named[field] = textIn(found.name, language)
  }
  name('pipeline', models)
  name('stage', stages)
  if (model) name('outcome', stages)
  for (const field of ['reason', 'answerReason']) name(field, reasons)
  // the stage says it
  if (typeof named['reason'] === 'string' && named['reason'].startsWith('entered:')) named['reason'] = null
  return named
}

/** Whether what was set aside names one of their addresses or ids as a whole: `ann@x` is not in `joann@x`. */
function isTheirs({ raw }: Entry, { subject }: FileCall): boolean {
  const text = typeof raw === 'string' ? raw.toLowerCase() : ''
  if ([...subject.users, ...subject.visitors].some((key) => text.includes(JSON.stringify(key).toLowerCase())))
    return true
  return subject.mails.some((mail) => {
    for (let at = text.indexOf(mail); at >= 0; at = text.indexOf(mail, at + 1)) {
      const before = text[at - 1] ?? ' '
      const after = text.slice(at + mail.length, at + mail.length + 2)
      if (!/[\p{L}\p{N}._%+-]/u.test(before) && !/^(?:[\p{L}\p{N}_-]|\.[\p{L}\p{N}])/u.test(after)) return true
    }
    return false
  })
}

function cleaned(section: FileSection, entry: Entry, scrub: Scrubber, call: FileCall): JsonObject {
  const asItIs = verbatim[section]
  const named = alsoActors[section]
  const clean: JsonObject = {}
  for (const [field, said] of Object.entries(entry)) {
    const plain = inWords(plainOf(said), call)
    if (isEmpty(plain)) continue
    if (actorFields.has(field) || named?.has(field))
      clean[field] = typeof plain === 'string' ? scrub.actor(plain) : null
    else clean[field] = asItIs?.has(field) ? withoutEmpty(plain) : withoutEmpty(scrub.value(plain))
    // what was only of others
    if (isEmpty(clean[field] ?? null) || clean[field] === somebodyElse) Reflect.deleteProperty(clean, field)
  }
  return clean
}

function plainOf(value: Json | Date | readonly Date[]): Json {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((one: Json | Date) => plainOf(one))
  return value as Json
}

/** Texts of the blueprint in one language, and conditions as sentences. */
function inWords(value: Json, call: FileCall): Json {
  if (Array.isArray(value)) return value.map((one) => inWords(one, call))
  if (typeof value !== 'object' || value === null) return value
  const { language, folded } = call
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key) => (languages as string[]).includes(key)))
    return value[language] ?? value['en'] ?? Object.values(value)[0] ?? null
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, Json] => {
      if (key !== 'holds' || !Array.isArray(inner)) return [key, inWords(inner, call)]
      return [key, inner.map((one) => sentenceOf(one, language, folded?.run.program.blueprint ?? null))]
    }),
  )
}

/** A condition, or one that held with the value it was held on. */
function sentenceOf(held: Json, language: Language, blueprint: Blueprint | null): Json {
  const one = typeof held === 'object' && held !== null && !Array.isArray(held) ? (held['condition'] ?? held) : held
  const condition = conditionSchema.safeParse(one)
  return condition.success ? sentence(condition.data, language, blueprint) : held
}

function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, Json] => [key, withoutEmpty(inner)])
      .filter(([, inner]) => !isEmpty(inner)),
  )
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}
