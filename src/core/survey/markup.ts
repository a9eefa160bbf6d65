import { wordsIn } from '#core/form/document.ts'
import { said } from '#core/form/words.ts'
import { escaped } from '#core/html.ts'
import type { AnswerFault } from './answer.ts'
import { longestWords, scaleValues, type SurveyDocument, type SurveyLanguage, type Words } from './document.ts'
import { surveyWords } from './words.ts'

export interface SurveyView {
  slug: string
  document: SurveyDocument
  language: SurveyLanguage
  /** where it is sent; absolute where it stands on another site */
  action: string
  /** hidden inputs of ours: the page's number, its language */
  own: Readonly<Record<string, string>>
  /** answered before it is sent: chosen by a link, or typed and refused */
  given?: readonly string[]
  fault?: AnswerFault
  /** `dark` and `light` say so outright; `auto` asks the browser */
  theme?: 'auto' | 'light' | 'dark'
  /** the question is the heading of its page */
  headed?: boolean
}

/** The names of the inputs. */
export const surveyInputs = { answer: 'answer', page: '_page', language: '_lang', trap: '_website' } as const

/** A survey as HTML that works without a script. Nothing of it can be markup but ours: every text is escaped. */
export function surveyMarkup(view: SurveyView): string {
  const { slug, document, language, action, own, given = [], fault, theme = 'auto', headed = false } = view
  const words = surveyWords[language]
  const text = (of: Words): string => wordsIn(of, language, document.languages[0] ?? 'en')
  const id = `hgs-${slug}`
  const question = headed ? `<h1>${escaped(text(document.question))}</h1>` : escaped(text(document.question))
  const [low, high] = [text(document.low), text(document.high)]
  const hints = [
    text(document.help),
    document.kind === 'several' ? words.several : '',
    document.kind === 'scale' && low !== '' && high !== '' ? said(words.ends, { low, high }) : '',
  ].filter((line) => line !== '')
  // what 0 and 10 mean stands under the scale for those who see it
  const hint = hints
    .map((line, index) =>
      document.kind === 'scale' && index === hints.length - 1 && low !== '' && high !== ''
        ? `<p class="hgf-hidden">${escaped(line)}</p>`
        : `<p class="hgf-help">${escaped(line)}</p>`,
    )
    .join('')
  const help = `<div id="${id}-help">${hint}</div>`
  const error = `<p class="hgf-error" id="${id}-error" role="alert"${fault ? '' : ' hidden'}>${fault ? escaped(words.faults[fault]) : ''}</p>`
  const described = `aria-describedby="${id}-help ${id}-error"${fault ? ' aria-invalid="true"' : ''}`
  const inputs = Object.entries(own)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')
  const body =
    document.kind === 'text'
      ? `<label class="hgs-question" for="${id}">${question}</label>${help}
<textarea id="${id}" name="${surveyInputs.answer}" rows="4" maxlength="${longestWords}" ${described}>\n${escaped(given[0] ?? '')}</textarea>${error}`
      : `<fieldset class="hgf-group" ${document.kind === 'several' ? '' : 'role="radiogroup" '}${described}><legend class="hgs-question">${question}</legend>${help}${options()}${error}</fieldset>`
  return `<form class="hgf hgs" method="post" action="${escaped(action)}" accept-charset="utf-8" novalidate lang="${language}" data-theme="${theme}" data-kind="${document.kind}">
${body}
<div class="hgf-trap" aria-hidden="true"><label>${escaped(words.trap)}<input type="text" name="${surveyInputs.trap}" tabindex="-1" autocomplete="off"></label></div>
${inputs}
<p class="hgf-status" role="status" aria-live="polite"></p>
<div class="hgf-row"><button type="submit" class="hgf-send">${escaped(words.send)}</button></div>
</form>`

  function options(): string {
    if (document.kind === 'scale') {
      const marks = scaleValues.map(
        (value) =>
          `<label><input type="radio" name="${surveyInputs.answer}" value="${value}"${given.includes(value) ? ' checked' : ''}><span>${value}</span></label>`,
      )
      const ends =
        low === '' && high === ''
          ? ''
          : `<div class="hgs-ends" aria-hidden="true"><span>${escaped(low)}</span><span>${escaped(high)}</span></div>`
      return `<div class="hgs-scale">${marks.join('')}</div>${ends}`
    }
    const type = document.kind === 'several' ? 'checkbox' : 'radio'
    return document.choices
      .map(
        ({ id: choice, label }) =>
          `<label class="hgf-choice"><input type="${type}" name="${surveyInputs.answer}" value="${escaped(choice)}"${
            given.includes(choice) ? ' checked' : ''
          }><span>${escaped(text(label) || choice)}</span></label>`,
      )
      .join('')
  }
}

/** What stands in the question's place when it was answered. */
export function surveyThanks(document: SurveyDocument, language: SurveyLanguage, theme = 'auto'): string {
  const text = wordsIn(document.thanks, language, document.languages[0] ?? 'en') || surveyWords[language].thanks
  return `<div class="hgf-thanks hgs-thanks" role="status" tabindex="-1" lang="${language}" data-theme="${theme}"><p>${escaped(text)}</p></div>`
}
