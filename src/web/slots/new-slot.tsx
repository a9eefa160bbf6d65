import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { isSlotKey } from '#core/slot/document.ts'
import { Say, useSay } from '../app/words.tsx'
import { Line } from '../pages/fields.tsx'
import styles from '../pages/pages.module.css'
import { slotApi, useSlotChange } from './api.ts'

/** A slot begins with what colleagues call it and the word that stands in the page. */
export function NewSlot({ onClose }: { onClose(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { run, isPending } = useSlotChange()
  const [name, setName] = useState('')
  const [key, setKey] = useState('')
  const sound = isSlotKey(key)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void run(() => slotApi.create({ name: name.trim(), key }), {
      onDone: ({ id }) => void navigate({ to: '/capture/slots/$id', params: { id } }),
    })
  }
  return (
    <Modal opened onClose={onClose} title={say('slots.new')} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.form} onSubmit={submit}>
        <Line label={say('slots.field.name')} hint={say('slots.field.name.hint')} value={name} onChange={setName} />
        <Line
          label={say('slots.field.key')}
          hint={say('slots.field.key.hint')}
          most={60}
          value={key}
          error={key === '' || sound ? null : say('slots.field.key.wrong')}
          onChange={(next) => setKey(next.trim().toLowerCase())}
        />
        <div>
          <Button type="submit" loading={isPending} disabled={name.trim() === '' || !sound}>
            <Say id="slots.new.make" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
