import { en } from '#core/privacy/words/en.ts'
import { ko } from '#core/privacy/words/ko.ts'
import { ru } from '#core/privacy/words/ru.ts'
import type { FileWords } from '#core/privacy/words/shape.ts'
import type { Language } from '#core/rule/words/phrases.ts'

export type { FileWords }

export const fileWords: Readonly<Record<Language, FileWords>> = { en, ko, ru }
