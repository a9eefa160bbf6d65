import { escaped } from '#core/html.ts'
import { markdown } from '#core/markdown.ts'
import { stepsOf, wordsIn, type FormDocument, type FormField, type FormLanguage, type Words } from './document.ts'
import type { FieldFault, Values } from './values.ts'
import { formWords, said, type FormWords } from './words.ts'

export interface FormView {
  slug: string
  document: FormDocument
  /** those to ask of this visitor */
  fields: readonly FormField[]
  language: FormLanguage
  /** where it is sent; absolute where it stands on another site */
  action: string
  /** the words of each purpose, as they are in force */
  wordings: ReadonlyMap<string, Words>
  /** what was typed before, kept */
  values?: Values
  faults?: readonly FieldFault[]
  /** hidden inputs of ours: the page's id, its token, its language */
  own: Readonly<Record<string, string>>
  /** `dark` and `light` say so outright; `auto` asks the browser */
  theme?: 'auto' | 'light' | 'dark'
  /** HTML to be copied: the trap hides itself, since no style of ours is there */
  plain?: boolean
  /** without the title: the page that it stands on has its own */
  untitled?: boolean
}

/** The names of our own inputs; fields begin with a letter. */
export const ownInputs = {
  page: '_page',
  token: '_token',
  language: '_lang',
  trap: '_website',
  visit: '_visit',
  place: '_place',
} as const

/** A form as HTML that works without a script. Nothing of it can be markup but ours: every text is escaped. */
export function formMarkup(view: FormView): string {
  const { document, fields, language, action, own, faults = [], theme = 'auto', plain = false, untitled = false } = view
  const words = formWords[language]
  const text = (of: Words): string => wordsIn(of, language, document.languages[0] ?? 'en')
  const title = text(document.title)
  const intro = text(document.intro)
  const steps = stepsOf(fields)
  const body = steps.map((step, index) => {
    const head = step.head === null ? '' : text(step.head.label)
    const inner = step.fields.map((field) => fieldMarkup(field, view, words)).join('\n')
    if (steps.length === 1) return `<div class="hgf-fields">${inner}</div>`
    const name = said(words.step, { step: index + 1, of: steps.length })
    return `<fieldset class="hgf-step" data-step="${index}"><legend><span class="hgf-quiet">${escaped(name)}</span>${
      head === '' ? '' : ` ${escaped(head)}`
    }</legend><div class="hgf-fields">${inner}</div></fieldset>`
  })
  const inputs = Object.entries(own)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')
  return `<form class="hgf" method="post" action="${escaped(action)}" accept-charset="utf-8" novalidate lang="${language}" data-theme="${theme}"${
    title === '' ? '' : ` aria-label="${escaped(title)}"`
  }>
${untitled || title === '' ? '' : `<h2 class="hgf-title">${escaped(title)}</h2>`}
${intro === '' ? '' : `<div class="hgf-intro">${markdown(intro)}</div>`}
${summary(view, words)}
${body.join('\n')}
<div class="hgf-trap" aria-hidden="true"${plain ? ' style="position:absolute;left:-9999px"' : ''}><label>${escaped(words.trap)}<input type="text" name="${ownInputs.trap}" tabindex="-1" autocomplete="off"></label></div>
${inputs}
<p class="hgf-status" role="status" aria-live="polite"></p>
<div class="hgf-row"><button type="submit" class="hgf-send">${escaped(text(document.button) || words.send)}</button></div>
</form>`.replaceAll(/\n{2,}/g, '\n')

  function summary({ slug }: FormView, { summary: line, faults: sentences }: FormWords): string {
    if (faults.length === 0) return ''
    const items = faults.map(({ field, code, limit = 0 }) => {
      const asked = fields.find(({ id }) => id === field)
      const name = asked ? labelOf(asked, view) : field
      return `<li><a href="#${idOf(slug, field)}">${escaped(name)}</a>: ${escaped(said(sentences[code], { limit }))}</li>`
    })
    return `<div class="hgf-summary" role="alert" tabindex="-1"><p>${escaped(line)}</p><ul>${items.join('')}</ul></div>`
  }
}

/** The id of a field's input in the page. */
export function idOf(slug: string, field: string): string {
  return `hgf-${slug}-${field}`
}

function labelOf(field: FormField, { document, language, wordings }: FormView): string {
  const of = field.kind === 'consent' ? (wordings.get(field.purpose ?? '') ?? field.label) : field.label
  return wordsIn(of, language, document.languages[0] ?? 'en')
}

