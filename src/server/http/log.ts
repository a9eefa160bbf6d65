interface WarnLog {
  warn(detail: object, sentence: string): void
}

const pauseMs = 5000

/**
 * A log in which the same sentence about an error (`err`) stands once in five seconds, with how many were left out since:
 * every request of a busy hour fails while the database is away, and a log that fills the disk would make it worse.
 */
export function notTooOften(log: WarnLog, now: () => number = Date.now): WarnLog {
  const said = new Map<string, { at: number; more: number }>()
  return {
    warn(detail, sentence) {
      if (!('err' in detail)) return log.warn(detail, sentence)
      const last = said.get(sentence)
      if (last && now() - last.at < pauseMs) {
        last.more++
        return
      }
      said.set(sentence, { at: now(), more: 0 })
      log.warn(last && last.more > 0 ? { ...detail, leftOut: last.more } : detail, sentence)
    },
  }
}
