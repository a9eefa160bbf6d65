import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { erasureReasons, type ErasureReason } from '#core/privacy/erase.ts'
import { Say, useSay } from '../../app/words.tsx'
import type { Ground } from './privacy-api.ts'
import styles from './privacy.module.css'

interface GroundInput {
  /** what is to be typed by whoever means it */
  confirm: string
  /** it begins at once; otherwise an admin decides */
  atOnce: boolean
  pending: boolean
  /** somebody else is called so: whether the name goes from others' texts too is asked */
  asksNames?: boolean
  erase(ground: Ground): void
  cancel(): void
  children?: ReactNode
}

/** Why, and typed by hand that it is meant: there is no way back. */
export function GroundForm({ confirm, atOnce, pending, asksNames = false, erase, cancel, children }: GroundInput) {
  const say = useSay()
  const id = useId()
  const [reason, setReason] = useState<ErasureReason>('request')
  const [note, setNote] = useState('')
  const [everywhere, setEverywhere] = useState(false)
  const [typed, setTyped] = useState('')
  const meant = typed.trim().toLowerCase() === confirm.toLowerCase()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (meant) erase({ reason, note, names: everywhere ? 'everywhere' : 'tied', confirm: typed })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <NativeSelect
        label={say('privacy.reason')}
        data={erasureReasons.map((value) => ({ value, label: say(`privacy.reason.${value}`) }))}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(erasureReasons.find((one) => one === value) ?? 'request')}
      />
      <Textarea
        label={say('privacy.note')}
        description={say('privacy.note.about')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {asksNames && (
        <Checkbox
          label={say('privacy.names.everywhere')}
          description={say('privacy.names.everywhere.about')}
          checked={everywhere}
          onChange={(event) => setEverywhere(event.currentTarget.checked)}
        />
      )}
      {children}
      <TextInput
        id={id}
        label={<Say id="privacy.type" values={{ word: <strong className={styles.word}>{confirm}</strong> }} />}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={pending} disabled={!meant}>
          <Say id={atOnce ? 'privacy.erase' : 'privacy.ask'} />
        </Button>
        <Button variant="default" onClick={cancel}>
          <Say id="privacy.cancel" />
        </Button>
      </div>
    </form>
  )
}
