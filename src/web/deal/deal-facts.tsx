import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { FactEditor } from '../person/fact-editor.tsx'
import { FactValue } from '../person/fact-value.tsx'
import { Section } from '../ui/page.tsx'
import { AmountInput, type Amount } from './amount-input.tsx'
import { dealApi } from './api.ts'
import { CompanyPicker } from './company-picker.tsx'
import { DealAmount } from './deal-head.tsx'
import { DealFieldForm } from './deal-field-form.tsx'
import styles from './deal.module.css'
import { LinksEditor } from './links-editor.tsx'
import { ProductsEditor } from './products-editor.tsx'
import { undoWritten, useColleagues, useDealChange, useDealFields } from './queries.ts'

/** What is known of a deal; each fact is edited where it stands, and taken back. */
export function DealFacts({ deal }: { deal: DealPage }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const fields = useDealFields().data?.items ?? []
  const mayDefine = useMay('pipeline.manage')
  const colleagues = useColleagues()
  const change = useDealChange()
  const [defining, setDefining] = useState(false)
  const save = (name: string) => (next: object) =>
    change.go({
      run: () => dealApi.change(deal.id, deal.revision, next),
      said: () => say('deal.fact.saved', { name }),
      undo: undoWritten,
    })
  const day = (value: string | null) => (value === null ? '–' : format.calendar(value))
  const row = (
    name: string,
    shown: ReactNode,
    editor: (close: () => void, put: (next: object) => void) => ReactNode,
  ) => <Fact key={name} name={name} shown={shown} may={deal.mayChange} save={save(name)} editor={editor} />
  const text = (key: 'team' | 'whyUs' | 'name', name: string, value: string | null, wide = false) =>
    row(name, value ?? '–', (close, put) => (
      <TextEditor
        name={name}
        start={value ?? ''}
        wide={wide}
        close={close}
        save={(next) => put({ [key]: next === '' ? (key === 'name' ? deal.name : null) : next })}
      />
    ))
  const known = new Set(fields.map(({ key }) => key))
  return (
    <Section title={<Say id="deal.facts" />}>
      <dl className={styles.facts}>
        {text('name', say('deal.name'), deal.name)}
        {row(say('deal.amount'), <DealAmount deal={deal} />, (close, put) => (
          <AmountEditor deal={deal} close={close} save={put} />
        ))}
        {row(say('deal.closeDate'), day(deal.closeDate), (close, put) => (
          <DateEditor
            name={say('deal.closeDate')}
            start={deal.closeDate}
            close={close}
            save={(closeDate) => put({ closeDate })}
          />
        ))}
        {row(
          say('deal.owner'),
          deal.owner ? deal.owner.name : <span className="quiet">{say('deal.noOwner')}</span>,
          (close, put) => (
            <select
              className="plain"
              aria-label={say('deal.owner')}
              autoFocus
              defaultValue={deal.owner?.id ?? ''}
              onBlur={close}
              onChange={({ currentTarget: { value } }) => put({ ownerId: value === '' ? null : value })}
            >
              <option value="">{say('deal.noOwner')}</option>
              {colleagues.map((one) => (
                <option key={one.userId} value={one.userId}>
                  {one.name}
                </option>
              ))}
            </select>
          ),
        )}
        {row(say('deal.company'), deal.account ? deal.account.name : '–', (close, put) => (
          <div>
            <CompanyPicker label={say('deal.pick.company')} onPick={({ id }) => put({ accountId: id })} />
            <button type="button" className="link small" onClick={close}>
              <Say id="deal.cancel" />
            </button>
          </div>
        ))}
        {row(
          say('deal.products'),
          deal.products.length === 0 ? (
            '–'
          ) : (
            <ul>
              {deal.products.map((product) => (
                <li key={product.id}>
                  {product.name} <span className="quiet">×{format.number(product.quantity)}</span>
                </li>
              ))}
            </ul>
          ),
          (close, put) => (
            <ProductsEditor deal={deal} close={close} save={put} />
          ),
        )}
        {row(
          say('deal.competitors'),
          deal.competitors.length === 0 ? '–' : format.list(deal.competitors),
          (close, put) => (
            <TextEditor
              name={say('deal.competitors')}
              hint={say('deal.separate')}
              start={deal.competitors.join(', ')}
              close={close}
              save={(next) => put({ competitors: words(next) })}
            />
          ),
        )}
        {row(
          say('deal.tags'),
          deal.tags.length === 0 ? (
            '–'
          ) : (
            <span className={styles.tags}>
              {deal.tags.map((tag) => (
                <span key={tag} className="chip">
                  {tag}
                </span>
              ))}
            </span>
          ),
          (close, put) => (
            <TextEditor
              name={say('deal.tags')}
              hint={say('deal.separate')}
              start={deal.tags.join(', ')}
              close={close}
              save={(next) => put({ tags: words(next) })}
            />
          ),
        )}
        {text('team', say('deal.team'), deal.team)}
        {row(say('deal.source'), deal.source === null ? '–' : wordFor('channel', deal.source), (close, put) => (
          <TextEditor
            name={say('deal.source')}
            start={deal.source ?? ''}
            close={close}
            save={(next) => put({ source: next === '' ? null : next })}
          />
        ))}
        {row(
          say('deal.links'),
          deal.links.length === 0 ? (
            '–'
          ) : (
            <ul>
              {deal.links.map(({ url, label }) => (
                <li key={url}>
                  <a href={url} target="_blank" rel="noreferrer noopener" className="link">
                    {label === '' ? url : label}
                  </a>
                </li>
              ))}
            </ul>
          ),
          (close, put) => (
            <LinksEditor links={deal.links} close={close} save={put} />
          ),
        )}
        {text('whyUs', say('deal.whyUs'), deal.whyUs, true)}
        {(deal.status === 'won' || deal.renewalDate !== null) &&
          row(say('deal.renewalDate'), day(deal.renewalDate), (close, put) => (
            <DateEditor
              name={say('deal.renewalDate')}
              start={deal.renewalDate}
              close={close}
              save={(renewalDate) => put({ renewalDate })}
            />
          ))}
        {deal.signed && (
          <div className={styles.row}>
            <dt>{say('deal.signed')}</dt>
            <dd>
              <div>
                {wordFor('deal.signed', deal.signed.what)}
                {deal.signed.reference !== null && ` · ${deal.signed.reference}`}{' '}
                <span className="quiet small">{format.date(deal.signed.at)}</span>
              </div>
            </dd>
          </div>
        )}
        {fields.map((field) =>
          row(field.label, <FactValue name={field.key} value={deal.custom[field.key]} />, (close, put) => (
            <FactEditor
              field={field}
              name={field.label}
              value={deal.custom[field.key]}
              cancel={close}
              save={(value) =>
                value === (deal.custom[field.key] ?? null) ? close() : put({ custom: { [field.key]: value } })
              }
            />
          )),
        )}
        {Object.entries(deal.custom)
          .filter(([key]) => !known.has(key))
          .map(([key, value]) => (
            <div key={key} className={styles.row}>
              <dt>{key}</dt>
              <dd>
                <FactValue name={key} value={value} />
              </dd>
            </div>
          ))}
      </dl>
      {mayDefine &&
        (defining ? (
          <DealFieldForm fields={fields} close={() => setDefining(false)} />
        ) : (
          <Button variant="default" size="compact-sm" mt={12} onClick={() => setDefining(true)} data-no-print>
            <Say id="deal.field.add" />
          </Button>
        ))}
    </Section>
  )
}

