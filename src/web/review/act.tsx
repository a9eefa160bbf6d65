import { Button, Menu, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { HygieneRow } from '#contract/hygiene.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { dealApi } from '../deal/api.ts'
import { MoveDialog } from '../deal/move-dialog.tsx'
import { undoWritten, usePipeline } from '../deal/queries.ts'
import { LogDialog } from '../tasks/log-dialog.tsx'
import { TaskForm } from '../tasks/task-form.tsx'
import { useReviewDeed } from './queries.ts'
import styles from './review.module.css'

type Plain = 'task' | 'log' | 'date'
export type ActKind = Plain | `close:${string}`

/** The next act for a deal, behind one button. */
export function ActMenu({ row, onAct }: { row: HygieneRow; onAct(kind: ActKind): void }) {
  const say = useSay()
  const format = useFormat()
  const pipeline = usePipeline(row.pipeline)
  const ways = pipeline?.outcomes.filter(({ won }) => !won) ?? []
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" size="xs" aria-label={say('hygiene.act.of', { deal: row.name })}>
          <Say id="hygiene.act" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAct('task')}>
          <Say id="hygiene.act.task" />
        </Menu.Item>
        <Menu.Item onClick={() => onAct('log')}>
          <Say id="hygiene.act.log" />
        </Menu.Item>
        <Menu.Item onClick={() => onAct('date')}>
          <Say id="hygiene.act.date" />
        </Menu.Item>
        <Menu.Label>
          <Say id="hygiene.act.close" />
        </Menu.Label>
        {ways.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onAct(`close:${id}`)}>
            {format.text(name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface ActInput {
  kind: ActKind
  row: HygieneRow
  today: string
  close(): void
}

/** The dialog of an act. */
export function Act({ kind, row, today, close }: ActInput) {
  const say = useSay()
  const { go } = useReviewDeed()
  if (kind === 'task') return <TaskForm about={{ dealId: row.id }} today={today} close={close} />
  if (kind === 'log') return <LogDialog kind="call" dealId={row.id} close={close} />
  if (kind === 'date') return <DateForm row={row} close={close} />
  const { id, revision, name, pipeline, stage } = row
  return (
    <MoveDialog
      deal={{ id, revision, name, pipeline, stage }}
      to={{ outcome: kind.slice('close:'.length) }}
      onClose={close}
      onDone={(written) => {
        close()
        go({
          run: () => Promise.resolve(written),
          said: () => say('hygiene.moved', { deal: name }),
          undo: undoWritten,
        })
      }}
    />
  )
}

function DateForm({ row, close }: { row: HygieneRow; close(): void }) {
  const say = useSay()
  const format = useFormat()
  const { isPending: pending, go } = useReviewDeed()
  const [day, setDay] = useState(row.closeDate ?? '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    go({
      run: () => dealApi.change(row.id, row.revision, { closeDate: day }),
      said: () => say('hygiene.date.done', { deal: row.name, day: format.calendar(day) }),
      undo: undoWritten,
      onFresh: close,
    })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('hygiene.date.title', { deal: row.name })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={save}>
        <label className="field">
          <Say id="hygiene.date.field" />
          <input
            type="date"
            className="plain"
            required
            data-autofocus
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending} disabled={day === ''}>
            <Say id="hygiene.date.save" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="review.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
