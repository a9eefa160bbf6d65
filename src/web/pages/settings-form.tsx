import { Checkbox } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { PageDetail } from '#contract/page.ts'
import {
  pageAccents,
  pageLanguages,
  pageSchemes,
  type PageAccent,
  type PageDocument,
  type PageLanguage,
  type PageScheme,
} from '#core/page/document.ts'
import { safeLink } from '#core/html.ts'
import { isSlug, slugOf } from '#core/page/slug.ts'
import { languageNames } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { pageApi, usePageChange } from './api.ts'
import { Area, Line } from './fields.tsx'
import styles from './pages.module.css'
import { PictureField } from './picture-field.tsx'
import type { Draft } from './use-draft.ts'

interface SettingsFormInput {
  page: PageDetail
  draft: Draft
  onChange(change: Partial<Draft>, place: string): void
}

/** What a page is besides its blocks: its name, address, look, and how others show it. */
export function SettingsForm({ page, draft, onChange }: SettingsFormInput) {
  const say = useSay()
  const { document } = draft
  const set = (change: Partial<PageDocument>, place: string): void =>
    onChange({ document: { ...document, ...change } }, place)
  const { meta, brand } = document
  return (
    <div className={styles.form}>
      <Line
        label={say('pages.field.pageName')}
        hint={say('pages.field.pageName.hint')}
        value={draft.name}
        error={draft.name.trim() === '' ? say('pages.field.pageName.missing') : null}
        onChange={(name) => onChange({ name }, 'name')}
      />
      <AddressForm page={page} />
      <Line
        label={say('pages.field.metaTitle')}
        hint={say('pages.field.metaTitle.hint', { count: meta.title.length })}
        value={meta.title}
        onChange={(title) => set({ meta: { ...meta, title } }, 'meta.title')}
      />
      <Area
        label={say('pages.field.metaDescription')}
        hint={say('pages.field.metaDescription.hint', { count: meta.description.length })}
        most={500}
        value={meta.description}
        onChange={(description) => set({ meta: { ...meta, description } }, 'meta.description')}
      />
      <PictureField
        label={say('pages.field.metaPicture')}
        value={meta.picture}
        onChange={(picture) => set({ meta: { ...meta, picture } }, 'meta.picture')}
      />
      <Checkbox
        label={say('pages.field.indexed')}
        checked={meta.indexed}
        onChange={(event) => set({ meta: { ...meta, indexed: event.currentTarget.checked } }, 'meta.indexed')}
      />
      <div className={styles.pair}>
        <Choice
          label={say('pages.field.language')}
          value={document.language}
          options={pageLanguages.map((one) => [one, languageNames[one]])}
          onChange={(language) => set({ language: language as PageLanguage }, 'language')}
        />
        <Choice
          label={say('pages.field.scheme')}
          value={document.scheme}
          options={pageSchemes.map((one) => [one, say(`pages.scheme.${one}`)])}
          onChange={(scheme) => set({ scheme: scheme as PageScheme }, 'scheme')}
        />
        <Choice
          label={say('pages.field.accent')}
          value={document.accent}
          options={pageAccents.map((one) => [one, say(`pages.accent.${one}`)])}
          onChange={(accent) => set({ accent: accent as PageAccent }, 'accent')}
        />
      </div>
      <div className={styles.pair}>
        <Line
          label={say('pages.field.brand')}
          value={brand.name}
          onChange={(name) => set({ brand: { ...brand, name } }, 'brand.name')}
        />
        <Line
          label={say('pages.field.brandHref')}
          most={2000}
          value={brand.href}
          error={brand.href !== '' && safeLink(brand.href) === null ? say('pages.fault.bad_link') : null}
          onChange={(href) => set({ brand: { ...brand, href } }, 'brand.href')}
        />
      </div>
      <PictureField
        label={say('pages.field.brandLogo')}
        value={brand.picture}
        onChange={(picture) => set({ brand: { ...brand, picture } }, 'brand.picture')}
      />
      <Area
        label={say('pages.field.footer')}
        hint={say('pages.markdown')}
        value={document.footer}
        onChange={(footer) => set({ footer }, 'footer')}
      />
      <Checkbox
        label={say('pages.field.tags')}
        description={say('pages.field.tags.hint')}
        checked={document.tags}
        onChange={(event) => set({ tags: event.currentTarget.checked }, 'tags')}
      />
    </div>
  )
}

/** The address changes at once, not with the next version: others may hold links to it. */
function AddressForm({ page }: { page: PageDetail }) {
  const say = useSay()
  const { run, isPending } = usePageChange()
  const [slug, setSlug] = useState(page.slug)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const before = page.slug
    void run(() => pageApi.address(page.id, slug), {
      said: say('pages.address.moved'),
      undo: () => pageApi.address(page.id, before).then(() => setSlug(before)),
    })
  }
  const fine = isSlug(slug)
  return (
    <form className={styles.address} onSubmit={submit}>
      <Line
        label={say('pages.field.slug')}
        hint={say(page.live ? 'pages.field.slug.live' : 'pages.field.slug.hint', { address: '/l/' })}
        most={80}
        value={slug}
        error={fine ? null : say('pages.field.slug.wrong')}
        onChange={(text) => setSlug(/[\s-]$/.test(text) ? `${slugOf(text)}-` : slugOf(text) || text.toLowerCase())}
      />
      {slug !== page.slug && (
        <button type="submit" className="link small" disabled={!fine || isPending}>
          <Say id="pages.address.save" />
        </button>
      )}
    </form>
  )
}

interface ChoiceInput {
  label: string
  value: string
  options: readonly (readonly [value: string, name: string])[]
  onChange(value: string): void
}

export function Choice({ label, value, options, onChange }: ChoiceInput) {
  return (
    <label className={styles.field}>
      {label}
      <select className="plain" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
