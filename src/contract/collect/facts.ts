import { asciiDomain } from '#core/mail-domain.ts'
import type { Rejection } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { reject } from '#contract/collect/inspect.ts'

/** Facts of a company that only a trusted source may state. */
export const protectedAccountFacts = ['relationship', 'owner', 'tier'] as const

/**
 * Facts of a person by the spellings they travel under (Segment's reserved traits, CRM and form names), lower case
 * without `_`, `-` and spaces. Others keep the name they came with. docs/concepts/events.md lists them.
 */
export const personFacts: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail', 'workemail', 'businessemail'],
  name: ['name', 'fullname', 'displayname'],
  firstName: ['firstname', 'givenname', 'forename'],
  lastName: ['lastname', 'familyname', 'surname'],
  title: ['title', 'jobtitle', 'position', 'jobposition'],
  phone: ['phone', 'phonenumber', 'mobile', 'mobilephone', 'tel', 'telephone'],
  company: ['company', 'companyname', 'organization', 'organisation', 'employer'],
  department: ['department'],
  seniority: ['seniority', 'joblevel'],
  industry: ['industry'],
  employees: ['employees', 'employeecount', 'numberofemployees', 'numemployees', 'companysize', 'headcount'],
  country: ['country'],
  state: ['state', 'region', 'province'],
  city: ['city'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode'],
  street: ['street', 'streetaddress'],
  language: ['language', 'preferredlanguage'],
  timezone: ['timezone'],
  website: ['website'],
  linkedin: ['linkedin', 'linkedinurl', 'linkedinprofile'],
  username: ['username'],
  avatar: ['avatar'],
  gender: ['gender'],
  birthday: ['birthday', 'birthdate', 'dateofbirth'],
  age: ['age'],
  description: ['description'],
  createdAt: ['createdat', 'created', 'signupdate'],
}

