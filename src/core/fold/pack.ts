import { packAsJson, unpackJson } from '#core/fold/pack-json.ts'
import { emptyState, noNames, noTimes } from '#core/fold/state.ts'
import type { ModelState, State } from '#core/fold/state.ts'
import type { JsonObject } from '#core/json.ts'

/**
 * The state as short text, for the row that every event of the person reads and rewrites: `2`, numbers, names, and what is
 * free text as JSON, with a carriage return between. unpackState gives the equal state back.
 *
 * Numbers stand in a fixed order, five bits a character, whole ones with their sign in the last bit; times count from the
 * person's first moment on. Names (of rules and purposes, then of each model and its stages) stand in blocks that many
 * people share, so that a block is taken apart once. Message ids are written once.
 */
export function packState(state: State): string {
  length = 0
  nameable = true
  put(0x32)
  const base = state.began ?? 0
  const ids: string[] = []
  const general: string[] = []
  writeHead(state, base, ids, general)
  const blocks = [general]
  const models = Object.keys(state.models)
  writeNumber(models.length)
  for (const key of models) blocks.push(writeModel(key, state.models[key] as ModelState, base, ids, state.engagement))
  put(section)
  blocks.forEach((names, index) => {
    if (index > 0) put(blockEnd)
    names.forEach((name, at) => {
      if (at > 0) put(nameEnd)
      writeName(name)
    })
  })
  if (!nameable) return packAsJson(state)
  const { first, account, facts, once, derived } = state
  const free: Free = [
    ids,
    first && [first.channel, first.campaign, first.object],
    facts,
    account === null ? null : [account, state.accounts[account] ?? null],
    once,
  ]
  for (const _ in derived) {
    free.push(derived)
    break
  }
  return `${scratch.toString('latin1', 0, length)}\r${JSON.stringify(free)}`
}

/** Reads what packState wrote, now or before numbers were packed. */
export function unpackState(packed: string): State {
  if (packed.charCodeAt(0) !== 0x32) return unpackJson(packed)
  text = packed
  at = 1
  const names = packed.indexOf('\r')
  const json = packed.indexOf('\r', names + 1)
  const [ids, first, facts, account, once, derived] = JSON.parse(packed.slice(json + 1)) as Free
  blockAt = names + 1
  blocksEnd = json
  const state = readHead(ids)
  state.facts = facts
  if (derived) state.derived = derived
  if (account !== null) {
    state.account = account[0]
    state.accounts = { [account[0]]: account[1] ?? {} }
  }
  if (first !== null && state.first !== null) {
    state.first.channel = first[0]
    state.first.campaign = first[1]
    state.first.object = first[2]
  }
  state.once = once
  const base = state.began ?? 0
  for (let left = readNumber() as number; left > 0; left--) {
    const block = nextBlock()
    state.models[block[0] as string] = readModel(block, base, ids, state.engagement)
  }
  return state
}

/** What is not ours to limit: any text. */
type Free = [
  ids: string[],
  first: [string | null, string | null, string | null] | null,
  facts: JsonObject,
  account: [string, JsonObject | null] | null,
  once: State['once'],
  /** absent when nothing follows */
  derived?: JsonObject,
]

function writeHead(state: State, base: number, ids: string[], names: string[]): void {
  writeNumber(state.version)
  writeNumber(state.began)
  writeNumber(Number.isFinite(state.at) ? state.at - base : null)
  writeNumber(indexIn(ids, state.id))
  writeNumber(state.due === null ? null : state.due - base)
  writeNumber(state.first === null ? null : state.first.at - base)
  writeNumber(state.last === null ? null : state.last - base)
  writeNumber(state.accountBy === null ? 0 : state.accountBy === 'group' ? 2 : 1)
  writeNumber(state.handoff ? 1 : 0)
  writeNumber(state.icp ? 1 : 0)
  writeNumber(state.persona === null ? null : indexIn(names, state.persona))
  writeNumber(state.fitPoints)
  writeNumber(state.engagement)

  const purposes = Object.keys(state.consent)
  writeNumber(purposes.length)
  for (const key of purposes) {
    const one = state.consent[key] as State['consent'][string]
    writeNumber(indexIn(names, key))
    writeNumber(one.state === 'granted' ? 1 : 0)
    writeNumber(one.at - base)
    writeNumber(indexIn(ids, one.id))
  }
  const lists = Object.keys(state.lists)
  writeNumber(lists.length)
  for (const key of lists) writeNumber(indexIn(names, key))
  const fit = Object.keys(state.fit)
  writeNumber(fit.length)
  for (const key of fit) {
    const [since, by] = state.fit[key] as State['fit'][string]
    writeNumber(indexIn(names, key))
    writeNumber(since - base)
    writeNumber(indexIn(ids, by))
  }
  const caps = Object.keys(state.caps)
  writeNumber(caps.length)
  for (const key of caps) {
    const [period, used] = state.caps[key] as State['caps'][string]
    writeNumber(indexIn(names, key))
    writeNumber(period)
    writeNumber(used)
  }

  const { counters } = state
  let counted = 0
  for (const counter of counters) if (counter[0] !== 0) counted++
  writeNumber(counters.length)
  writeNumber(counted)
  for (let index = 0; index < counters.length; index++) {
    const [count, last, times] = counters[index] as State['counters'][number]
    if (count === 0) continue
    writeNumber(index)
    writeNumber(count)
    writeNumber(last - base)
    writeNumber(times.length)
    for (const time of times) writeNumber(time - base)
  }
}

