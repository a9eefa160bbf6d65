import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { IntlProvider } from 'react-intl'
import type en from '../catalogs/en/index.ts'

export type Language = 'en' | 'ko' | 'ru'
export type MessageId = keyof typeof en
type Catalog = Record<string, string>

/** Each language by its own name, as people look for it. */
export const languageNames: Record<Language, string> = { en: 'English', ko: '한국어', ru: 'Русский' }

const catalogs: Record<Language, () => Promise<{ default: Catalog }>> = {
  en: () => import('../catalogs/en/index.ts'),
  ko: () => import('../catalogs/ko/index.ts'),
  ru: () => import('../catalogs/ru/index.ts'),
}

const storageKey = 'hourglass.language'

interface Choice {
  language: Language
  choose(language: Language): void
}
const LanguageContext = createContext<Choice | null>(null)

/** The language in use and how to change it. */
export function useLanguage(): Choice {
  const choice = use(LanguageContext)
  if (!choice) throw new Error('useLanguage stands outside LanguageProvider')
  return choice
}

/** Loads the language's catalog before anything is shown; a change keeps the screen until the new one is here. */
export function LanguageProvider({
  first,
  children,
}: {
  first: { language: Language; messages: Catalog }
  children: ReactNode
}) {
  const [shown, setShown] = useState(first)

  const choose = useCallback((language: Language) => {
    localStorage.setItem(storageKey, language)
    void loadCatalog(language).then(setShown)
  }, [])
  useEffect(() => {
    document.documentElement.lang = shown.language
  }, [shown.language])

  const choice = useMemo(() => ({ language: shown.language, choose }), [shown.language, choose])
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={localeOf(shown.language)} messages={shown.messages} defaultLocale="en">
        {children}
      </IntlProvider>
    </LanguageContext>
  )
}

export async function loadCatalog(language: Language): Promise<{ language: Language; messages: Catalog }> {
  return { language, messages: (await catalogs[language]()).default }
}

/** The one chosen here before, else the first of the browser's that we speak. */
export function firstLanguage(): Language {
  const asked = [localStorage.getItem(storageKey) ?? '', ...navigator.languages]
  for (const tag of asked) {
    const code = tag.slice(0, 2).toLowerCase()
    if (code === 'en' || code === 'ko' || code === 'ru') return code
  }
  return 'en'
}

/** Whether this browser has a choice of its own, which outweighs the account's. */
export function hasChosenLanguage(): boolean {
  return localStorage.getItem(storageKey) !== null
}

/** English numbers and dates follow the browser's own English (25 Nov or Nov 25). */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language
}
