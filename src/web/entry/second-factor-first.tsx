import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Navigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SecondFactorBegun } from '#contract/my-account.ts'
import { accountApi } from '../account/account-api.ts'
import { Enrol } from '../account/enrol.tsx'
import { PasswordAgain } from '../account/password-again.tsx'
import { RecoveryCodes } from '../account/recovery-codes.tsx'
import {
  chosenWorkspace,
  needsSecondFactor,
  sessionQuery,
  useChooseWorkspace,
  useAskedSession,
  useSignOut,
} from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useTitle } from '../ui/title.ts'
import styles from './entry.module.css'
import { EntryFrame } from './frame.tsx'

/** A workspace that asks for a second factor is shut until one is set up: here, before anything else. */
export function SecondFactorFirst() {
  const say = useSay()
  const session = useAskedSession()
  const client = useQueryClient()
  const router = useRouter()
  const choose = useChooseWorkspace()
  const signOut = useSignOut()
  const [asking, setAsking] = useState(false)
  const [begun, setBegun] = useState<SecondFactorBegun | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  useTitle(say('secondFactor.first'))
  const goOn = async () => {
    client.clear()
    await client.fetchQuery(sessionQuery)
    router.history.push('/')
  }
  if (!session.user) return <Navigate to="/sign-in" replace />
  if (codes === null && begun === null && !needsSecondFactor(session)) return <Navigate to="/" replace />
  const workspace = chosenWorkspace(session)
  const others = session.workspaces.filter(({ secondFactorRequired }) => !secondFactorRequired)
  return (
    <EntryFrame>
      <h1>
        <Say id="secondFactor.first" />
      </h1>
      <p className={styles.lead}>
        <Say id="secondFactor.first.lead" values={{ workspace: workspace?.name ?? '' }} />
      </p>
      {codes !== null && <RecoveryCodes codes={codes} onKept={() => void goOn()} />}
      {begun !== null && (
        <Enrol
          begun={begun}
          onCancel={() => setBegun(null)}
          onConfirmed={async () => {
            setCodes(begun.codes)
            setBegun(null)
          }}
        />
      )}
      {codes === null && begun === null && (
        <>
          <Button fullWidth onClick={() => setAsking(true)}>
            <Say id="secondFactor.setUp" />
          </Button>
          <p className={styles.others}>
            {others.map(({ id, name }) => (
              <button
                key={id}
                type="button"
                className="link"
                onClick={() => {
                  choose(id)
                  router.history.push('/')
                }}
              >
                <Say id="secondFactor.first.elsewhere" values={{ workspace: name }} />
              </button>
            ))}
            <button type="button" className="link" onClick={() => signOut.mutate()}>
              <Say id="shell.signOut" />
            </button>
          </p>
        </>
      )}
      {asking && (
        <PasswordAgain
          title={<Say id="secondFactor.setUp" />}
          about={<Say id="secondFactor.setUp.about" />}
          action="account.continue"
          onClose={() => setAsking(false)}
          work={async (password) => {
            setBegun(await accountApi.beginSecondFactor(password))
            setAsking(false)
          }}
        />
      )}
    </EntryFrame>
  )
}
