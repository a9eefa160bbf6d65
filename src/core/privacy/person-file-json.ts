import type { Json, JsonObject } from '#core/json.ts'
import { type FileSection, leftOutReasons, type LeftOutReason, tablePlaces } from '#core/privacy/person-file.ts'
import { fileWords } from '#core/privacy/person-file-words.ts'
import type { Language } from '#core/rule/sentence.ts'

/** What stands at the head of the file. */
export interface FileHead {
  workspace: string
  /** ISO 8601 */
  madeAt: string
  /** IANA zone in which the readable file says times */
  zone: string
  language: Language
}

/** Tables that do not stand in the file, by reason. */
function leftOut(): Record<LeftOutReason, string[]> {
  const found = Object.fromEntries(leftOutReasons.map((reason): [string, string[]] => [reason, []]))
  for (const [table, place] of Object.entries(tablePlaces)) if (typeof place === 'string') found[place]?.push(table)
  // of these a part stands in the file
  found['before']?.push('stage_interval')
  return found as Record<LeftOutReason, string[]>
}

/** A writer of the file: its head, each part, its end. What it gives, one after the other, is the file. */
export interface FileWriter {
  head(): string
  open(section: FileSection): string
  entries(section: FileSection, entries: readonly JsonObject[]): string
  close(section: FileSection): string
  end(): string
}

/** The file as JSON: one object, a list for each part in it, an entry a line. */
export function jsonWriter({ workspace, madeAt, language }: FileHead): FileWriter {
  const words = fileWords[language]
  let written = 0
  const line = (name: string, value: Json) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`
  return {
    head() {
      const about = [
        line('format', 'hourglass.person/1'),
        line('workspace', workspace),
        line('madeAt', madeAt),
        line('language', language),
      ]
      return `{\n${about.join(',\n')}`
    },
    open(section) {
      written = 0
      return `,\n  ${JSON.stringify(section)}: [`
    },
    entries: (_, entries) =>
      entries.map((entry) => `${written++ === 0 ? '' : ','}\n    ${JSON.stringify(entry)}`).join(''),
    close: () => (written === 0 ? ']' : '\n  ]'),
    end() {
      const left = Object.entries(leftOut()).map(([reason, tables]) => ({
        reason,
        why: words.leftOutWhy[reason as LeftOutReason],
        tables,
      }))
      return `,\n${line('leftOut', left)},\n${line('note', words.elsewhere)}\n}\n`
    },
  }
}
