import type { Rejection, RejectionCode } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { maxDepth, maxEventBytes, maxKeys } from '#contract/collect/limits.ts'

/** What the bytes of the body already told, so that clean bodies are not read twice. */
export interface TextDoubt {
  /** the body holds an escape that may stand for NUL or half a character */
  escapes: boolean
  /** the body was no valid UTF-8: U+FFFD stands for what could not be read */
  replaced: boolean
  /** the body is longer than one event may be */
  long: boolean
}

/**
 * Looks through a whole event for what no later step could bear: depth, too many keys, keys that JavaScript gives a
 * meaning of its own, numbers beyond a double, text that PostgreSQL cannot store, size. Null when all is well.
 */
export function inspect(item: JsonObject, doubt: TextDoubt): Rejection | null {
  weight = 0
  const fault = walk(item, 1, doubt.escapes || doubt.replaced ? doubt : null)
  if (fault) return { code: fault.code, field: fieldPath(fault.path), message: fault.message }
  // a character is at most six bytes of JSON
  if (doubt.long && weight > maxEventBytes / 6) {
    const bytes = new TextEncoder().encode(JSON.stringify(item)).length
    if (bytes > maxEventBytes) {
      return reject(
        'event_too_large',
        null,
        `The event has ${bytes} bytes; at most ${maxEventBytes} are taken. Send fewer properties.`,
      )
    }
  }
  return null
}

export function reject(code: RejectionCode, field: string | null, message: string): Rejection {
  return { code, field, message }
}

interface Fault {
  code: RejectionCode
  /** innermost key first */
  path: (string | number)[]
  message: string
}

// characters seen by the running walk; walks never overlap
let weight = 0

function walk(value: Json, depth: number, doubt: TextDoubt | null): Fault | null {
  if (typeof value === 'string') {
    weight += value.length + 3
    return doubt !== null && !isStorable(value, doubt) ? badText() : null
  }
  if (typeof value === 'number') {
    weight += 8
    return Number.isFinite(value) ? null : at('bad_field', 'The number is too large. Send it as text.')
  }
  if (value === null || typeof value !== 'object') {
    weight += 6
    return null
  }
  if (depth > maxDepth) return at('too_deep', `Objects are nested more than ${maxDepth} deep. Flatten them.`)
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = walk(value[index] as Json, depth + 1, doubt)
      if (fault) return within(fault, index)
    }
    return null
  }
  let keys = 0
  for (const key in value) {
    if (++keys > maxKeys)
      return at('too_many_traits', `An object has more than ${maxKeys} keys. Send those that you use.`)
    weight += key.length + 4
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      return within(at('bad_field', `The name ${key} cannot be used. Rename the property.`), key)
    }
    if (doubt !== null && !isStorable(key, doubt)) return badText()
    const fault = walk(value[key] as Json, depth + 1, doubt)
    if (fault) return within(fault, key)
  }
  return null
}

function isStorable(text: string, doubt: TextDoubt): boolean {
  if (text.includes('\0') || !text.isWellFormed()) return false
  return !(doubt.replaced && text.includes('\ufffd'))
}

function badText(): Fault {
  return at('invalid_text', 'The text holds a NUL, half a character, or bytes that are no UTF-8. Send UTF-8 text.')
}

function at(code: RejectionCode, message: string): Fault {
  return { code, path: [], message }
}

function within(fault: Fault, key: string | number): Fault {
  if (fault.path.length < maxDepth) fault.path.push(key)
  return fault
}

function fieldPath(path: (string | number)[]): string | null {
  if (path.length === 0) return null
  return plainText(path.toReversed().join('.'), 200)
}

/** Text that can be stored and shown whatever was sent: no NUL, whole characters, at most `length` of them. */
export function plainText(text: string, length: number): string {
  return text.slice(0, length).replaceAll('\0', '\u2400').toWellFormed()
}

/**
 * What was sent, as text for the list of set-aside events: JSON where it is shallow enough, `…` below depth 8, cut at
 * 32 KB.
 */
export function excerpt(value: Json | undefined): string {
  const text = JSON.stringify(pruned(value ?? null, 0)) ?? ''
  return plainText(text, maxEventBytes)
}

function pruned(value: Json, depth: number): Json {
  if (typeof value === 'string') return value.length > maxEventBytes ? value.slice(0, maxEventBytes) : value
  if (value === null || typeof value !== 'object') return value
  if (depth >= 8) return '…'
  if (Array.isArray(value)) return value.slice(0, maxKeys).map((item) => pruned(item, depth + 1))
  const entries = Object.entries(value).slice(0, maxKeys)
  return Object.fromEntries(entries.map(([key, item]) => [key, pruned(item, depth + 1)]))
}
