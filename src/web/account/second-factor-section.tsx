import { Button } from '@mantine/core'
import { useState } from 'react'
import type { MyAccount, SecondFactorBegun } from '#contract/my-account.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { useAccountChanged } from './account-query.ts'
import { Enrol } from './enrol.tsx'
import { PasswordAgain } from './password-again.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Asking = 'begin' | 'off' | 'codes' | null

/** The authenticator app: whether it is asked for, and how to have it so. */
export function SecondFactorSection({ account }: { account: MyAccount }) {
  const say = useSay()
  const { done } = useUndo()
  const changed = useAccountChanged()
  const [asking, setAsking] = useState<Asking>(null)
  const [begun, setBegun] = useState<SecondFactorBegun | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const close = () => setAsking(null)
  const { secondFactor, recoveryCodesLeft } = account
  const few = recoveryCodesLeft <= 3

  return (
    <Section title={<Say id="secondFactor.heading" />} sub={<Say id="secondFactor.about" />}>
      <p className={styles.state}>
        <span className={secondFactor ? styles.on : styles.off}>
          <Say id={secondFactor ? 'secondFactor.on' : 'secondFactor.off'} />
        </span>
        {secondFactor && (
          <span className={few ? '' : 'quiet'}>
            <Say id="secondFactor.left" values={{ count: recoveryCodesLeft }} />
          </span>
        )}
      </p>
      {codes !== null && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {begun !== null && (
        <Enrol
          begun={begun}
          onCancel={() => setBegun(null)}
          onConfirmed={async () => {
            setCodes(begun.codes)
            setBegun(null)
            done(say('secondFactor.done.on'))
            await changed()
          }}
        />
      )}
      {begun === null && codes === null && (
        <div className={styles.row}>
          {secondFactor ? (
            <>
              <Button variant="default" onClick={() => setAsking('codes')}>
                <Say id="secondFactor.codes.renew" />
              </Button>
              <Button variant="default" onClick={() => setAsking('off')}>
                <Say id="secondFactor.switchOff" />
              </Button>
            </>
          ) : (
            <Button onClick={() => setAsking('begin')}>
              <Say id="secondFactor.setUp" />
            </Button>
          )}
        </div>
      )}
      {asking === 'begin' && (
        <PasswordAgain
          title={<Say id="secondFactor.setUp" />}
          about={<Say id="secondFactor.setUp.about" />}
          action="account.continue"
          onClose={close}
          work={async (password) => {
            setBegun(await accountApi.beginSecondFactor(password))
            close()
          }}
        />
      )}
      {asking === 'codes' && (
        <PasswordAgain
          title={<Say id="secondFactor.codes.renew" />}
          about={<Say id="secondFactor.codes.renew.about" />}
          action="account.continue"
          onClose={close}
          work={async (password) => {
            setCodes((await accountApi.renewRecoveryCodes(password)).codes)
            close()
            await changed()
          }}
        />
      )}
      {asking === 'off' && (
        <PasswordAgain
          title={<Say id="secondFactor.switchOff" />}
          about={<Say id="secondFactor.switchOff.about" />}
          action="secondFactor.switchOff"
          onClose={close}
          work={async (password) => {
            await accountApi.endSecondFactor(password)
            close()
            done(say('secondFactor.done.off'))
            await changed()
          }}
        />
      )}
    </Section>
  )
}
