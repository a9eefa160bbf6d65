import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useTaskDeed } from './queries.ts'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

interface GiveBackInput {
  /** of the hand-off */
  id: string
  /** of the person */
  name: string
  close(): void
  onDone?(): void
}

/** Gives somebody back to nurture, with a reason of the managed list. */
export function GiveBack({ id, name, close, onDone }: GiveBackInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const { isPending: pending, go } = useTaskDeed()
  const reasons = useQuery({
    queryKey: ['handoffs', workspace.id, 'reasons'],
    queryFn: ({ signal }) => tasksApi.handoffs({ limit: 1 }, signal),
    staleTime: 60_000,
  }).data?.reasons
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (reason === '') return
    go({
      run: () => tasksApi.giveBack(id, { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) }),
      said: () => say('handoffs.givenBack', { name }),
      undo: () => tasksApi.undoAnswer(id),
      onDone: () => {
        close()
        onDone?.()
      },
    })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('handoffs.giveBack.title', { name })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={save}>
        <p className="quiet small">
          <Say id="handoffs.giveBack.about" />
        </p>
        <label className="field">
          <Say id="handoffs.reason" />
          <select
            className="plain"
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          >
            <option value="">{say('handoffs.reason.choose')}</option>
            {reasons?.map((one) => (
              <option key={one.id} value={one.id}>
                {format.text(one.name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="tasks.field.note" />
          <textarea
            className={styles.area}
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending} disabled={reason === ''}>
            <Say id="handoffs.giveBack" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="tasks.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
