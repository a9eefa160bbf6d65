import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SpendAdded, SpendList } from '#contract/spend.ts'
import { minorDigits, toMinor } from '#core/deal/money.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect } from '../entry/zone-currency.tsx'
import { dayIn } from '../funnel/period.ts'
import { ChannelField } from '../sources/channel-field.tsx'
import { AmountInput } from '../ui/amount-input.tsx'
import { spendApi } from './spend-api.ts'
import styles from './spend.module.css'

interface AddHandInput {
  list: SpendList
  onAdded(added: SpendAdded): void
  onFailed(error: unknown): void
}

/** Money over days: a stand, a sponsored podcast, an invoice of a month. */
export function AddHand({ list, onAdded, onFailed }: AddHandInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const [today] = useState(() => dayIn(workspace.zone, Date.now()))
  const [name, setName] = useState('')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(today)
  const [channel, setChannel] = useState('')
  const [campaign, setCampaign] = useState('')
  const [currency, setCurrency] = useState(list.currency)
  const [amount, setAmount] = useState<number | string>('')
  const add = useMutation({
    mutationFn: () =>
      spendApi.hand({ name, from, to, channel, campaign, currency, amountMinor: toMinor(Number(amount), currency) }),
    onSuccess: (added) => {
      setName('')
      setAmount('')
      onAdded(added)
    },
    onError: onFailed,
  })
  const ready =
    name.trim() !== '' && channel.trim() !== '' && from !== '' && to >= from && amount !== '' && Number(amount) !== 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) add.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.fields}>
        <TextInput
          label={say('spend.hand.name')}
          placeholder={say('spend.hand.example')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <AmountInput
          label={say('spend.amount')}
          value={amount}
          onChange={setAmount}
          max={1_000_000_000_000}
          decimalScale={minorDigits(currency)}
          hideControls
        />
        <CurrencySelect value={currency} onChange={setCurrency} />
        <TextInput
          type="date"
          label={say('spend.hand.from')}
          value={from}
          onChange={(event) => {
            setFrom(event.currentTarget.value)
            if (event.currentTarget.value > to) setTo(event.currentTarget.value)
          }}
        />
        <TextInput
          type="date"
          label={say('spend.hand.to')}
          value={to}
          min={from}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <ChannelField label={say('spend.channel')} value={channel} own={list.channels} onChange={setChannel} />
        <TextInput
          label={say('spend.hand.campaign')}
          description={say('spend.hand.campaign.hint')}
          value={campaign}
          maxLength={200}
          list="spend-campaigns"
          onChange={(event) => setCampaign(event.currentTarget.value)}
        />
        <datalist id="spend-campaigns">
          {list.campaigns.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </div>
      <div>
        <Button type="submit" loading={add.isPending} disabled={!ready}>
          <Say id="spend.hand.do" />
        </Button>
      </div>
    </form>
  )
}
