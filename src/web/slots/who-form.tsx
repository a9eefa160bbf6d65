import { useQuery } from '@tanstack/react-query'
import { channels } from '#core/channel.ts'
import { isForAll, type SlotVariant } from '#core/slot/document.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { channelsApi } from '../channels/channels-api.ts'
import { useLanguageName } from '../content/names.ts'
import { countCondition } from '../filter/filter-api.ts'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import { Tick } from '../forms/select.tsx'
import styles from '../pages/pages.module.css'
import { Choice } from '../pages/settings-form.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { Section } from '../ui/page.tsx'
import own from './slots.module.css'

interface WhoInput {
  variant: SlotVariant
  onChange(more: Partial<SlotVariant>, place: string): void
}

/** Languages that are offered by their names; any other stays where it was chosen. */
const offered = ['en', 'ko', 'ru', 'ja', 'zh', 'de', 'fr', 'es']

/** Who sees a variant: what the visit itself says, and what is known of the person. */
export function WhoForm({ variant, onChange }: WhoInput) {
  const say = useSay()
  const wordFor = useWordFor()
  const languageName = useLanguageName()
  const { when, visit } = variant
  const channelNames = [...new Set([...channels, ...useOwnChannels(), ...visit.channels])]
  const toggled = (list: readonly string[], one: string, on: boolean): string[] =>
    on ? [...list, one] : list.filter((other) => other !== one)
  const set = (more: Partial<SlotVariant['visit']>, place: string): void =>
    onChange({ visit: { ...visit, ...more } }, place)
  return (
    <Section title={<Say id="slots.who" />} sub={<Say id={isForAll(variant) ? 'slots.who.all' : 'slots.who.sub'} />}>
      <div className={styles.form}>
        <Choices
          legend={say('slots.who.channels')}
          about={say(visit.channels.length === 0 ? 'slots.who.channels.any' : 'slots.who.channels.some')}
          options={channelNames.map((one) => [one, wordFor('channel', one)])}
          chosen={visit.channels}
          onToggle={(one, on) => set({ channels: toggled(visit.channels, one, on) }, 'channels')}
        />
        <div className={styles.pair}>
          <Choice
            label={say('slots.who.returning')}
            value={visit.returning === null ? 'any' : visit.returning ? 'again' : 'first'}
            options={(['any', 'again', 'first'] as const).map((one) => [one, say(`slots.who.returning.${one}`)])}
            onChange={(one) => set({ returning: one === 'any' ? null : one === 'again' }, 'returning')}
          />
        </div>
        <Choices
          legend={say('slots.who.languages')}
          about={say(visit.languages.length === 0 ? 'slots.who.languages.any' : 'slots.who.languages.some')}
          options={[...new Set([...offered, ...visit.languages])].map((one) => [one, languageName(one)])}
          chosen={visit.languages}
          onToggle={(one, on) => set({ languages: toggled(visit.languages, one, on) }, 'languages')}
        />
        <fieldset className={styles.items}>
          <legend>
            <Say id="slots.who.known" />
          </legend>
          <p className="quiet small">
            <Say id="slots.who.known.about" />
          </p>
          <FilterBuilder condition={when} plain onChange={(condition) => onChange({ when: condition }, 'when')} />
          {when !== null && (
            <p className="small">
              <ConditionSentence condition={when} /> <Known variant={variant} />
            </p>
          )}
        </fieldset>
      </div>
    </Section>
  )
}

/** Channels that the workspace's own rules make. */
function useOwnChannels(): readonly string[] {
  const workspace = useWorkspace()
  const { data } = useQuery({
    queryKey: ['channels', workspace.id],
    queryFn: ({ signal }) => channelsApi.read(signal),
  })
  return data?.own ?? []
}

interface ChoicesInput {
  legend: string
  about: string
  options: readonly (readonly [value: string, name: string])[]
  chosen: readonly string[]
  onToggle(value: string, on: boolean): void
}

function Choices({ legend, about, options, chosen, onToggle }: ChoicesInput) {
  return (
    <fieldset className={styles.items}>
      <legend>{legend}</legend>
      <p className="quiet small">{about}</p>
      <div className={own.ticks}>
        {options.map(([value, name]) => (
          <Tick key={value} label={name} checked={chosen.includes(value)} onChange={(on) => onToggle(value, on)} />
        ))}
      </div>
    </fieldset>
  )
}

/** How many people we know meet it now. */
function Known({ variant: { when } }: { variant: SlotVariant }) {
  const workspace = useWorkspace()
  const { data } = useQuery({
    queryKey: ['slot-known', workspace.id, when],
    queryFn: () => countCondition(when as NonNullable<typeof when>),
    enabled: when !== null,
    retry: false,
  })
  if (!data) return null
  return (
    <span className="quiet">
      <Say id="slots.who.known.count" values={{ count: data.count }} />
    </span>
  )
}
