import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { PersonHead } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { personApi } from './api.ts'
import { usePersonName } from './names.tsx'
import styles from './person.module.css'
import { usePersonChange } from './queries.ts'

/** Moves somebody by hand: into a stage of any model, or out of its order, with a reason. It can be taken back. */
export function MoveModal({ person, close }: { person: PersonHead; close(): void }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = usePersonName()
  const change = usePersonChange()
  const [model, setModel] = useState(person.lifecycle)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const standing = person.standings.find((one) => one.model === model)
  const [kind, target = ''] = to.split('/', 2) as ['' | 'stage' | 'outcome', string?]
  const outcome = kind === 'outcome' ? standing?.outcomes.find(({ id }) => id === target) : undefined
  const reasons = outcome?.reasons ?? []
  const ready = to !== '' && (reasons.length === 0 || reason !== '')
  const targetName = (kind === 'outcome' ? outcome : standing?.stages.find(({ id }) => id === target))?.name ?? null

  const move = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const said = reason.trim() === '' ? {} : { reason: reason.trim() }
    change.go({
      run: () => personApi.move(person.id, { model, [kind]: target, ...said }),
      said: () =>
        say('move.done', { name: nameOf(person), stage: targetName === null ? target : format.text(targetName) }),
      undo: ({ messageId }) => personApi.undoMove(person.id, messageId),
      onDone: close,
    })
  }

  return (
    <Modal
      opened
      onClose={close}
      title={say('move.title', { name: nameOf(person) })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={move}>
        <label className="field">
          <Say id="move.model" />
          <select
            className="plain"
            value={model}
            onChange={(event) => {
              setModel(event.currentTarget.value)
              setTo('')
              setReason('')
            }}
          >
            {person.standings.map((one) => (
              <option key={one.model} value={one.model}>
                {format.text(one.name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="move.to" />
          <select
            className="plain"
            data-autofocus
            value={to}
            onChange={(event) => {
              setTo(event.currentTarget.value)
              setReason('')
            }}
          >
            <option value="">{say('move.choose')}</option>
            <optgroup label={say('move.stages')}>
              {standing?.stages
                .filter(({ id }) => id !== standing.current)
                .map((stage) => (
                  <option key={stage.id} value={`stage/${stage.id}`}>
                    {format.text(stage.name)}
                  </option>
                ))}
            </optgroup>
            {standing && standing.outcomes.length > 0 && (
              <optgroup label={say('move.outcomes')}>
                {standing.outcomes
                  .filter(({ id }) => id !== standing.outcome)
                  .map((one) => (
                    <option key={one.id} value={`outcome/${one.id}`}>
                      {format.text(one.name)}
                    </option>
                  ))}
              </optgroup>
            )}
          </select>
        </label>
        {reasons.length > 0 ? (
          <label className="field">
            <Say id="move.reason" />
            <select className="plain" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
              <option value="">{say('move.choose')}</option>
              {reasons.map((one) => (
                <option key={one.id} value={one.id}>
                  {format.text(one.name)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <label className="field">
            <Say id="move.why" />
            <input
              className="plain"
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        )}
        <p className="quiet small">
          <Say id="move.about" />
        </p>
        <div className={styles.buttons}>
          <Button type="submit" loading={change.isPending} disabled={!ready}>
            <Say id="move.do" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="person.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
