import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { channels } from '#core/channel.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'

interface ChannelFieldInput {
  label: string
  value: string
  /** channels of the workspace's own that are there already */
  own: readonly string[]
  onChange(channel: string): void
}

/** One of our channels, one of the workspace's own, or a new word for one. */
export function ChannelField({ label, value, own, onChange }: ChannelFieldInput) {
  const say = useSay()
  const wordFor = useWordFor()
  const there: readonly string[] = [...channels.filter((channel) => channel !== 'other'), ...own]
  const [fresh, setFresh] = useState(value !== '' && !there.includes(value))
  return (
    <div className="stack" style={{ gap: 6 }}>
      <label className="field">
        {label}
        <select
          className="plain"
          value={fresh ? '+' : value}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            setFresh(chosen === '+')
            onChange(chosen === '+' ? '' : chosen)
          }}
        >
          {value === '' && !fresh && <option value="">{say('channels.choose')}</option>}
          {there.map((channel) => (
            <option key={channel} value={channel}>
              {wordFor('channel', channel)}
            </option>
          ))}
          <option value="+">{say('channels.own.new')}</option>
        </select>
      </label>
      {fresh && (
        <TextInput
          size="xs"
          label={say('channels.own.name')}
          description={<Say id="channels.own.hint" />}
          value={value}
          maxLength={40}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  )
}
