import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from './api.ts'
import { hasChosenLanguage, type Language, languageNames, useLanguage } from './language.tsx'
import { sessionQuery } from './session.ts'
import { useSay } from './words.tsx'

/** Chooses the language of the screens, here and, when signed in, in the account. */
export function useSaveLanguage(): (language: Language) => void {
  const { choose } = useLanguage()
  const { data: session } = useQuery(sessionQuery)
  return (language) => {
    choose(language)
    if (session?.user) void api.saveLanguage(language).catch(() => {})
  }
}

/** The language of the screens, kept in this browser and, when signed in, in the account. */
export function LanguageSwitch() {
  const say = useSay()
  const { language, choose } = useLanguage()
  const { data: session } = useQuery(sessionQuery)
  const saved = session?.user?.language ?? null
  const save = useSaveLanguage()

  useEffect(() => {
    if (saved !== null && !hasChosenLanguage()) choose(saved)
  }, [saved, choose])

  return (
    <select
      className="plain"
      aria-label={say('preferences.language')}
      value={language}
      onChange={(event) => save(event.currentTarget.value as Language)}
    >
      {Object.entries(languageNames).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  )
}

export function SchemeSwitch() {
  const say = useSay()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <select
      className="plain"
      aria-label={say('preferences.scheme')}
      value={colorScheme}
      onChange={(event) => setColorScheme(event.currentTarget.value as 'auto' | 'light' | 'dark')}
    >
      <option value="auto">{say('preferences.scheme.auto')}</option>
      <option value="light">{say('preferences.scheme.light')}</option>
      <option value="dark">{say('preferences.scheme.dark')}</option>
    </select>
  )
}
