import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '../app/api.ts'

export type Saving = 'saved' | 'waiting' | 'saving' | 'overtaken' | 'refused' | 'failed'

const pauseMs = 700
/** Letters typed one after the other into one place are taken back together. */
const togetherMs = 1200
const mostSteps = 100

interface KeptDraftInput<Draft> {
  /** as it is on the server; a new object where somebody wrote a newer one */
  kept: { revision: number; draft: Draft }
  /** writes over that revision; resolves with the new one, rejects with a ProblemError `conflict` where it is outdated */
  write(revision: number, draft: Draft): Promise<{ revision: number }>
  read(): Promise<{ revision: number; draft: Draft }>
  /** one goes elsewhere: what was read of it before may be outdated */
  onLeave(): void
}

/**
 * A draft while it is written: kept on the server a moment after each pause, one request at a time, and every step can be
 * taken back. `place` of a change says where it was made, so that typing is one step; an empty one is always a step of its own.
 */
export function useKeptDraft<Draft extends object>({ kept, write, read, onLeave }: KeptDraftInput<Draft>) {
  const [draft, setDraft] = useState<Draft>(kept.draft)
  const [saving, setSaving] = useState<Saving>('saved')
  const [detail, setDetail] = useState('')
  const [savedRevision, setSavedRevision] = useState(kept.revision)
  const revision = useRef(kept.revision)
  const newest = useRef(draft)
  const written = useRef(draft)
  const running = useRef<Promise<boolean> | null>(null)
  const [past, setPast] = useState<Draft[]>([])
  const [future, setFuture] = useState<Draft[]>([])
  const last = useRef({ place: '', at: 0 })

  /** Writes what is not written yet; false when it could not be. */
  const save = async (): Promise<boolean> => {
    if (running.current) await running.current
    if (newest.current === written.current) return true
    const sent = newest.current
    setSaving('saving')
    const work = write(revision.current, sent)
      .then(
        (answer) => {
          revision.current = answer.revision
          written.current = sent
          setSavedRevision(answer.revision)
          setSaving(newest.current === sent ? 'saved' : 'waiting')
          return true
        },
        (error: unknown) => {
          const problem = error instanceof ProblemError ? error.problem : null
          setDetail(problem?.detail ?? '')
          setSaving(problem?.code === 'conflict' ? 'overtaken' : problem?.code === 'invalid' ? 'refused' : 'failed')
          return false
        },
      )
      .finally(() => (running.current = null))
    running.current = work
    return work
  }

  const show = (next: Draft): void => {
    newest.current = next
    setDraft(next)
    setSaving('waiting')
  }
  const change = (next: Partial<Draft> | ((now: Draft) => Partial<Draft>), place: string): void => {
    const now = Date.now()
    const goesOn = place !== '' && last.current.place === place && now - last.current.at < togetherMs
    last.current = { place, at: now }
    const before = newest.current
    if (!goesOn) setPast((steps) => [...steps.slice(1 - mostSteps), before])
    setFuture([])
    show({ ...before, ...(typeof next === 'function' ? next(before) : next) })
  }
  const step = (from: Draft[], setFrom: typeof setPast, setTo: typeof setPast): void => {
    const next = from.at(-1)
    if (next === undefined) return
    const now = newest.current
    last.current = { place: '', at: 0 }
    setFrom(from.slice(0, -1))
    setTo((steps) => [...steps, now])
    show(next)
  }

  useEffect(() => {
    if (saving !== 'waiting') return
    const timer = setTimeout(() => void save(), pauseMs)
    return () => clearTimeout(timer)
  })
  // what was typed last is not lost when one goes elsewhere
  useEffect(
    () => () => {
      if (newest.current !== written.current) void save()
      onLeave()
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [],
  )
  const adopt = (fresh: { revision: number; draft: Draft }): void => {
    revision.current = fresh.revision
    newest.current = fresh.draft
    written.current = newest.current
    setPast([])
    setFuture([])
    setDraft(newest.current)
    setSavedRevision(fresh.revision)
    setSaving('saved')
  }
  // what a colleague wrote meanwhile is shown where nothing of one's own waits
  useEffect(() => {
    if (kept.revision > revision.current && newest.current === written.current && !running.current) adopt(kept)
  })
  return {
    draft,
    change,
    save,
    saving,
    /** why it was refused, in the server's words */
    detail,
    /** takes over what is on the server now */
    reload: async (): Promise<void> => adopt(await read()),
    revision,
    savedRevision,
    undo: past.length > 0 ? () => step(past, setPast, setFuture) : null,
    redo: future.length > 0 ? () => step(future, setFuture, setPast) : null,
  }
}
