import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { IntlProvider } from 'react-intl'
import { type Language, type MessageId, type Texts, textsIn } from './texts.ts'

export type { Language, MessageId }

/** Each language by its own name, as people look for it. */
export const languageNames: Record<Language, string> = { en: 'English', ko: '한국어', ru: 'Русский' }

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

/** Speaks the language whose first texts are here; a change keeps the screen until the texts of all that was seen are here. */
export function LanguageProvider({
  first,
  children,
}: {
  first: { language: Language; texts: Texts }
  children: ReactNode
}) {
  const [shown, setShown] = useState(first)

  const choose = useCallback((language: Language) => {
    localStorage.setItem(storageKey, language)
    void loadTexts(language).then(setShown)
  }, [])
  useEffect(() => {
    document.documentElement.lang = shown.language
  }, [shown.language])

  const choice = useMemo(() => ({ language: shown.language, choose }), [shown.language, choose])
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={localeOf(shown.language)} messages={shown.texts} defaultLocale="en">
        {children}
      </IntlProvider>
    </LanguageContext>
  )
}

/** The texts of a language, of the first script and of every screen that was loaded. */
export async function loadTexts(language: Language): Promise<{ language: Language; texts: Texts }> {
  return { language, texts: await textsIn(language) }
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
