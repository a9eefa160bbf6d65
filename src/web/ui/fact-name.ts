import { factLabel, purposeLabel } from '#core/rule/sentence.ts'
import { isolated } from '../app/isolate.ts'
import { useLanguage } from '../app/language.tsx'
import { useModels } from '../app/models.ts'

/** A fact by what people call it, written as a line of its own; one that nobody named as it came. */
export function useFactName(): (fact: string, of?: 'person' | 'account') => string {
  const { language } = useLanguage()
  const names = useModels() ?? null
  return (fact, of = 'person') => line(factLabel(of, fact, language, names), fact, language)
}

/** A purpose that people are asked for, likewise. */
export function usePurposeName(): (purpose: string) => string {
  const { language } = useLanguage()
  const names = useModels() ?? null
  return (purpose) => line(purposeLabel(purpose, language, names), purpose, language)
}

function line(label: string, key: string, language: string): string {
  return label === key ? isolated(key) : label.slice(0, 1).toLocaleUpperCase(language) + label.slice(1)
}
