import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { dayOf } from '#core/report/period.ts'
import { readNetwork, signalKinds, type SignalCount, type SignalKind } from '#core/signal/signal.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useSignals } from './api.ts'
import styles from './awareness.module.css'
import { NetworkInput } from './network-input.tsx'

/** What a network counted on one day, typed. */
export function AddCounts({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { zone } = useWorkspace()
  const { add, isPending } = useSignals()
  const [today] = useState(() => dayOf(Date.now(), zone))
  const [day, setDay] = useState(today)
  const [network, setNetwork] = useState('')
  const [campaign, setCampaign] = useState('')
  const [url, setUrl] = useState('')
  const [counts, setCounts] = useState<Partial<Record<SignalKind, number>>>({})
  const items = signalKinds.flatMap((kind): SignalCount[] => {
    const count = counts[kind]
    if (count === undefined) return []
    return [{ day, kind, network: readNetwork(network), campaign: campaign.trim(), url: url.trim(), count }]
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void add(items, { source: 'hand', name: '' }, onClose)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('awareness.add')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <p className="quiet">
          <Say id="awareness.add.about" />
        </p>
        <div className={styles.pair}>
          <TextInput
            type="date"
            required
            label={say('awareness.day')}
            min="2000-01-01"
            max={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <NetworkInput value={network} onChange={setNetwork} />
        </div>
        <div className={styles.counts}>
          {signalKinds.map((kind) => (
            <NumberInput
              key={kind}
              label={say(`awareness.kind.${kind}`)}
              min={0}
              max={1_000_000_000}
              allowDecimal={false}
              hideControls
              value={counts[kind] ?? ''}
              onChange={(value) =>
                setCounts((before) => {
                  const rest = Object.fromEntries(Object.entries(before).filter(([one]) => one !== kind))
                  return value === '' ? rest : { ...rest, [kind]: Number(value) }
                })
              }
            />
          ))}
        </div>
        <div className={styles.pair}>
          <TextInput
            label={say('awareness.campaign')}
            description={say('awareness.optional')}
            maxLength={200}
            value={campaign}
            onChange={(event) => setCampaign(event.currentTarget.value)}
          />
          <TextInput
            label={say('awareness.url')}
            description={say('awareness.optional')}
            maxLength={500}
            inputMode="url"
            spellCheck={false}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
        </div>
        <div>
          <Button type="submit" loading={isPending} disabled={items.length === 0 || readNetwork(network) === ''}>
            <Say id="awareness.add.do" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