function readHead(ids: readonly string[]): State {
  const state = emptyState(readNumber() as number)
  state.began = readNumber()
  const base = state.began ?? 0
  state.at = readTime(base) ?? -Infinity
  state.id = ids[readNumber() as number] as string
  state.due = readTime(base)
  const first = readTime(base)
  if (first !== null) state.first = { at: first, channel: null, campaign: null, object: null }
  state.last = readTime(base)
  const by = readNumber()
  if (by !== 0) state.accountBy = by === 2 ? 'group' : 'domain'
  state.handoff = readNumber() === 1
  state.icp = readNumber() === 1
  const names = nextBlock()
  const persona = readNumber()
  if (persona !== null) state.persona = names[persona] as string
  state.fitPoints = readNumber() as number
  state.engagement = readNumber()

  for (let left = readNumber() as number; left > 0; left--) {
    const key = names[readNumber() as number] as string
    const granted = readNumber() === 1
    const since = readTime(base) as number
    const id = ids[readNumber() as number] as string
    state.consent[key] = { state: granted ? 'granted' : 'withdrawn', at: since, id }
  }
  for (let left = readNumber() as number; left > 0; left--) state.lists[names[readNumber() as number] as string] = true
  for (let left = readNumber() as number; left > 0; left--) {
    const key = names[readNumber() as number] as string
    const since = readTime(base) as number
    state.fit[key] = [since, ids[readNumber() as number] as string]
  }
  for (let left = readNumber() as number; left > 0; left--) {
    const key = names[readNumber() as number] as string
    const period = readNumber() as number
    state.caps[key] = [period, readNumber() as number]
  }

  for (let left = readNumber() as number; left > 0; left--) state.counters.push([0, 0, noTimes])
  for (let left = readNumber() as number; left > 0; left--) {
    const counter = state.counters[readNumber() as number] as State['counters'][number]
    counter[0] = readNumber() as number
    counter[1] = readTime(base) as number
    const kept = readNumber() as number
    if (kept > 0) counter[2] = Array.from({ length: kept }, () => readTime(base) as number)
  }
  return state
}

/** Writes the numbers of a model and gives its block of names: its own, then those it speaks of. */
function writeModel(
  key: string,
  one: ModelState,
  base: number,
  ids: string[],
  engagement: State['engagement'],
): string[] {
  const names = [key]
  const { evidence, visits, held, excused, diverted } = one
  let stages = 0
  for (const stage in evidence) {
    names.push(stage)
    stages++
  }
  for (const stage in visits) {
    if (evidence[stage] !== undefined) continue
    names.push(stage)
    stages++
  }
  writeNumber(stages)
  for (let index = 1; index <= stages; index++) {
    const stage = names[index] as string
    const first = evidence[stage]
    writeNumber(first === undefined ? null : first - base)
    writeNumber(visits[stage] ?? 0)
  }
  writeNumber(one.pass)
  writeNumber(one.passAt - base)
  writeNumber(indexIn(ids, one.passId))
  writeNumber(one.stage === null ? null : indexIn(names, one.stage))
  writeNumber(one.outcome === null ? null : indexIn(names, one.outcome))
  writeNumber(one.enteredAt - base)
  writeNumber(one.visit)
  writeNumber(one.furthest === null ? null : indexIn(names, one.furthest))
  // mostly what they earned at all
  if (one.engagement !== null && one.engagement === engagement) put(same)
  else writeNumber(one.engagement)
  const rest = held.length + excused.length + diverted.length
  writeNumber(rest)
  if (rest > 0) {
    for (const list of [held, excused, diverted]) {
      writeNumber(list.length)
      for (const name of list) writeNumber(indexIn(names, name))
    }
  }
  return names
}

