import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { AuditList } from '#contract/audit.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { useActorName, useDeedName } from './deed.tsx'
import type { AuditSearch } from './search.ts'

const route = getRouteApi('/inside/settings/audit')

/** By whom, what, and on which days; all of it in the address. */
export function AuditFilters({ actors, verbs }: Pick<AuditList, 'actors' | 'verbs'>) {
  const say = useSay()
  const { language } = useLanguage()
  const nameActor = useActorName()
  const nameDeed = useDeedName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (name: keyof AuditSearch, value: string): void => {
    const { [name]: _former, ...rest } = search
    void navigate({ search: value === '' ? rest : { ...rest, [name]: value }, replace: true })
  }
  const byName = new Intl.Collator(language)
  const people = actors
    .map(({ actor, name }) => ({ value: actor, label: nameActor(actor, name) }))
    .toSorted((a, b) => byName.compare(a.label, b.label))
  const deeds = verbs
    .map((verb) => ({ value: verb, label: nameDeed(verb) }))
    .toSorted((a, b) => byName.compare(a.label, b.label))

  return (
    <div className="filters" style={{ marginBottom: 0 }}>
      <Choice name="actor" label={say('audit.who')} all={say('audit.who.all')} choices={people} onSet={set} />
      <Choice name="verb" label={say('audit.what')} all={say('audit.what.all')} choices={deeds} onSet={set} />
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="field">
          <Say id={`audit.${name}`} />
          <input
            className="plain"
            type="date"
            value={search[name] ?? ''}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        </label>
      ))}
      {Object.keys(search).length > 0 && (
        <Button
          variant="subtle"
          size="xs"
          style={{ alignSelf: 'end' }}
          onClick={() => void navigate({ search: {}, replace: true })}
        >
          <Say id="audit.clear" />
        </Button>
      )}
    </div>
  )
}

interface ChoiceInput {
  name: 'actor' | 'verb'
  label: string
  all: string
  choices: { value: string; label: string }[]
  onSet(name: 'actor' | 'verb', value: string): void
}

function Choice({ name, label, all, choices, onSet }: ChoiceInput) {
  const chosen = route.useSearch()[name] ?? ''
  const known = chosen === '' || choices.some(({ value }) => value === chosen)
  return (
    <label className="field">
      {label}
      <select className="plain" value={chosen} onChange={(event) => onSet(name, event.currentTarget.value)}>
        <option value="">{all}</option>
        {!known && <option value={chosen}>{chosen}</option>}
        {choices.map(({ value, label: shown }) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}
