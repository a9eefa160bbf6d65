import { textIn, type Purpose } from '#core/consent/purpose.ts'
import { escaped } from '#core/html.ts'
import type { PageLanguage } from '#core/page/document.ts'
import type { TagNetwork } from '#core/page/tags.ts'
import { networkNames, pageWords } from '#core/page/words.ts'
import { fill } from '#core/proposal/words.ts'

/** What a visitor is asked for: to be followed by the tracker, and that networks may load their tags. */
export interface Asked {
  tracking: Purpose | null
  ads: Purpose | null
  networks: readonly TagNetwork[]
}

/**
 * The question, hidden until the script shows it: nothing of what it asks for can happen without that script. Refusing is
 * one button of the same size as agreeing, and stands beside it.
 */
export function askMarkup(language: PageLanguage, { tracking, ads, networks }: Asked): string {
  const words = pageWords[language].ask
  const names = networks.map((network) => networkNames[network] ?? network).join(', ')
  const boxes = [
    tracking === null ? '' : box('tracking', textIn(tracking.wording.text, language), ''),
    ads === null ? '' : box('ads', textIn(ads.wording.text, language), fill(words.networks, { networks: names })),
  ].filter((one) => one !== '')
  if (boxes.length === 0) return ''
  return `<aside class="ask" id="ask" aria-label="${escaped(words.privacy)}" hidden><div class="in">
<div><h2>${escaped(words.title)}</h2><p>${escaped(words.lead)}</p></div>
<div>${boxes.join('')}</div>
<div class="row"><button type="button" data-choose="none">${escaped(words.refuse)}</button><button type="button" data-choose="all">${escaped(words.agree)}</button><button type="button" data-choose="some">${escaped(words.save)}</button></div>
</div></aside>`
}

function box(name: string, text: string, note: string): string {
  return `<label data-purpose="${name}"><input type="checkbox" name="${name}"><span>${escaped(text)}${note === '' ? '' : `<small>${escaped(note)}</small>`}</span></label>`
}
