import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { longestNetwork, networkName, networks } from '#core/signal/signal.ts'
import { useLanguage } from '../app/language.tsx'
import { useSay } from '../app/words.tsx'

/** A network: one of those everybody knows, or any other by its name. */
export function NetworkInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const say = useSay()
  const { language } = useLanguage()
  const list = useId()
  return (
    <>
      <TextInput
        label={say('awareness.network')}
        required
        list={list}
        maxLength={longestNetwork}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={list}>
        {Object.keys(networks).map((id) => (
          <option key={id} value={networkName(id, language)} />
        ))}
      </datalist>
    </>
  )
}
