import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { DealPage, PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { dealApi } from './api.ts'
import { today } from './days.ts'
import styles from './deal.module.css'
import { undoWritten, useDealChange } from './queries.ts'

interface RecycleInput {
  deal: DealPage
  pipeline: PipelineView | undefined
  close(): void
}

/** A lost deal goes back to nurture, with the reason and until when: its people are told, and it is remembered. */
export function Recycle({ deal, pipeline, close }: RecycleInput) {
  const say = useSay()
  const format = useFormat()
  const { zone } = useWorkspace()
  const change = useDealChange()
  const reasons = pipeline?.reasons[deal.outcome ?? 'lost'] ?? []
  const [reason, setReason] = useState(deal.reason?.id ?? reasons[0]?.id ?? '')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    const data = {
      reason,
      ...(until === '' ? {} : { until }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    }
    change.go({
      run: () => dealApi.say(deal.id, { kind: 'recycled', data }),
      said: () => say('deal.recycle.done'),
      undo: undoWritten,
      onDone: close,
    })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('deal.recycle.title', { deal: deal.name })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={save}>
        <label className="field">
          <Say id="deal.move.reason" />
          <select className="plain" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
            {reasons.map((one) => (
              <option key={one.id} value={one.id}>
                {format.text(one.name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="deal.move.nurture" />
          <input
            className="plain"
            type="date"
            min={today(zone)}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <Say id="deal.move.note" />
          <textarea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        </label>
        <p className="quiet small">
          <Say id="deal.move.nurture.about" />
        </p>
        <div className={styles.buttons}>
          <Button type="submit" loading={change.isPending} disabled={reason === ''}>
            <Say id="deal.recycle" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="deal.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
