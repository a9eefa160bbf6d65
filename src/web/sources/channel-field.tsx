import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { channels } from '#core/channel.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'

interface ChannelFieldInput {
  label: string
  value: string
  /** channels of the workspace's own that are there already */
  own: readonly string[]
  size?: 'xs' | 'sm'
  onChange(channel: string): void
}

/** One of our channels, one of the workspace's own, or a new word for one. */
export function ChannelField({ label, value, own, size = 'sm', onChange }: ChannelFieldInput) {
  const say = useSay()
  const wordFor = useWordFor()
  const there: readonly string[] = [...channels.filter((channel) => channel !== 'other'), ...own]
  const [fresh, setFresh] = useState(value !== '' && !there.includes(value))
  return (
    <div className="stack" style={{ gap: 6 }}>
      <NativeSelect
        size={size}
        label={label}
        value={fresh ? '+' : value}
        data={[
          ...(value === '' && !fresh ? [{ value: '', label: say('channels.choose') }] : []),
          ...there.map((channel) => ({ value: channel, label: wordFor('channel', channel) })),
          { value: '+', label: say('channels.own.new') },
        ]}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          setFresh(chosen === '+')
          onChange(chosen === '+' ? '' : chosen)
        }}
      />
      {fresh && (
        <TextInput
          size={size}
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