function readModel(
  names: readonly string[],
  base: number,
  ids: readonly string[],
  engagement: State['engagement'],
): ModelState {
  const evidence: Record<string, number> = {}
  const visits: Record<string, number> = {}
  const stages = readNumber() as number
  for (let index = 1; index <= stages; index++) {
    const stage = names[index] as string
    const first = readTime(base)
    if (first !== null) evidence[stage] = first
    const entries = readNumber() as number
    if (entries > 0) visits[stage] = entries
  }
  const pass = readNumber() as number
  const passAt = readTime(base) as number
  const passId = ids[readNumber() as number] as string
  const stage = readName(names)
  const outcome = readName(names)
  const enteredAt = readTime(base) as number
  const visit = readNumber() as number
  const furthest = readName(names)
  let earned: State['engagement']
  if (text.charCodeAt(at) === same) {
    at++
    earned = engagement
  } else earned = readNumber()
  const rest = readNumber() as number
  const held = rest > 0 ? readNames(names) : noNames
  const excused = rest > 0 ? readNames(names) : noNames
  const diverted = rest > 0 ? readNames(names) : noNames
  return {
    pass,
    passAt,
    passId,
    stage,
    outcome,
    enteredAt,
    visit,
    furthest,
    visits,
    evidence,
    held,
    excused,
    diverted,
    engagement: earned,
  }
}

function readName(names: readonly string[]): string | null {
  const index = readNumber()
  return index === null ? null : (names[index] as string)
}

function readNames(names: readonly string[]): string[] {
  const list: string[] = []
  for (let left = readNumber() as number; left > 0; left--) list.push(readName(names) as string)
  return list
}

function indexIn(list: string[], name: string): number {
  const index = list.indexOf(name)
  return index < 0 ? list.push(name) - 1 : index
}

// characters: 63 to 126 are five bits each and whether more follow; the others stand outside of numbers
const digit = 63
const missing = 0x2d
const spelledOut = 0x21
const spelledEnd = 0x20
const same = 0x3d
const section = 0x0d
const blockEnd = 0x09
const nameEnd = 0x0a

// of the state being written: states are written one after the other
let scratch = Buffer.allocUnsafe(1 << 14)
let length = 0
let nameable = true

function put(code: number): void {
  if (length === scratch.length) {
    const larger = Buffer.allocUnsafe(scratch.length * 2)
    scratch.copy(larger)
    scratch = larger
  }
  scratch[length++] = code
}

const safeHalf = Number.MAX_SAFE_INTEGER / 2 - 1

function writeNumber(value: number | null): void {
  if (value === null) return put(missing)
  if (!Number.isInteger(value) || value > safeHalf || value < -safeHalf) {
    put(spelledOut)
    for (const char of String(value)) put(char.charCodeAt(0))
    return put(spelledEnd)
  }
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  while (rest >= 0x40000000) {
    put(digit + 32 + (rest % 32))
    rest = Math.floor(rest / 32)
  }
  while (rest >= 32) {
    put(digit + 32 + (rest & 31))
    rest >>= 5
  }
  put(digit + rest)
}

/** Names are mostly ids of ours; a state with others is written as JSON. */
function writeName(name: string): void {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (code < 32 || code > 126) nameable = false
    put(code)
  }
}

// of the state being read
let text = ''
let at = 0
let blockAt = 0
let blocksEnd = 0

function readNumber(): number | null {
  let code = text.charCodeAt(at++)
  if (code === missing) return null
  if (code === spelledOut) {
    const end = text.indexOf(' ', at)
    const value = Number(text.slice(at, end))
    at = end + 1
    return value
  }
  let value = code - digit
  if (value >= 32) {
    value -= 32
    let scale = 32
    do {
      code = text.charCodeAt(at++) - digit
      value += (code & 31) * scale
      scale *= 32
    } while (code >= 32)
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function readTime(base: number): number | null {
  const since = readNumber()
  return since === null ? null : since + base
}

/** Blocks of names taken apart, by their text. */
const known = new Map<string, readonly string[]>()
const mostKnown = 5000

function nextBlock(): readonly string[] {
  let end = text.indexOf('\t', blockAt)
  if (end < 0 || end > blocksEnd) end = blocksEnd
  const block = text.slice(blockAt, end)
  blockAt = end + 1
  let names = known.get(block)
  if (names === undefined) {
    if (known.size >= mostKnown) known.clear()
    // a copy of its own: a slice would hold the whole text
    const own = Buffer.from(block, 'latin1').toString('latin1')
    known.set(own, (names = own.split('\n')))
  }
  return names
}
