import type { Query, QueryClient } from '@tanstack/react-query'
import { concerned } from './live-topics.ts'

/** after a time in which anything may have changed */
const allMs = 1000

/** Whoever has gone deep into a list would see all its pages asked again, and move under the reader. */
function isLong(data: unknown): boolean {
  const pages = (data as { pages?: unknown } | undefined)?.pages
  return Array.isArray(pages) && pages.length > 3
}

/** Asks again for what is concerned, each query no oftener than its time, however many changes come. */
export function createRefresher(client: QueryClient): { topic(topic: string): void; stop(): void } {
  const asked = new Map<string, number>()
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const ask = (word: string): void => {
    waiting.delete(word)
    asked.set(word, performance.now())
    const predicate = ({ queryKey, meta, state }: Query): boolean =>
      meta?.['live'] !== false && !isLong(state.data) && (word === '*' || queryKey[0] === word)
    // a first answer that is on its way may be older than the change, and is not asked for anew meanwhile
    for (const query of client.getQueryCache().findAll({ predicate }))
      if (query.state.data === undefined && query.state.fetchStatus === 'fetching')
        void query.promise?.then(
          () => client.invalidateQueries({ queryKey: query.queryKey, exact: true }),
          () => {},
        )
    void client.invalidateQueries({ predicate })
  }
  const soon = (word: string, everyMs: number): void => {
    if (waiting.has(word)) return
    const rest = Math.max(0, (asked.get(word) ?? -everyMs) + everyMs - performance.now())
    waiting.set(
      word,
      setTimeout(() => ask(word), rest),
    )
  }
  return {
    topic(topic) {
      const words = concerned(topic)
      if (words === null) soon('*', allMs)
      else for (const [word, everyMs] of words) soon(word, everyMs)
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