interface FactInput {
  name: string
  shown: ReactNode
  may: boolean
  save(next: object): void
  editor(close: () => void, put: (next: object) => void): ReactNode
}

function Fact({ name, shown, may, save, editor }: FactInput) {
  const say = useSay()
  const [editing, setEditing] = useState(false)
  const put = (next: object) => {
    setEditing(false)
    save(next)
  }
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd>
        {editing ? (
          editor(() => setEditing(false), put)
        ) : (
          <>
            <div>{shown}</div>
            {may && (
              <button type="button" className={styles.pen} onClick={() => setEditing(true)} data-no-print>
                <span aria-hidden="true">✎</span>
                <span className="hidden">{say('deal.fact.edit', { name })}</span>
              </button>
            )}
          </>
        )}
      </dd>
    </div>
  )
}

/** Several things written as one line, or one a line. */
function words(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ]
}

interface TextEditorInput {
  name: string
  hint?: string
  start: string
  wide?: boolean
  save(next: string): void
  close(): void
}

/** Enter saves, Escape leaves it as it was; of a long text, the button. */
function TextEditor({ name, hint, start, wide = false, save, close }: TextEditorInput) {
  const [text, setText] = useState(start)
  const done = () => (text.trim() === start ? close() : save(text.trim()))
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {wide ? (
        <textarea
          className="plain"
          aria-label={name}
          rows={3}
          autoFocus
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <input
          className="plain"
          aria-label={name}
          autoFocus
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {hint !== undefined && <span className="quiet small">{hint}</span>}
      <EditorButtons close={close} />
    </form>
  )
}

function EditorButtons({ close, ready = true }: { close(): void; ready?: boolean }) {
  return (
    <div className={styles.buttons}>
      <Button type="submit" size="compact-xs" disabled={!ready}>
        <Say id="deal.save" />
      </Button>
      <Button variant="default" size="compact-xs" onClick={close}>
        <Say id="deal.cancel" />
      </Button>
    </div>
  )
}

interface DateEditorInput {
  name: string
  start: string | null
  save(next: string | null): void
  close(): void
}

function DateEditor({ name, start, save, close }: DateEditorInput) {
  const [day, setDay] = useState(start ?? '')
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        if (day === (start ?? '')) close()
        else save(day === '' ? null : day)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <input
        className="plain"
        type="date"
        aria-label={name}
        autoFocus
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <EditorButtons close={close} />
    </form>
  )
}

function AmountEditor({ deal, save, close }: { deal: DealPage; save(next: object): void; close(): void }) {
  const say = useSay()
  const { currency: base } = useWorkspace()
  const start = deal.amountMinor === null ? null : { amountMinor: deal.amountMinor, currency: deal.currency ?? base }
  const [amount, setAmount] = useState<Amount | null>(start)
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        save(amount ?? { amountMinor: null })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <AmountInput
        label={say('deal.amount')}
        amountMinor={deal.amountMinor}
        currency={deal.currency}
        autoFocus
        onChange={setAmount}
      />
      <EditorButtons close={close} />
    </form>
  )
}