/** Facts of a company, in the same way. */
export const accountFacts: Readonly<Record<string, readonly string[]>> = {
  name: ['name', 'companyname', 'accountname'],
  domain: ['domain', 'companydomain'],
  website: ['website', 'url', 'homepage'],
  industry: ['industry', 'vertical'],
  employees: ['employees', 'employeecount', 'numberofemployees', 'numemployees', 'companysize', 'headcount', 'size'],
  country: ['country'],
  state: ['state', 'region', 'province'],
  city: ['city'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode'],
  street: ['street', 'streetaddress'],
  phone: ['phone', 'phonenumber'],
  plan: ['plan'],
  description: ['description'],
  createdAt: ['createdat', 'created'],
  relationship: ['relationship'],
  owner: ['owner', 'accountowner'],
  tier: ['tier', 'targettier'],
}

const personNames = bySpelling(personFacts)
const accountNames = bySpelling(accountFacts)
// a page or form may use these words for itself, so a property by these names is no fact about the person
const ambiguous = new Set([
  'name',
  'title',
  'description',
  'created',
  'createdat',
  'position',
  'language',
  'website',
  'url',
  'avatar',
  'age',
])
const textFacts = new Set(
  (
    'email name firstName lastName title phone department seniority industry country state city postalCode street ' +
    'language timezone website linkedin username avatar gender description domain relationship owner'
  ).split(' '),
)

/** Traits that cannot be facts, and why. */
export interface Refused {
  rejection: Rejection
}

export interface PersonFacts {
  facts: JsonObject
  /** of the company named in `company: {…}` */
  account: JsonObject | null
  /** `company.id` */
  groupId: Json | undefined
}

/**
 * Traits as facts of a person: known names in our spelling, `address` and `company` flattened, empty text left out
 * (absence keeps), null kept (it clears). A Rejection when a known fact has an impossible type.
 */
export function readPersonFacts(traits: JsonObject, field: string): PersonFacts | Refused {
  const facts: JsonObject = {}
  let account: JsonObject | null = null
  let groupId: Json | undefined
  for (const key in traits) {
    const value = traits[key] as Json
    if (key === 'address' && isObject(value)) {
      const fault = put(facts, value, personNames, `${field}.address`)
      if (fault) return { rejection: fault }
    } else if (isObject(value) && personNames.get(spelling(key)) === 'company') {
      const read = readAccountFacts(value, `${field}.${key}`)
      if ('rejection' in read) return read
      const company = read.facts
      if (company['name'] !== undefined) facts['company'] = company['name']
      if (company['industry'] !== undefined) facts['industry'] ??= company['industry']
      if (company['employees'] !== undefined) facts['employees'] ??= company['employees']
      groupId = value['id']
      delete company['id']
      account = company
    } else {
      const fault = putOne(facts, key, value, personNames, field)
      if (fault) return { rejection: fault }
    }
  }
  return { facts, account, groupId }
}

/** Traits as facts of a company; the same rules. A website or URL gives the domain where none is said. */
export function readAccountFacts(traits: JsonObject, field: string): { facts: JsonObject } | Refused {
  const facts: JsonObject = {}
  for (const key in traits) {
    const value = traits[key] as Json
    const fault =
      key === 'address' && isObject(value)
        ? put(facts, value, accountNames, `${field}.address`)
        : putOne(facts, key, value, accountNames, field)
    if (fault) return { rejection: fault }
  }
  const said = facts['domain'] ?? facts['website']
  if (typeof said === 'string') {
    const domain = asciiDomain(
      said
        .trim()
        .replace(/^[a-z]+:\/\//i, '')
        .replace(/^www\./i, '')
        .replace(/[/?#:].*$/s, ''),
    )
    if (domain !== null) facts['domain'] = domain
    else if (facts['domain'] !== undefined)
      return { rejection: reject('bad_field', `${field}.domain`, 'The domain is none. Send it like example.com.') }
  }
  return { facts }
}

/**
 * What a form tells about the person: `fields: {…}` in full, and of the properties themselves those whose name can mean
 * nothing else (`email`, `company`, `jobTitle`, …; not `title` or `name`, which forms use for themselves).
 */
export function readFormFacts(props: JsonObject): PersonFacts | Refused {
  const told: JsonObject = {}
  for (const key in props) {
    const name = spelling(key)
    if (personNames.has(name) && !ambiguous.has(name)) told[key] = props[key] as Json
  }
  const fields = props['fields']
  if (isObject(fields)) {
    for (const key in fields) if (personNames.has(spelling(key))) told[key] = fields[key] as Json
  }
  return readPersonFacts(told, 'properties')
}

function put(facts: JsonObject, from: JsonObject, names: ReadonlyMap<string, string>, field: string): Rejection | null {
  for (const key in from) {
    const fault = putOne(facts, key, from[key] as Json, names, field)
    if (fault) return fault
  }
  return null
}

function putOne(
  facts: JsonObject,
  key: string,
  value: Json,
  names: ReadonlyMap<string, string>,
  field: string,
): Rejection | null {
  const name = names.get(spelling(key)) ?? key.trim()
  if (value === '' || name === '') return null
  if (value === null || !(textFacts.has(name) || name === 'employees')) {
    facts[name] = value
    return null
  }
  if (typeof value === 'object') {
    return reject('bad_field', `${field}.${key}`, 'This fact is text or a number. Send no object and no list.')
  }
  if (name === 'employees') facts[name] = typeof value === 'string' ? asNumber(value) : value
  else facts[name] = typeof value === 'string' ? value.trim() : String(value)
  if (facts[name] === '') delete facts[name]
  return null
}

function asNumber(text: string): Json {
  const plain = text.trim().replace(/(?<=\d)[ ,_\u00a0](?=\d{3}\b)/g, '')
  return /^\d{1,9}$/.test(plain) ? Number(plain) : text.trim()
}

function bySpelling(facts: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(facts).flatMap(([name, spellings]) => spellings.map((s): [string, string] => [s, name])),
  )
}

function spelling(key: string): string {
  return key.toLowerCase().replace(/[_\s-]+/g, '')
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
