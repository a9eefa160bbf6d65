import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Choice, Choices } from '#actions/consent/choices.ts'
import { maskedMail } from '#core/consent/address.ts'
import { textIn } from '#core/consent/purpose.ts'
import { consentWords } from '#core/consent/words.ts'
import { momentText } from '#core/proposal/price.ts'
import { fill } from '#core/proposal/words.ts'
import type { AppEnv } from '../env.ts'
import { publicPage } from './frame.ts'
import { pageLanguages, type PageLanguage } from './language.ts'

/** A page that only says how things are. */
export function statePage(
  c: Context<AppEnv>,
  page: { status: ContentfulStatusCode; language: PageLanguage; title: string; lead: string },
): Promise<Response> {
  const { status, language, title, lead } = page
  return publicPage(c, {
    status,
    language,
    title,
    body: html`<h1>${title}</h1>
      <p>${lead}</p>`,
  })
}

export const choicesStyle = `
.choices { list-style: none; border-top: 1px solid var(--line); }
.choices li { border-bottom: 1px solid var(--line); padding: 14px 0; }
.choices label { display: flex; gap: 12px; align-items: baseline; cursor: pointer; }
.choices label > span { flex: 1; min-width: 0; }
.choices strong { display: block; }
.choices .quiet { display: block; }
section + form { margin-top: 28px; }
`

/** A switch for each purpose, the language, and one button that ends everything. */
export function choicesBody(page: {
  found: Choices
  token: string
  language: PageLanguage
  sender: string
  zone: string
  /** what the last POST came to */
  done: string | null
}) {
  const { found, token, language, sender, zone, done } = page
  const words = consentWords[language]
  const { preferences } = words
  const told =
    done === 'off'
      ? preferences.allOff
      : done === 'saved'
        ? preferences.saved
        : done === 'same'
          ? preferences.savedNone
          : null
  const email = found.email === null ? '' : maskedMail(found.email)
  const head = html`<p class="kicker">${fill(words.from, { sender })}</p>
    <h1>${preferences.title}</h1>
    ${told === null ? '' : html`<p class="state" data-tone="good" role="status">${told}</p>`}
    <p class="row">${fill(preferences.lead, { email })}</p>`
  if (found.choices.length === 0)
    return html`${head}
      <p class="row">${preferences.empty}</p>`
  return html`${head}
    <form method="post" action="/preferences/${token}">
      <fieldset>
        <legend>${preferences.which}</legend>
        <ul class="choices">
          ${found.choices.map((choice) => choiceLine(choice, language, zone))}
        </ul>
      </fieldset>
      <label class="field">
        ${preferences.language}
        <select name="language">
          ${pageLanguages.map(
            (one) =>
              html`<option value="${one}" lang="${one}" ${one === (found.language ?? language) ? 'selected' : ''}>
                ${words.languages[one]}
              </option>`,
          )}
        </select>
      </label>
      <p class="row"><button class="main" name="save" value="yes">${preferences.save}</button></p>
    </form>
    <form method="post" action="/preferences/${token}">
      <h2>${preferences.allTitle}</h2>
      <p class="quiet">${preferences.allLead}</p>
      <p class="row"><button name="all" value="off">${preferences.all}</button></p>
    </form>`
}

function choiceLine({ purpose, on, state, at }: Choice, language: PageLanguage, zone: string) {
  const { preferences } = consentWords[language]
  const moment = at === null ? '' : momentText(at, zone, language)
  const standing =
    state === 'granted'
      ? fill(preferences.since, { at: moment })
      : state === 'withdrawn'
        ? fill(preferences.offSince, { at: moment })
        : on
          ? preferences.basis
          : preferences.never
  return html`<li>
    <label>
      <input type="checkbox" name="on" value="${purpose.id}" ${on ? 'checked' : ''} />
      <span>
        <strong>${textIn(purpose.name, language)}</strong>
        ${purpose.wording.version === 0 ? '' : textIn(purpose.wording.text, language)}
        <span class="quiet small">${standing}</span>
      </span>
    </label>
    <input type="hidden" name="shown" value="${purpose.id}" />
  </li>`
}
