import { safeLink } from '#core/html.ts'
import { isPictureAddress, type SlotContent } from '#core/slot/document.ts'
import { Say, useSay } from '../app/words.tsx'
import { PhrasePicker, withPhrase } from '../icp/phrase-picker.tsx'
import { Area, Line } from '../pages/fields.tsx'
import styles from '../pages/pages.module.css'
import { Section } from '../ui/page.tsx'

interface ContentInput {
  content: SlotContent
  onChange(more: Partial<SlotContent>, place: string): void
}

/** What a variant says. A part left empty stays as the page has it. */
export function ContentForm({ content, onChange }: ContentInput) {
  const say = useSay()
  const { title, text, label, href, picture } = content
  const { url, alt } = picture ?? { url: '', alt: '' }
  const setPicture = (next: { url: string; alt: string }): void =>
    onChange({ picture: next.url === '' && next.alt === '' ? null : next }, 'picture')
  return (
    <Section title={<Say id="slots.content" />} sub={<Say id="slots.content.sub" />}>
      <div className={styles.form}>
        <Line
          label={say('slots.content.title')}
          value={title}
          onChange={(next) => onChange({ title: next }, 'title')}
        />
        <Area
          label={say('slots.content.text')}
          hint={say('slots.content.text.hint')}
          most={4000}
          value={text}
          onChange={(next) => onChange({ text: next }, 'text')}
        />
        <PhrasePicker onPick={(said) => onChange({ text: withPhrase(text, said) }, 'phrase')} />
        <div className={styles.pair}>
          <Line
            label={say('slots.content.label')}
            value={label}
            onChange={(next) => onChange({ label: next }, 'label')}
          />
          <Line
            label={say('slots.content.href')}
            hint={say('slots.content.href.hint')}
            most={2000}
            value={href}
            error={href !== '' && safeLink(href) === null ? say('slots.fault.bad_link') : null}
            onChange={(next) => onChange({ href: next }, 'href')}
          />
        </div>
        <div className={styles.pair}>
          <Line
            label={say('slots.content.picture')}
            hint={say('slots.content.picture.hint')}
            most={2000}
            value={url}
            error={url !== '' && !isPictureAddress(url) ? say('slots.fault.bad_picture') : null}
            onChange={(next) => setPicture({ url: next.trim(), alt })}
          />
          <Line
            label={say('slots.content.alt')}
            hint={say('slots.content.alt.hint')}
            value={alt}
            onChange={(next) => setPicture({ url, alt: next })}
          />
        </div>
      </div>
    </Section>
  )
}
