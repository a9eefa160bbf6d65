import { mostItems, type Block } from '#core/page/document.ts'
import { safeLink } from '#core/html.ts'
import { useSay } from '../app/words.tsx'
import { PhrasePicker, withPhrase } from '../icp/phrase-picker.tsx'
import { Area, Items, Line } from './fields.tsx'
import styles from './pages.module.css'
import { PictureField } from './picture-field.tsx'

interface BlockFormInput {
  block: Block
  onChange(block: Block): void
  forms: readonly { slug: string; name: string }[]
  slots: readonly { id: string; name: string }[]
  /** whether the variant has a form that a button may lead to */
  hasForm: boolean
}

/** What can be said in a block, in the order of the page. */
export function BlockForm({ block, onChange, forms, slots, hasForm }: BlockFormInput) {
  const say = useSay()
  const set = <Kind extends Block>(one: Kind, change: Partial<Kind>): void => onChange({ ...one, ...change } as Block)
  const marks = say('pages.markdown')
  switch (block.kind) {
    case 'hero':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.headline')} value={block.title} onChange={(title) => set(block, { title })} />
          <Area
            label={say('pages.field.lead')}
            hint={marks}
            value={block.lead}
            onChange={(lead) => set(block, { lead })}
          />
          <PhrasePicker onPick={(said) => set(block, { lead: withPhrase(block.lead, said) })} />
          <ButtonFields block={block} hasForm={hasForm} onChange={(change) => set(block, change)} />
          <Line label={say('pages.field.note')} value={block.note} onChange={(note) => set(block, { note })} />
          <PictureField
            label={say('pages.field.picture')}
            value={block.picture}
            onChange={(picture) => set(block, { picture })}
          />
        </div>
      )
    case 'text':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Area
            label={say('pages.field.body')}
            hint={marks}
            value={block.body}
            onChange={(body) => set(block, { body })}
          />
          <PhrasePicker onPick={(said) => set(block, { body: withPhrase(block.body, said) })} />
        </div>
      )
    case 'benefits':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Items
            label={say('pages.field.benefits')}
            items={block.items}
            most={mostItems}
            fresh={() => ({ title: '', text: '' })}
            onChange={(items) => set(block, { items })}
          >
            {(item, change) => (
              <>
                <Line label={say('pages.field.title')} value={item.title} onChange={(title) => change({ title })} />
                <Area label={say('pages.field.text')} value={item.text} onChange={(text) => change({ text })} />
              </>
            )}
          </Items>
        </div>
      )
    case 'picture':
      return (
        <div className={styles.form}>
          <PictureField
            label={say('pages.field.picture')}
            value={block.picture}
            onChange={(picture) => set(block, { picture })}
          />
          <Line
            label={say('pages.field.caption')}
            value={block.caption}
            onChange={(caption) => set(block, { caption })}
          />
        </div>
      )
    case 'logos':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          {block.items.map((item, index) => (
            // the place in the list is all that names it
            // oxlint-disable-next-line react/no-array-index-key
            <PictureField
              key={index}
              label={say('pages.field.logo', { number: index + 1 })}
              value={item}
              onChange={(picture) =>
                set(block, { items: block.items.flatMap((one, at) => (at === index ? (picture ?? []) : one)) })
              }
            />
          ))}
          {block.items.length < mostItems && (
            <PictureField
              key={`next-${block.items.length}`}
              label={say('pages.field.logo', { number: block.items.length + 1 })}
              value={null}
              onChange={(picture) => picture && set(block, { items: [...block.items, picture] })}
            />
          )}
        </div>
      )
    case 'quote':
      return (
        <div className={styles.form}>
          <Area
            label={say('pages.field.quote')}
            hint={say('pages.field.quote.hint')}
            value={block.text}
            onChange={(text) => set(block, { text })}
          />
          <PhrasePicker onPick={(said) => set(block, { text: withPhrase(block.text, said) })} />
          <div className={styles.pair}>
            <Line label={say('pages.field.name')} value={block.name} onChange={(name) => set(block, { name })} />
            <Line label={say('pages.field.role')} value={block.role} onChange={(role) => set(block, { role })} />
          </div>
          <PictureField
            label={say('pages.field.picture')}
            value={block.picture}
            onChange={(picture) => set(block, { picture })}
          />
        </div>
      )
    case 'numbers':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Items
            label={say('pages.field.numbers')}
            items={block.items}
            most={mostItems}
            fresh={() => ({ value: '', label: '' })}
            onChange={(items) => set(block, { items })}
          >
            {(item, change) => (
              <div className={styles.pair}>
                <Line label={say('pages.field.value')} value={item.value} onChange={(value) => change({ value })} />
                <Line label={say('pages.field.label')} value={item.label} onChange={(label) => change({ label })} />
              </div>
            )}
          </Items>
        </div>
      )
    case 'questions':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Items
            label={say('pages.field.questions')}
            items={block.items}
            most={mostItems}
            fresh={() => ({ question: '', answer: '' })}
            onChange={(items) => set(block, { items })}
          >
            {(item, change) => (
              <>
                <Line
                  label={say('pages.field.question')}
                  value={item.question}
                  onChange={(question) => change({ question })}
                />
                <Area label={say('pages.field.answer')} value={item.answer} onChange={(answer) => change({ answer })} />
              </>
            )}
          </Items>
        </div>
      )
    case 'form':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Area label={say('pages.field.lead')} value={block.lead} onChange={(lead) => set(block, { lead })} />
          <PhrasePicker onPick={(said) => set(block, { lead: withPhrase(block.lead, said) })} />
          <label className={styles.field}>
            {say('pages.field.form')}
            <select
              className="plain"
              value={block.form}
              onChange={(event) => set(block, { form: event.currentTarget.value })}
            >
              <option value="">{say(forms.length === 0 ? 'pages.field.form.none' : 'pages.field.form.choose')}</option>
              {forms.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
              {block.form !== '' && !forms.some(({ slug }) => slug === block.form) && (
                <option value={block.form}>{say('pages.field.form.gone', { form: block.form })}</option>
              )}
            </select>
          </label>
        </div>
      )
    case 'action':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Area label={say('pages.field.text')} value={block.text} onChange={(text) => set(block, { text })} />
          <ButtonFields block={block} hasForm={hasForm} onChange={(change) => set(block, change)} />
        </div>
      )
    case 'slot':
      return (
        <div className={styles.form}>
          <label className={styles.field}>
            {say('pages.field.slot')}
            <select
              className="plain"
              value={block.slot}
              onChange={(event) => set(block, { slot: event.currentTarget.value })}
            >
              <option value="">{say(slots.length === 0 ? 'pages.field.slot.none' : 'pages.field.slot.choose')}</option>
              {slots.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {block.slot !== '' && !slots.some(({ id }) => id === block.slot) && (
                <option value={block.slot}>{say('pages.field.slot.gone')}</option>
              )}
            </select>
          </label>
          <p className="quiet small">{say('pages.field.slot.default')}</p>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Area
            label={say('pages.field.text')}
            hint={marks}
            value={block.text}
            onChange={(text) => set(block, { text })}
          />
          <ButtonFields block={block} hasForm={hasForm} onChange={(change) => set(block, change)} />
        </div>
      )
    case 'video':
      return (
        <div className={styles.form}>
          <Line label={say('pages.field.title')} value={block.title} onChange={(title) => set(block, { title })} />
          <Area label={say('pages.field.text')} value={block.text} onChange={(text) => set(block, { text })} />
          <Line
            label={say('pages.field.video')}
            hint={say('pages.field.video.hint')}
            most={2000}
            value={block.href}
            error={block.href !== '' && safeLink(block.href) === null ? say('pages.fault.bad_link') : null}
            onChange={(href) => set(block, { href })}
          />
          <Line label={say('pages.field.button')} value={block.label} onChange={(label) => set(block, { label })} />
          <PictureField
            label={say('pages.field.picture')}
            value={block.picture}
            onChange={(picture) => set(block, { picture })}
          />
        </div>
      )
  }
}

