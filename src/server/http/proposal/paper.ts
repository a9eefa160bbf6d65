import { valueBars, valueSentence, type ValueBar } from '#core/proposal/picture.ts'
import { declineReasons, type ProposalOption, type ProposalPaper, type ProposalState } from '#core/proposal/document.ts'
import { dayText, momentText, moneyText, numberText, priceOf } from '#core/proposal/price.ts'
import { priceLines, sumOf } from '#core/proposal/text.ts'
import { fill, proposalWords, type ProposalWords } from '#core/proposal/words.ts'
import { escaped, paragraphs } from '../public/html.ts'

/** A proposal as its page is made of it. */
export interface Sheet extends ProposalPaper {
  state: ProposalState
  /** IANA zone of whoever offers it */
  zone: string
  /** the link's token; null: a preview, with nothing to send */
  token: string | null
  text: string
  textHash: string
  answer: { answer: 'accepted' | 'declined'; optionId: string | null; name: string | null; at: number } | null
}

/** What the page says, in the order of reading: who and until when, the problem, the change, the value, options, answer. */
export function sheetBody(sheet: Sheet): string {
  const { content, language, validUntil, state } = sheet
  const words = proposalWords[language]
  const until = fill(words.validUntil, { day: dayText(validUntil, language) })
  const to = [content.toPerson, content.toCompany].filter((one) => one.trim() !== '').join(', ')
  const open = state === 'sent' || state === 'opened'
  return `
<header>
  <p class="kicker">${escaped(words.proposal)}</p>
  <h1>${escaped(content.title)}</h1>
  <dl class="meta">
    ${to === '' ? '' : `<dt>${escaped(words.for)}</dt><dd>${escaped(to)}</dd>`}
    ${content.from.trim() === '' ? '' : `<dt>${escaped(words.by)}</dt><dd>${escaped(content.from)}</dd>`}
  </dl>
  ${open || state === 'draft' ? `<p class="small quiet">${escaped(until)}</p>` : ''}
  ${standing(sheet, words)}
</header>
${part(words.problem, paragraphs(content.problem))}
${part(words.change, paragraphs(content.change))}
${value(sheet, words)}
<section>
  <h2>${escaped(words.options)}</h2>
  <ol class="options">${content.options.map((option, index) => optionCard(option, index, sheet, words)).join('')}</ol>
</section>
${content.terms.trim() === '' ? '' : part(words.terms, paragraphs(content.terms))}
${open || state === 'draft' ? answerForms(sheet, words) : ''}
${exact(sheet, words)}
<p class="row" data-no-print><button type="button" id="print" hidden>${escaped(words.print)}</button></p>`
}

/** The words of a state that ends it: accepted, declined, expired. */
function standing({ state, answer, content, language, validUntil, zone }: Sheet, words: ProposalWords): string {
  const from = content.from
  if (state === 'accepted' && answer) {
    const option = content.options.find(({ id }) => id === answer.optionId)?.name ?? ''
    const said = fill(words.state.acceptedBy, {
      name: answer.name ?? '',
      option,
      at: momentText(answer.at, zone, language),
    })
    return notice('good', words.state.accepted, [said, words.state.acceptedNext])
  }
  if (state === 'declined') return notice('plain', words.state.declined, [fill(words.state.declinedNext, { from })])
  if (state === 'expired')
    return notice('bad', fill(words.state.expired, { day: dayText(validUntil, language) }), [
      fill(words.state.expiredNext, { from }),
    ])
  return ''
}

export function notice(tone: 'good' | 'bad' | 'plain', title: string, lines: string[]): string {
  return `<div class="state" data-tone="${tone}" role="status"><h2>${escaped(title)}</h2>${lines
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')}</div>`
}

function part(title: string, body: string): string {
  return body === '' ? '' : `<section><h2>${escaped(title)}</h2>${body}</section>`
}

function value(sheet: Sheet, words: ProposalWords): string {
  const bars = valueBars(sheet)
  if (bars === null) return ''
  const { content, language, currency } = sheet
  const source = content.value?.source.trim() ?? ''
  const costs = content.value?.costs ?? []
  const parts =
    costs.length === 0
      ? ''
      : `<ul class="parts">${costs
          .map(({ label, minor }) => {
            // the sum of a single cost stands beside the bar already
            const sum = costs.length === 1 ? '' : `<span>${escaped(moneyText(minor, currency, language))}</span>`
            return `<li><span>${escaped(label)}</span>${sum}</li>`
          })
          .join('')}</ul>`
  return `<section>
  <h2>${escaped(words.value)}</h2>
  <figure role="group" aria-label="${escaped(valueSentence(bars))}">
    ${bars.map((bar) => valueBar(bar, bar.kind === 'cost' ? parts : '')).join('')}
  </figure>
  ${source === '' ? '' : `<p class="small quiet">${escaped(fill(words.valueNote, { source }))}</p>`}
  <span class="hidden">${escaped(`${words.valueSum}: ${moneyText(sumOf(costs), currency, language)}`)}</span>
</section>`
}