function fieldMarkup(field: FormField, view: FormView, words: FormWords): string {
  const { document, language, slug, values = {}, faults = [] } = view
  const { kind } = field
  const text = (of: Words): string => wordsIn(of, language, document.languages[0] ?? 'en')
  const id = idOf(slug, field.id)
  const given = values[field.id]
  const typed = typeof given === 'string' ? given : (given?.[0] ?? '')
  const name = escaped(field.id)
  if (kind === 'hidden')
    return `<input type="hidden" name="${name}" value="${escaped(typed)}" data-source="${field.source ?? 'fixed'}">`
  const wrap = (inner: string): string =>
    `<div class="hgf-field" data-field="${name}" data-width="${field.width}">${inner}</div>`
  const label = labelOf(field, view)
  if (kind === 'statement') return wrap(`<div class="hgf-statement">${markdown(label)}</div>`)
  const help = text(field.help)
  const fault = faults.find((one) => one.field === field.id)
  const error = `<p class="hgf-error" id="${id}-error"${fault ? '' : ' hidden'}>${
    fault ? escaped(said(words.faults[fault.code], { limit: fault.limit ?? 0 })) : ''
  }</p>`
  const hint = help === '' ? '' : `<p class="hgf-help" id="${id}-help">${escaped(help)}</p>`
  const described = `aria-describedby="${help === '' ? '' : `${id}-help `}${id}-error"${fault ? ' aria-invalid="true"' : ''}`
  const mark = field.required
    ? `<span class="hgf-must" aria-hidden="true"> *</span><span class="hgf-hidden"> (${escaped(words.required)})</span>`
    : ` <span class="hgf-quiet">${escaped(words.optional)}</span>`
  const must = field.required ? ' aria-required="true"' : ''
  if (kind === 'consent') {
    const ticked = typed === 'yes' ? ' checked' : ''
    const box = `<input type="checkbox" id="${id}" name="${name}" value="yes"${ticked}${must} ${described}>`
    const shown = field.required ? mark : ''
    return wrap(
      `<label class="hgf-choice" for="${id}">${box}<span>${escaped(label)}${shown}</span></label>${hint}${error}`,
    )
  }
  if (kind === 'radio' || kind === 'checkboxes') {
    const chosen = new Set(typeof given === 'string' ? [given] : (given ?? []))
    const type = kind === 'radio' ? 'radio' : 'checkbox'
    const choices = field.options.map(
      ({ value, label: option }, index) =>
        `<label class="hgf-choice"><input type="${type}"${index === 0 ? ` id="${id}"` : ''} name="${name}" value="${escaped(value)}"${
          chosen.has(value) ? ' checked' : ''
        }><span>${escaped(text(option) || value)}</span></label>`,
    )
    // a group's own attributes: its inputs have none
    const role = kind === 'radio' ? `role="radiogroup"${must} ${described}` : described
    return wrap(
      `<fieldset class="hgf-group" ${role}><legend>${escaped(label)}${mark}</legend>${hint}${choices.join('')}${error}</fieldset>`,
    )
  }
  const holder = text(field.placeholder)
  const attributes = `id="${id}" name="${name}"${must} ${described}${holder === '' ? '' : ` placeholder="${escaped(holder)}"`}${completed(field)}`
  const head = `<label for="${id}">${escaped(label)}${mark}</label>${hint}`
  if (kind === 'select') {
    const options = field.options.map(
      ({ value, label: option }) =>
        `<option value="${escaped(value)}"${value === typed ? ' selected' : ''}>${escaped(text(option) || value)}</option>`,
    )
    return wrap(
      `${head}<select ${attributes}><option value="">${escaped(words.choose)}</option>${options.join('')}</select>${error}`,
    )
  }
  if (kind === 'long_text')
    return wrap(`${head}<textarea rows="4" ${attributes}>\n${escaped(typed)}</textarea>${error}`)
  return wrap(
    `${head}<input type="${inputTypes[kind] ?? 'text'}"${extra(field)} ${attributes} value="${escaped(typed)}">${error}`,
  )
}

const inputTypes: Partial<Record<FormField['kind'], string>> = { email: 'email', phone: 'tel', date: 'date' }

/** Keyboards of phones, and how much a field takes. */
function extra({ kind, most }: FormField): string {
  if (kind === 'number') return ' inputmode="decimal"'
  if (kind === 'text' || kind === 'company' || kind === 'title') return ` maxlength="${Math.min(most ?? 300, 300)}"`
  return ''
}

/** What browsers may fill in by themselves (WCAG 2.2, 1.3.5). */
function completed({ feeds }: FormField): string {
  const token = feeds === null ? undefined : tokens[feeds]
  return token === undefined ? '' : ` autocomplete="${token}"`
}

const tokens: Readonly<Record<string, string>> = {
  email: 'email',
  name: 'name',
  firstName: 'given-name',
  lastName: 'family-name',
  title: 'organization-title',
  phone: 'tel',
  company: 'organization',
  country: 'country-name',
  city: 'address-level2',
  website: 'url',
}

export interface ThanksView {
  title: string
  text: string
  link: { href: string; label: string } | null
  /** said under the link */
  note: string | null
}

/** What stands in the form's place when it was sent. */
export function thanksMarkup({ title, text, link, note }: ThanksView): string {
  return `<div class="hgf-thanks" role="status" tabindex="-1"><h2 class="hgf-title">${escaped(title)}</h2>
${text === '' ? '' : markdown(text)}
${link === null ? '' : `<p class="hgf-row"><a class="hgf-link" href="${escaped(link.href)}" target="_blank" rel="noopener">${escaped(link.label)}</a></p>`}
${note === null ? '' : `<p class="hgf-quiet">${escaped(note)}</p>`}</div>`
}
