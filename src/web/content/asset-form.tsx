import { Button, MultiSelect, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ContentAsset, ContentInput } from '#contract/content.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useMembers } from '../tasks/queries.ts'
import { Section } from '../ui/page.tsx'
import { useLanguageName } from './names.ts'
import styles from './content.module.css'

type Version = { language: string; title: string; about: string; address: string }
type Named = ContentAsset['kind']

interface AssetFormInput {
  /** what is there already; null: a new one */
  asset: ContentAsset | null
  /** what a new one begins with */
  begin: {
    title?: string | undefined
    kind?: string | undefined
    address?: string | undefined
    language?: string | undefined
    persona?: string | undefined
    stage?: string | undefined
    band?: string | undefined
  }
  choices: { kinds: readonly Named[]; stages: readonly Named[]; personas: readonly Named[] }
  saving: boolean
  error: unknown
  onSave(body: ContentInput): void
  onLeave(): void
}

const offered = ['en', 'ko', 'ru', 'de', 'ja', 'zh', 'fr', 'es']
const bandIds = ['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'] as const

/** What an asset is, for whom, and where it stands in each language. */
export function AssetForm({ asset, begin, choices, saving, error, onSave, onLeave }: AssetFormInput) {
  const say = useSay()
  const format = useFormat()
  const own = useLanguage().language
  const [title, setTitle] = useState(asset?.title ?? begin.title ?? '')
  const [kind, setKind] = useState(asset?.kind.id ?? (known(choices.kinds, begin.kind) || (choices.kinds[0]?.id ?? '')))
  const [about, setAbout] = useState(asset?.about ?? '')
  const [bands, setBands] = useState<string[]>(
    asset ? (asset.ownBands ? asset.bands : []) : bandIds.filter((band) => band === begin.band),
  )
  const [stage, setStage] = useState(
    asset ? ((asset.ownStage ? asset.stage?.id : null) ?? '') : known(choices.stages, begin.stage),
  )
  const [personas, setPersonas] = useState(
    asset
      ? asset.personas.map(({ id }) => id)
      : choices.personas.flatMap(({ id }) => (id === begin.persona ? [id] : [])),
  )
  const [industries, setIndustries] = useState(asset?.industries ?? [])
  const [reviewOn, setReviewOn] = useState(asset?.reviewOn ?? '')
  const [ownerId, setOwnerId] = useState(asset?.owner?.id ?? '')
  const [versions, setVersions] = useState<Version[]>(
    asset
      ? asset.versions.map(({ language, title: said, about: told, url, path }) => ({
          language,
          title: said,
          about: told,
          address: url ?? path ?? '',
        }))
      : [{ language: begin.language ?? own, title: begin.title ?? '', about: '', address: begin.address ?? '' }],
  )
  const wrong = (path: string): string | undefined =>
    error instanceof ProblemError ? error.problem.fields?.find((field) => field.path === path)?.message : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave({
      title,
      kind,
      about,
      bands: bandIds.filter((band) => bands.includes(band)),
      stage: stage === '' ? null : stage,
      personas,
      industries,
      reviewOn: reviewOn === '' ? null : reviewOn,
      // somebody who is no member any more keeps their name until another is chosen
      ...(ownerId === (asset?.owner?.id ?? '') ? {} : { ownerId: ownerId === '' ? null : ownerId }),
      versions: versions.map((version) => ({ ...version, title: version.title.trim() === '' ? title : version.title })),
    })
  }
  const options = (some: readonly Named[]) => some.map(({ id, name }) => ({ value: id, label: format.text(name) }))
  return (
    <form className="stack" onSubmit={submit}>
      <Section title={<Say id="content.form.what" />}>
        <div className={styles.form}>
          <TextInput
            required
            className={styles.full}
            label={say('content.form.title')}
            description={say('content.form.title.about')}
            maxLength={300}
            value={title}
            error={wrong('title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <NativeSelect
            label={say('content.kind')}
            data={options(choices.kinds)}
            value={kind}
            error={wrong('kind')}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <NativeSelect
            label={say('content.stage')}
            data={[{ value: '', label: say('content.form.byKind') }, ...options(choices.stages)]}
            value={stage}
            error={wrong('stage')}
            onChange={(event) => setStage(event.currentTarget.value)}
          />
          <Textarea
            className={styles.full}
            label={say('content.form.about')}
            description={say('content.form.about.about')}
            maxLength={2000}
            autosize
            minRows={2}
            value={about}
            onChange={(event) => setAbout(event.currentTarget.value)}
          />
        </div>
      </Section>
      <Section title={<Say id="content.form.versions" />} sub={<Say id="content.form.versions.about" />}>
        <Versions versions={versions} onChange={setVersions} wrong={wrong} />
      </Section>
      <Section title={<Say id="content.form.whom" />} sub={<Say id="content.form.whom.about" />}>
        <div className={styles.form}>
          <MultiSelect
            label={say('content.personas')}
            placeholder={personas.length === 0 ? say('content.everybody') : ''}
            data={options(choices.personas)}
            value={personas}
            onChange={setPersonas}
            clearable
            clearButtonProps={{ 'aria-label': say('content.form.clear') }}
          />
          <TagsInput
            label={say('content.industries')}
            placeholder={industries.length === 0 ? say('content.everyIndustry') : ''}
            data={[]}
            maxTags={20}
            value={industries}
            onChange={setIndustries}
          />
          <MultiSelect
            label={say('content.band')}
            placeholder={bands.length === 0 ? say('content.form.byKind') : ''}
            data={bandIds.map((band) => ({ value: band, label: say(`blueprint.band.${band}`) }))}
            value={bands}
            onChange={setBands}
          />
          <Owner value={ownerId} known={asset?.owner ?? null} onChange={setOwnerId} />
          <TextInput
            type="date"
            label={say('content.review')}
            description={say('content.review.about')}
            value={reviewOn}
            error={wrong('reviewOn')}
            onChange={(event) => setReviewOn(event.currentTarget.value)}
          />
        </div>
      </Section>
      <div className={styles.row}>
        <Button type="submit" loading={saving}>
          <Say id={asset ? 'content.save' : 'content.form.add'} />
        </Button>
        <Button variant="default" onClick={onLeave}>
          <Say id="content.cancel" />
        </Button>
      </div>
    </form>
  )
}

/** The id if it is one of them; a link may name what is there no more. */
function known(some: readonly Named[], id: string | undefined): string {
  return some.find((one) => one.id === id)?.id ?? ''
}

interface VersionsInput {
  versions: readonly Version[]
  onChange(versions: Version[]): void
  wrong(path: string): string | undefined
}

function Versions({ versions, onChange, wrong }: VersionsInput) {
  const say = useSay()
  const languageName = useLanguageName()
  const { languages } = useWorkspace()
  const set = (place: number, part: Partial<Version>) =>
    onChange(versions.map((version, at) => (at === place ? { ...version, ...part } : version)))
  const used = new Set(versions.map(({ language }) => language))
  const all = [...new Set([...languages, ...offered, ...used])]
  const next = all.find((code) => !used.has(code))
  return (
    <>
      <ul className={styles.versions}>
        {versions.map((version, place) => (
          <li key={version.language}>
            <NativeSelect
              label={say('content.language')}
              data={all
                .filter((code) => code === version.language || !used.has(code))
                .map((code) => ({ value: code, label: languageName(code) }))}
              value={version.language}
              onChange={(event) => set(place, { language: event.currentTarget.value })}
            />
            <TextInput
              label={say('content.form.version.title')}
              maxLength={300}
              value={version.title}
              onChange={(event) => set(place, { title: event.currentTarget.value })}
            />
            <TextInput
              label={say('content.form.address')}
              placeholder="https://"
              maxLength={2000}
              value={version.address}
              error={wrong(`versions.${place}.address`)}
              onChange={(event) => set(place, { address: event.currentTarget.value })}
            />
            <TextInput
              className={styles.told}
              label={say('content.form.version.about')}
              maxLength={2000}
              value={version.about}
              onChange={(event) => set(place, { about: event.currentTarget.value })}
            />
            <Button
              variant="subtle"
              aria-label={say('content.form.drop', { language: languageName(version.language) })}
              onClick={() => onChange(versions.filter((_, at) => at !== place))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <Button
          variant="default"
          onClick={() => onChange([...versions, { language: next, title: '', about: '', address: '' }])}
        >
          <Say id="content.form.language.add" />
        </Button>
      )}
      <p className="quiet small">
        <Say id="content.form.address.about" />
      </p>
    </>
  )
}

interface OwnerInput {
  value: string
  known: ContentAsset['owner']
  onChange(id: string): void
}

/** Who looks after it: a colleague, or nobody. */
function Owner({ value, known, onChange }: OwnerInput) {
  const say = useSay()
  const members = useMembers()
  const here = members.some(({ userId }) => userId === value)
  const former = known !== null && (known.id === null || !here) ? known.name : null
  return (
    <NativeSelect
      label={say('content.owner')}
      data={[
        { value: '', label: former ?? say('content.owner.none') },
        ...(value !== '' && !here ? [{ value, label: known?.name ?? value }] : []),
        ...members.map(({ userId, name }) => ({ value: userId, label: name })),
      ]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
