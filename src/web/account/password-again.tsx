import { Button, Modal, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ProblemError } from '../app/api.ts'
import type { MessageId } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import styles from './account.module.css'

interface PasswordAgainInput {
  title: ReactNode
  about: ReactNode
  action: MessageId
  onClose(): void
  /** does it; rejects with the server's refusal */
  work(password: string): Promise<unknown>
}

/** Asks for the password before what is delicate: a browser left open is not enough. */
export function PasswordAgain({ title, about, action, onClose, work }: PasswordAgainInput) {
  const say = useSay()
  const [password, setPassword] = useState('')
  const doing = useMutation({ mutationFn: () => work(password) })
  const wrong = isWrongPassword(doing.error, 'password')
  return (
    <Modal opened centered title={title} onClose={onClose} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          doing.mutate()
        }}
      >
        <p className="quiet">{about}</p>
        <PasswordInput
          required
          data-autofocus
          maxLength={128}
          autoComplete="current-password"
          label={say('account.password.yours')}
          value={password}
          error={wrong ? say('account.password.wrong') : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {doing.error && !wrong && (
          <Refusal
            error={doing.error}
            words={{
              rate_limited: 'account.password.locked',
              invalid: 'passkeys.failed',
              conflict: 'secondFactor.changed',
            }}
          />
        )}
        <Button type="submit" loading={doing.isPending}>
          <Say id={action} />
        </Button>
      </form>
    </Modal>
  )
}

export function isWrongPassword(error: Error | null, field: string): boolean {
  return error instanceof ProblemError && error.problem.fields?.some(({ path }) => path === field) === true
}
