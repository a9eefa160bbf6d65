import type { CatalogueEntry } from '#core/catalogue.ts'
import type { EventType, Rejection } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { isObject, readAccountFacts, readFormFacts, readPersonFacts } from '#contract/collect/facts.ts'
import { reject } from '#contract/collect/inspect.ts'

/** What an event says about its person and their company. */
export interface Said {
  traits: JsonObject | null
  accountTraits: JsonObject | null
  /** the mail address among the traits, as sent */
  mail: Json | undefined
  mailField: string
  groupId: Json | undefined
}

/** Facts come as traits of identify and group, as `context.traits` of any call, and in forms as properties. */
export function readSaid(
  item: JsonObject,
  type: EventType,
  props: JsonObject,
  context: JsonObject | null,
  entry: CatalogueEntry | null,
): Said | Rejection {
  const said: Said = {
    traits: null,
    accountTraits: null,
    mail: undefined,
    mailField: 'traits.email',
    groupId: undefined,
  }
  if (type === 'group' && isObject(item['traits'])) {
    const read = readAccountFacts(item['traits'], 'traits')
    if ('rejection' in read) return read.rejection
    said.accountTraits = read.facts
  }
  const sources: [JsonObject, string][] = []
  const contextTraits = context?.['traits']
  if (isObject(contextTraits)) sources.push([contextTraits, 'context.traits'])
  if (type !== 'group' && isObject(item['traits'])) sources.push([item['traits'], 'traits'])
  for (const [traits, field] of sources) {
    const read = readPersonFacts(traits, field)
    if ('rejection' in read) return read.rejection
    const mail = read.facts['email']
    if (mail !== undefined && mail !== null && typeof mail !== 'string')
      return reject('bad_email', `${field}.email`, 'A mail address is text.')
    if (typeof mail === 'string') said.mailField = `${field}.email`
    addFacts(said, read.facts, read.account, read.groupId)
  }
  if (type === 'track' && entry?.given === true) {
    const read = readFormFacts(props)
    if ('rejection' in read) return read.rejection
    if (read.facts['email'] !== undefined) said.mailField = 'properties.email'
    if (Object.keys(read.facts).length > 0) addFacts(said, read.facts, read.account, read.groupId)
  }
  said.mail = said.traits?.['email']
  return said
}

function addFacts(said: Said, facts: JsonObject, account: JsonObject | null, groupId: Json | undefined): void {
  said.traits = said.traits === null ? facts : { ...said.traits, ...facts }
  if (account !== null && Object.keys(account).length > 0) said.accountTraits ??= account
  said.groupId ??= groupId
}
