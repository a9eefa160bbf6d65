import type { DealPage } from '#contract/deal.ts'
import { Say, useSay } from '../app/words.tsx'
import type { MessageId } from '../app/language.tsx'
import { usePersonName } from '../person/names.tsx'

interface WhoSelectInput {
  label: MessageId
  /** what stands for nobody of them */
  none: MessageId
  people: DealPage['people']
  /** '': none of them */
  value: string
  onChange(person: string): void
}

/** Somebody of the buying group: who said it, who asks for it. */
export function WhoSelect({ label, none, people, value, onChange }: WhoSelectInput) {
  const say = useSay()
  const nameOf = usePersonName()
  return (
    <label className="field">
      <Say id={label} />
      <select className="plain" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{say(none)}</option>
        {people.map((member) => (
          <option key={member.personId} value={member.personId}>
            {nameOf(member)}
          </option>
        ))}
      </select>
    </label>
  )
}
