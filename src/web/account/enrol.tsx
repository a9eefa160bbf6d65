import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SecondFactorBegun } from '#contract/my-account.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { QrCode } from './qr-code.tsx'

interface EnrolInput {
  begun: SecondFactorBegun
  onConfirmed(): Promise<void>
  onCancel(): void
}

/** The app reads the picture, and shows a code; the first right one puts the second factor in force. */
export function Enrol({ begun, onConfirmed, onCancel }: EnrolInput) {
  const say = useSay()
  const [code, setCode] = useState('')
  const confirm = useMutation({ mutationFn: () => accountApi.confirmSecondFactor(code), onSuccess: onConfirmed })
  return (
    <div className={styles.enrol}>
      <QrCode text={begun.uri} label={say('secondFactor.picture')} />
      <div className={styles.steps}>
        <p>
          <Say id="secondFactor.scan" />
        </p>
        <details>
          <summary>
            <Say id="secondFactor.byHand" />
          </summary>
          <code className={styles.secret} data-secret>
            {begun.secret.replaceAll(/(.{4})/g, '$1 ').trim()}
          </code>
        </details>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            confirm.mutate()
          }}
        >
          <TextInput
            required
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
            label={say('secondFactor.code.app')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          {confirm.error && (
            <Refusal
              error={confirm.error}
              words={{ invalid: 'secondFactor.wrong', rate_limited: 'secondFactor.locked' }}
            />
          )}
          <div className={styles.row}>
            <Button type="submit" loading={confirm.isPending}>
              <Say id="secondFactor.confirm" />
            </Button>
            <Button variant="default" onClick={onCancel}>
              <Say id="account.cancel" />
            </Button>
          </div>
        </form>
      </div>
    </div>
  )
}
