import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FormPage } from '#contract/form.ts'
import type { FormDocument } from '#core/form/document.ts'
import { ProblemError } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { formApi, formQuery } from './api.ts'

export type Saving = 'saved' | 'waiting' | 'saving' | 'conflict' | 'refused' | 'failed'

export interface Draft {
  document: FormDocument
  name: string
  /** what the server has: the preview shows it */
  revision: number
  saving: Saving
  /** why it was refused, in the server's words */
  detail: string
  change(next: Partial<FormDocument>): void
  rename(name: string): void
  /** saves at once what waits; false when that failed */
  settle(): Promise<number | null>
}

const pauseMs = 600

/** What is being worked on: kept here, and in the server a moment after each change. */
export function useDraft(form: FormPage): Draft {
  const client = useQueryClient()
  const workspace = useWorkspace()
  const [document, setDocument] = useState(form.document)
  const [name, setName] = useState(form.name)
  const [revision, setRevision] = useState(form.revision)
  const [saving, setSaving] = useState<Saving>('saved')
  const [detail, setDetail] = useState('')
  const latest = useRef({ document, name, revision, dirty: false })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const running = useRef<Promise<number | null> | null>(null)

  const save = async (): Promise<number | null> => {
    clearTimeout(timer.current)
    if (running.current) await running.current
    const now = latest.current
    if (!now.dirty) return now.revision
    now.dirty = false
    setSaving('saving')
    running.current = formApi
      .change(form.id, {
        revision: now.revision,
        name: now.name.trim() === '' ? form.name : now.name,
        document: now.document,
      })
      .then(
        (written) => {
          now.revision = written.revision
          setRevision(written.revision)
          setSaving(now.dirty ? 'waiting' : 'saved')
          setDetail('')
          void client.invalidateQueries({ queryKey: formQuery(workspace.id, form.id).queryKey })
          return written.revision
        },
        (error: unknown) => {
          now.dirty = true
          const problem = error instanceof ProblemError ? error.problem : null
          setDetail(problem?.detail ?? '')
          setSaving(problem?.code === 'conflict' ? 'conflict' : problem?.code === 'invalid' ? 'refused' : 'failed')
          return null
        },
      )
      .finally(() => {
        running.current = null
      })
    return running.current
  }

  const touch = () => {
    latest.current.dirty = true
    setSaving('waiting')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), pauseMs)
  }

  // what was typed last is kept when one goes elsewhere
  const settling = useRef(save)
  useEffect(() => {
    settling.current = save
  })
  useEffect(() => () => void settling.current(), [])

  return {
    document,
    name,
    revision,
    saving,
    detail,
    change(next) {
      latest.current.document = { ...latest.current.document, ...next }
      setDocument(latest.current.document)
      touch()
    },
    rename(next) {
      latest.current.name = next
      setName(next)
      touch()
    },
    settle: save,
  }
}
