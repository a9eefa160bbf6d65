import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { proposalApi, useProposalChange } from './api.ts'
import styles from './proposals.module.css'

const proofs = ['contract', 'purchase_order', 'payment'] as const

/** Records what makes the sale: a signed contract, a purchase order or a payment. Only then can the deal be won. */
export function ContractForm({ dealId }: { dealId: string }) {
  const say = useSay()
  const { run, isPending } = useProposalChange()
  const [what, setWhat] = useState<(typeof proofs)[number]>('contract')
  const [reference, setReference] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const named = reference.trim() === '' ? null : reference.trim()
    void run(() => proposalApi.sign(dealId, what, named), { said: say('proposals.signed') })
  }
  return (
    <form className={styles.contract} onSubmit={submit}>
      <p>
        <Say id="proposals.next.contract" />
      </p>
      <div className={styles.pair}>
        <label className={styles.field}>
          <Say id="proposals.contract.what" />
          <select
            className="plain"
            value={what}
            onChange={(event) => setWhat(event.currentTarget.value as (typeof proofs)[number])}
          >
            {proofs.map((one) => (
              <option key={one} value={one}>
                {say(`proposals.contract.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <TextInput
          label={say('proposals.contract.reference')}
          maxLength={300}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      </div>
      <div>
        <Button type="submit" loading={isPending}>
          <Say id="proposals.contract.save" />
        </Button>
      </div>
    </form>
  )
}
