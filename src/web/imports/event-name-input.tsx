import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { catalogue } from '#core/catalogue.ts'
import { useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'

interface EventNameInputInput {
  value: string
  /** '' when every row names its own */
  onTake(name: string): void
}

/** What every row of the file is: an event of the field, found by its word in the language in use, or any other name. */
export function EventNameInput({ value, onTake }: EventNameInputInput) {
  const say = useSay()
  const eventName = useEventName()
  const [typed, setTyped] = useState(value === '' ? '' : eventName(value))
  const keyOf = (text: string) => catalogue.find(({ key }) => eventName(key) === text)?.key ?? text.trim()
  return (
    <>
      <TextInput
        label={say('imports.event')}
        description={say('imports.event.hint')}
        list="import-event-names"
        value={typed}
        maxLength={200}
        onChange={(event) => {
          const text = event.currentTarget.value
          setTyped(text)
          // one of the list was chosen: that is an answer
          if (catalogue.some(({ key }) => eventName(key) === text)) onTake(keyOf(text))
        }}
        onBlur={() => {
          if (keyOf(typed) !== value) onTake(keyOf(typed))
        }}
      />
      <datalist id="import-event-names">
        {catalogue.map(({ key }) => (
          <option key={key} value={eventName(key)} />
        ))}
      </datalist>
    </>
  )
}
