import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useUndo } from './undo.tsx'

export interface DeedMore<Value> {
  /** what to say when it is done; nothing where it shows by itself */
  said?: string | ((value: Value) => string | null)
  /** how it is taken back */
  undo?: (value: Value) => Promise<unknown>
  /** called at once */
  onDone?: (value: Value) => void
  /** called when what it concerns was asked for again; only with `settles` */
  onFresh?: (value: Value) => void
  /** called beside the notice that says why it could not be done */
  onFailed?: () => void
}

export interface DeedOptions {
  /** says it only when what it concerns was asked for again: whoever goes on at once goes on with what is there now */
  settles?: boolean
  /** of several such deeds the last notice alone stands */
  series?: string
}

export interface Deeds {
  run<Value>(work: () => Promise<Value>, more?: DeedMore<Value>): Promise<void>
  /** the same, said in one object */
  go<Value>(deed: DeedMore<Value> & { run(): Promise<Value> }): void
  /** something is being done */
  isPending: boolean
  /** asks again for what it concerns */
  refresh(): Promise<void>
}

/**
 * Does something: says so, offers the way back, and asks again for the queries concerned (the first words of their keys),
 * also where it failed, so that whoever was overtaken sees the truth. Never rejects: a failure becomes a notice.
 */
export function useDeed(concerned: readonly string[], { settles = false, series }: DeedOptions = {}): Deeds {
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [isPending, setPending] = useState(false)
  const refresh = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => concerned.includes(String(queryKey[0])) })

  const run = async <Value>(work: () => Promise<Value>, more: DeedMore<Value> = {}): Promise<void> => {
    const { said, undo, onDone, onFresh, onFailed } = more
    setPending(true)
    try {
      const value = await work()
      onDone?.(value)
      if (settles) {
        await refresh()
        onFresh?.(value)
      }
      const words = typeof said === 'function' ? said(value) : (said ?? null)
      if (words !== null) done(words, undo && (() => undo(value).then(refresh)), series)
    } catch (error) {
      failed(error)
      onFailed?.()
      if (settles) void refresh()
    } finally {
      setPending(false)
      if (!settles) void refresh()
    }
  }
  return { run, go: ({ run: work, ...more }) => void run(work, more), isPending, refresh }
}