interface ButtonFieldsInput {
  block: { label: string; href: string }
  hasForm: boolean
  onChange(change: { label?: string; href?: string }): void
}

/** The one button of a block: its words, and whether it leads to the form of the page or elsewhere. */
function ButtonFields({ block, hasForm, onChange }: ButtonFieldsInput) {
  const say = useSay()
  const toForm = block.href === '#form'
  return (
    <div className={styles.pair}>
      <Line label={say('pages.field.button')} value={block.label} onChange={(label) => onChange({ label })} />
      <div className={styles.form}>
        <label className={styles.field}>
          {say('pages.field.target')}
          <select
            className="plain"
            value={toForm ? 'form' : 'link'}
            onChange={(event) => onChange({ href: event.currentTarget.value === 'form' ? '#form' : '' })}
          >
            <option value="form">{say(hasForm ? 'pages.field.target.form' : 'pages.field.target.noForm')}</option>
            <option value="link">{say('pages.field.target.link')}</option>
          </select>
        </label>
        {!toForm && (
          <Line
            label={say('pages.field.href')}
            hint={say('pages.field.href.hint')}
            most={2000}
            value={block.href}
            error={block.href !== '' && safeLink(block.href) === null ? say('pages.fault.bad_link') : null}
            onChange={(href) => onChange({ href })}
          />
        )}
      </div>
    </div>
  )
}
