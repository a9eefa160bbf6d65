import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { MeetingRow } from '#contract/meeting.ts'
import { Say, useSay } from '../app/words.tsx'
import { meetingApi } from './api.ts'
import styles from './meetings.module.css'
import { useMeetingChange } from './queries.ts'

/** How did it go? Two buttons; who came and a note are asked for before it is written. */
export function Outcome({ meeting }: { meeting: MeetingRow }) {
  const [asked, ask] = useState<'attended' | 'missed' | null>(null)
  return (
    <div className={styles.outcome}>
      <span className="small">
        <Say id="meeting.outcome" />
      </span>
      <Button size="compact-sm" onClick={() => ask('attended')}>
        <Say id="meeting.outcome.attended" />
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => ask('missed')}>
        <Say id="meeting.outcome.missed" />
      </Button>
      {asked && <OutcomeForm meeting={meeting} outcome={asked} close={() => ask(null)} />}
    </div>
  )
}

function OutcomeForm({
  meeting,
  outcome,
  close,
}: {
  meeting: MeetingRow
  outcome: 'attended' | 'missed'
  close(): void
}) {
  const say = useSay()
  const change = useMeetingChange()
  const known = meeting.attendees.flatMap(({ person, name }) => (person === null ? [] : [{ person, name }]))
  const [came, setCame] = useState(new Set(known.map(({ person }) => person)))
  const [note, setNote] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      revision: meeting.revision,
      outcome,
      ...(outcome === 'attended' && came.size < known.length ? { came: [...came] } : {}),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    }
    change.go({
      run: () => meetingApi.outcome(meeting.id, body),
      said: () => say(`meeting.outcome.done.${outcome}`),
      onDone: close,
    })
  }
  return (
    <Modal opened onClose={close} title={meeting.title} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.form} onSubmit={save}>
        {outcome === 'attended' && known.length > 1 && (
          <fieldset className={styles.guests}>
            <legend>
              <Say id="meeting.outcome.who" />
            </legend>
            {known.map(({ person, name }) => (
              <label key={person} className={styles.tick}>
                <input
                  type="checkbox"
                  checked={came.has(person)}
                  onChange={(event) => {
                    const next = new Set(came)
                    if (event.currentTarget.checked) next.add(person)
                    else next.delete(person)
                    setCame(next)
                  }}
                />
                <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
        )}
        <label className="field">
          <Say id="meeting.outcome.note" />
          <textarea
            rows={4}
            maxLength={4000}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <p className="quiet small">
          <Say id={`meeting.outcome.about.${outcome}`} />
        </p>
        <div className={styles.buttons}>
          <Button
            type="submit"
            loading={change.isPending}
            disabled={outcome === 'attended' && known.length > 0 && came.size === 0}
          >
            <Say id={`meeting.outcome.${outcome}`} />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="meeting.cancelForm" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