/** One bar, 1000 units wide; its words stand above it, so the drawing itself says nothing to a screen reader. */
function valueBar({ kind, label, amount, share, parts }: ValueBar, below: string): string {
  const rects =
    parts.length > 1
      ? parts.map((one, index) => {
          const before = parts.slice(0, index).reduce((sum, { share }) => sum + share, 0)
          return `<rect class="cost${index % 2 === 1 ? ' even' : ''}" x="${round(before)}" width="${round(one.share)}" height="20"></rect>`
        })
      : [`<rect class="${kind}" width="${Math.max(2, round(share))}" height="20"></rect>`]
  return `<div class="bar"><p class="label"><span>${escaped(label)}</span><b>${escaped(amount)}</b></p>
<svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects.join('')}</svg>${below}</div>`
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10
}

function optionCard(option: ProposalOption, index: number, sheet: Sheet, words: ProposalWords): string {
  const price = priceOf(option, sheet.content)
  const [sum = '', ...more] = price ? priceLines(price, option.period, sheet, words) : []
  const chosen = sheet.answer?.optionId === option.id
  const money = price ? moneyText(price.minor, sheet.currency, sheet.language) : ''
  const includes = [
    ...option.includes.filter((one) => one.trim() !== '').map(escaped),
    ...option.products.map(({ name, quantity }) =>
      quantity === 1 ? escaped(name) : `${escaped(name)} × ${escaped(numberText(quantity, sheet.language))}`,
    ),
  ]
  return `<li class="option"${chosen ? ' data-chosen' : ''}>
  <header>
    <h3><span class="small quiet">${escaped(fill(words.option, { number: String(index + 1) }))}</span><br>${escaped(option.name)}</h3>
    ${price ? `<p class="price">${priced(sum, money)}</p>` : ''}
  </header>
  ${more.length === 0 ? '' : `<p class="sums">${more.map(escaped).join('<br>')}</p>`}
  ${option.about.trim() === '' ? '' : paragraphs(option.about)}
  ${includes.length === 0 ? '' : `<ul aria-label="${escaped(words.includes)}">${includes.map((one) => `<li>${one}</li>`).join('')}</ul>`}
</li>`
}

/** The sum itself is large, how often it is paid is small. */
function priced(sentence: string, money: string): string {
  const [before = '', after = ''] = sentence.split(money, 2)
  const small = (text: string) => (text.trim() === '' ? '' : `<small>${escaped(text.trim())}</small>`)
  return `${small(before)} ${escaped(money)} ${small(after.replace(/^,/, ''))}`
}

function answerForms({ content, token, textHash, language, currency }: Sheet, words: ProposalWords): string {
  const { accept, decline } = words
  const key =
    token === null
      ? ''
      : `<input type="hidden" name="token" value="${escaped(token)}"><input type="hidden" name="hash" value="${textHash}">`
  // a preview shows the form and can send nothing
  const form = (path: string) => (token === null ? '<form>' : `<form method="post" action="${path}">`)
  const button = (text: string, main: boolean) =>
    `<button type="${token === null ? 'button' : 'submit'}"${main ? ' class="main"' : ''}>${escaped(text)}</button>`
  const optional = `<span class="quiet small">(${escaped(words.optional)})</span>`
  return `<div data-no-print>
${form('/p/accept')}${key}
  <h2>${escaped(accept.title)}</h2>
  <p>${escaped(accept.lead)}</p>
  <fieldset><legend>${escaped(accept.which)}</legend>
    ${content.options
      .map((option) => {
        const price = priceOf(option, content)
        const sum = price
          ? fill(words.period[option.period], { price: moneyText(price.minor, currency, language) })
          : ''
        return `<label class="choice"><input type="radio" name="option" value="${escaped(option.id)}" required><span>${escaped(option.name)} <span class="quiet">${escaped(sum)}</span></span></label>`
      })
      .join('')}
  </fieldset>
  <label class="field">${escaped(accept.name)}<input type="text" name="name" autocomplete="name" maxlength="200" required></label>
  <label class="field">${escaped(accept.email)} ${optional} <span class="quiet small">${escaped(accept.emailNote)}</span><input type="email" name="email" autocomplete="email" maxlength="320"></label>
  <label class="choice row"><input type="checkbox" name="agree" value="yes" required><span>${escaped(fill(accept.tick, { company: content.toCompany.trim() === '' ? '–' : content.toCompany }))}</span></label>
  <p class="row">${button(accept.button, true)}</p>
</form>
<details><summary>${escaped(decline.title)}</summary>
${form('/p/decline')}${key}
  <p>${escaped(decline.lead)}</p>
  <label class="field">${escaped(decline.reason)}<select name="reason" required><option value="">${escaped(words.choose)}</option>${declineReasons
    .map((reason) => `<option value="${reason}">${escaped(decline.reasons[reason])}</option>`)
    .join('')}</select></label>
  <label class="field">${escaped(decline.words)} ${optional}<textarea name="words" rows="3" maxlength="2000"></textarea></label>
  <label class="field">${escaped(accept.name)} ${optional}<input type="text" name="name" autocomplete="name" maxlength="200"></label>
  <p class="row">${button(decline.button, false)}</p>
</form></details>
</div>`
}

function exact({ text, textHash }: Sheet, words: ProposalWords): string {
  if (text === '') return ''
  return `<details data-no-print><summary>${escaped(words.exact.title)}</summary>
<p class="small quiet">${escaped(words.exact.about)}</p>
<pre>${escaped(text)}</pre>
<p class="small quiet">${escaped(words.exact.hash)}: <code>${textHash}</code></p>
</details>`
}
