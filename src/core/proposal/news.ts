import { proseOf, type ProposalContent } from '#core/proposal/document.ts'
import { foldText } from '#core/text.ts'

/** Something that a proposal says and the talks did not. */
export interface News {
  kind: 'sentence' | 'number' | 'product'
  text: string
}

/**
 * What stands in a proposal though nobody said it before (FIELD: nothing that qualification and meeting did not already
 * say): sentences about the problem and the change most of whose words were never used, figures in them that nobody
 * named, and products that are not the deal's. A hint, not a verdict: words are compared by their beginnings, so that
 * endings do not count. `said`: answers, notes and names that are known; with none of them there is nothing to compare.
 */
export function newInProposal(content: ProposalContent, said: readonly string[], products: readonly string[]): News[] {
  const known = new Set(said.flatMap(stemsOf))
  const numbers = new Set(said.flatMap(numbersIn))
  const news: News[] = []
  if (known.size > 0) {
    const prose = [content.problem, content.change]
    for (const sentence of prose.flatMap(sentencesOf)) {
      const stems = stemsOf(sentence)
      const met = stems.filter((stem) => known.has(stem)).length
      if (stems.length >= 3 && met / stems.length < 1 / 3) news.push({ kind: 'sentence', text: sentence })
      for (const number of numbersIn(sentence))
        if (!numbers.has(number) && !news.some((one) => one.text === number))
          news.push({ kind: 'number', text: number })
    }
  }
  const sold = new Set(products.map(foldText))
  for (const { name } of content.options.flatMap((option) => option.products))
    if (sold.size > 0 && !sold.has(foldText(name)) && !news.some((one) => one.text === name))
      news.push({ kind: 'product', text: name })
  return news
}

/** The customers' own phrases that a proposal uses already, of those that are offered. */
export function usedPhrases(content: ProposalContent, phrases: readonly string[]): Set<string> {
  const prose = foldText(proseOf(content).join('\n'))
  return new Set(phrases.filter((phrase) => prose.includes(foldText(phrase))))
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?。！？…])\s+|\n+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** Beginnings of the words that carry something: five letters, of Hangul two syllables. */
function stemsOf(text: string): string[] {
  const words = foldText(text).match(/\p{L}+/gu) ?? []
  return [...new Set(words.flatMap(stemOf))]
}

function stemOf(word: string): string[] {
  if (/^\p{Script=Hangul}/u.test(word)) return word.length >= 2 ? [word.slice(0, 2)] : []
  return word.length >= 4 ? [word.slice(0, 5)] : []
}

/** Figures of two digits or more, without their separators. */
function numbersIn(text: string): string[] {
  return (text.match(/\d[\d\s.,]*\d/gu) ?? []).map((one) => one.replaceAll(/[\s.,]/gu, ''))
}
