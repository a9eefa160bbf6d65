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
  const asked = [
    ...(tracking === null ? [] : [['tracking', tracking, ''] as const]),
    ...(ads === null ? [] : [['ads', ads, fill(words.networks, { networks: names })] as const]),
  ]
  if (asked.length === 0) return ''
  // one purpose needs no box: the two buttons are the choice
  const alone = asked.length === 1
  const parts = asked.map(([name, purpose, note]) => part(name, textIn(purpose.wording.text, language), note, alone))
  const some = alone ? '' : `<button type="button" data-choose="some">${escaped(words.save)}</button>`
  return `<aside class="ask" id="ask" aria-label="${escaped(words.privacy)}" hidden><div class="in">
<div><h2>${escaped(words.title)}</h2><p>${escaped(words.lead)}</p></div>
<div>${parts.join('')}</div>
<div class="row"><button type="button" data-choose="none">${escaped(words.refuse)}</button><button type="button" data-choose="all">${escaped(words.agree)}</button>${some}</div>
</div></aside>`
}

function part(name: string, text: string, note: string, alone: boolean): string {
  const words = `<span>${escaped(text)}${note === '' ? '' : `<small>${escaped(note)}</small>`}</span>`
  return alone
    ? `<p class="what" data-purpose="${name}">${words}</p>`
    : `<label data-purpose="${name}"><input type="checkbox" name="${name}">${words}</label>`
}
