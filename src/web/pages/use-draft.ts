import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { PageDetail } from '#contract/page.ts'
import type { PageDocument } from '#core/page/document.ts'
import { ProblemError } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { pageApi } from './api.ts'

export interface Draft {
  name: string
  document: PageDocument
}

export type Saving = 'saved' | 'waiting' | 'saving' | 'overtaken' | 'failed'

const pauseMs = 700
/** Letters typed one after the other into one place are taken back together. */
const togetherMs = 1200
const mostSteps = 100

/**
 * The draft while it is written: kept on the server a moment after each pause, one request at a time, and every step can
 * be taken back. `place` says where a change was made, so that typing is one step.
 */
export function useDraft(page: PageDetail) {
  const client = useQueryClient()
  const workspace = useWorkspace()
  const [draft, setDraft] = useState<Draft>(() => draftOf(page))
  const [saving, setSaving] = useState<Saving>('saved')
  const [savedRevision, setSavedRevision] = useState(page.revision)
  const revision = useRef(page.revision)
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
    const name = sent.name.trim() === '' ? page.name : sent.name
    const work = pageApi
      .change(page.id, { revision: revision.current, name, document: sent.document })
      .then(
        (answer) => {
          revision.current = answer.revision
          written.current = sent
          setSavedRevision(answer.revision)
          setSaving(newest.current === sent ? 'saved' : 'waiting')
          void client.invalidateQueries({ queryKey: ['pages'] })
          return true
        },
        (error: unknown) => {
          const conflict = error instanceof ProblemError && error.problem.code === 'conflict'
          setSaving(conflict ? 'overtaken' : 'failed')
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
  const change = (next: Partial<Draft>, place: string): void => {
    const now = Date.now()
    const goesOn = last.current.place === place && now - last.current.at < togetherMs
    last.current = { place, at: now }
    const before = newest.current
    if (!goesOn) setPast((steps) => [...steps.slice(1 - mostSteps), before])
    setFuture([])
    show({ ...newest.current, ...next })
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
      void client.invalidateQueries({ queryKey: ['page', workspace.id, page.id] })
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [],
  )
  const adopt = (fresh: PageDetail): void => {
    revision.current = fresh.revision
    newest.current = draftOf(fresh)
    written.current = newest.current
    setPast([])
    setFuture([])
    setDraft(newest.current)
    setSavedRevision(fresh.revision)
    setSaving('saved')
  }
  // what a colleague wrote meanwhile is shown where nothing of one's own waits
  useEffect(() => {
    if (page.revision > revision.current && newest.current === written.current && !running.current) adopt(page)
  })
  /** Takes over what is on the server now. */
  const reload = async (): Promise<void> => adopt(await pageApi.page(page.id))
  return {
    draft,
    change,
    save,
    saving,
    reload,
    revision,
    savedRevision,
    undo: past.length > 0 ? () => step(past, setPast, setFuture) : null,
    redo: future.length > 0 ? () => step(future, setFuture, setPast) : null,
  }
}

export type DraftHandle = ReturnType<typeof useDraft>

function draftOf({ name, document }: PageDetail): Draft {
  return { name, document }
}
