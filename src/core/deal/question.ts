import type { Text } from '#core/blueprint.ts'

export type QuestionLanguage = 'en' | 'ko' | 'ru'

/** Verbs that open a question of yes or no in English. */
const english =
  /^(?:and |so |but |well,? )?(?:do|does|did|is|are|was|were|am|can|could|will|would|shall|should|may|might|must|have|has|had|isn't|aren't|don't|doesn't|didn't|won't|can't|couldn't|wouldn't|any|anything|anyone|anybody|ready to)\b/i
/** Polite requests to tell at length, though a yes would do by grammar. */
const englishAsks =
  /^(?:can|could|would|will) you (?:please |briefly |maybe )?(?:tell|describe|explain|walk|show|share|take me|help me understand|give me an example|say more)\b/i
const englishTag =
  /(?:,\s*(?:right|correct|isn['’]t it|aren['’]t you|don['’]t you|yes|no)|\bor not|\byes or no)\s*\??$/i

/** Question words of Korean, as stems. */
const koreanWords = /무엇|무슨|뭐|뭘|뭔|어떤|어떻|어떠|어땠|왜|언제|어디|누가|누구|누굴|얼마|몇|어느|어째/u
/** Asking for a tale: no answer of one word does. */
const koreanAsks =
  /(?:주세요|주십시오|주시겠(?:어요|습니까)|주실 수 있(?:나요|을까요|습니까)|부탁드립니다|부탁드려요|들려주|말해 보|말씀해 보)/u
/** Whether they know it, and so: yes or no, whatever stands inside. */
const koreanKnows = /지(?:를|도|는)? (?:아시|아세|알고 계|정해|정하셨|확인하셨|결정하셨|결정됐|결정되)/u

const russianWords =
  /(?<!\p{L})(?:что|чего|чему|чем|чём|кто|кого|кому|кем|ком|как|какой|какая|какое|какие|какого|какую|каким|какими|каких|какому|каком|какова|каков|каково|каковы|где|куда|откуда|когда|почему|зачем|отчего|сколько|скольких|насколько|который|которая|которое|которые|чей|чья|чьё|чьи)(?!\p{L})/iu
const russianLi = /(?<!\p{L})ли(?!\p{L})/iu
const russianAsks = /(?<!\p{L})(?:расскаж|опиш|объясн|поясн|подел|покаж|привед|назов|перечисл|представь|вспомн)\p{L}*/iu
/** «Считаете, что …»: the word joins, it does not ask. */
const russianJoins =
  /(?<!\p{L})(?:счита|дума|увер|соглас|зна|правд|верно|понима|уверен|полага)\p{L}*,\s+(?:что|как|кто|когда|где)(?!\p{L})/iu
const russianTag = /(?:,\s*(?:да|так|верно|правда|правильно|нет)|(?<!\p{L})или нет)\s*\??$/iu

/**
 * Whether a question can be answered by yes or no: such questions end a talk, longer answers go with closing (FIELD, Ask).
 * Judged by wording alone: the opening verb in English, the lack of a question word in Korean and Russian. An empty text
 * or one that asks for nothing is none.
 */
export function isYesNo(question: string, language: QuestionLanguage): boolean {
  const text = question.trim().replaceAll(/["“”«»„]/g, '')
  if (text === '') return false
  return judges[language](lastAsked(text))
}

/** Languages in which a question of the blueprint may be answered by yes or no. */
export function yesNoIn(text: Text): QuestionLanguage[] {
  return (['en', 'ko', 'ru'] as const).filter((language) => isYesNo(text[language] ?? '', language))
}

/** The length of an answer in letters and digits, of any script: what is set against the outcome. */
export function answerLength(answer: string): number {
  return [...answer.matchAll(/[\p{L}\p{N}]/gu)].length
}

/** The last sentence that asks; what stands before it leads up to it. */
function lastAsked(text: string): string {
  const sentences = text.split(/(?<=[.!?…])\s+/u)
  return (sentences.findLast((sentence) => sentence.includes('?')) ?? sentences.at(-1) ?? text).trim()
}

const judges: Record<QuestionLanguage, (sentence: string) => boolean> = {
  en: (sentence) => englishTag.test(sentence) || (english.test(sentence) && !englishAsks.test(sentence)),
  ko: (sentence) => {
    if (koreanAsks.test(sentence)) return false
    if (koreanKnows.test(sentence)) return true
    return /(?:[?？]|까요?|나요|가요|니까|지요|죠)$/u.test(sentence) && !koreanWords.test(sentence)
  },
  ru: (sentence) => {
    if (russianAsks.test(sentence)) return false
    if (russianLi.test(sentence) || russianTag.test(sentence)) return true
    const asking = sentence.replace(russianJoins, ' ')
    return sentence.endsWith('?') && !russianWords.test(asking)
  },
}
