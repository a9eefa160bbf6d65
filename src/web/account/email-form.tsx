import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { Refusal, refusedField } from '../entry/refusal.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { isWrongPassword } from './password-again.tsx'

/** Another mail address to sign in with: a link goes there, and nothing changes before its button is pressed. */
export function EmailForm({ onClose }: { onClose(): void }) {
  const say = useSay()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const ask = useMutation({ mutationFn: () => accountApi.changeEmail({ email: email.trim(), password }) })
  const wrong = isWrongPassword(ask.error, 'password')
  const refused = refusedField(ask.error, 'email') !== undefined
  if (ask.isSuccess)
    return (
      <div role="status">
        <p>
          <Say id="account.email.sent" values={{ email: <strong>{email.trim()}</strong> }} />
        </p>
        <p className="quiet small">
          <Say id="account.email.sent.next" />
        </p>
        <button type="button" className="link" onClick={onClose}>
          <Say id="state.close" />
        </button>
      </div>
    )
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate()
      }}
    >
      <TextInput
        required
        type="email"
        autoFocus
        maxLength={254}
        autoComplete="email"
        label={say('account.email.new')}
        description={say('account.email.about')}
        value={email}
        error={refused ? say('account.email.refused') : undefined}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        required
        maxLength={128}
        autoComplete="current-password"
        label={say('account.password.yours')}
        value={password}
        error={wrong ? say('account.password.wrong') : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {ask.error && !wrong && !refused && (
        <Refusal error={ask.error} words={{ rate_limited: 'account.email.locked' }} />
      )}
      <div className={styles.row}>
        <Button type="submit" variant="default" loading={ask.isPending}>
          <Say id="account.email.ask" />
        </Button>
        <Button variant="subtle" onClick={onClose}>
          <Say id="account.cancel" />
        </Button>
      </div>
    </form>
  )
}
