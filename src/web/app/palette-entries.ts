import { useMantineColorScheme } from '@mantine/core'
import { may } from '#core/permission.ts'
import { useUndo } from '../ui/undo.tsx'
import { type Language, languageNames, useLanguage } from './language.tsx'
import { useSaveLanguage } from './preferences.tsx'
import { pages } from './pages.ts'
import { useRooms } from './room-links.tsx'
import { useSignOut, useWorkspace } from './session.ts'
import { useSay } from './words.tsx'

export type EntryGroup = 'recent' | 'person' | 'company' | 'page' | 'action'

/** One line of the palette. */
export interface Entry {
  id: string
  group: EntryGroup
  name: string
  /** beside it in the quieter tone */
  note?: string
  /** the keys that do the same */
  keys?: string
  /** where it leads … */
  href?: string
  /** … and what it does when the palette has gone */
  run?(): void
}

/** Pages one may see and actions one may do, by their words. */
export function usePlaces({ onKeys }: { onKeys(): void }): Entry[] {
  const say = useSay()
  const rooms = useRooms()
  const { role } = useWorkspace()
  const { language } = useLanguage()
  const saveLanguage = useSaveLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const { done } = useUndo()
  const signOut = useSignOut()

  const action = (id: string, name: string, run: () => void): Entry => ({
    id: `action-${id}`,
    group: 'action',
    name,
    run,
  })
  return [
    ...rooms.map(({ id, to, key }): Entry => ({
      id: `room-${id}`,
      group: 'page',
      name: say(`room.${id}`),
      keys: `g ${key}`,
      href: to,
    })),
    ...pages
      .filter(({ permission }) => permission === null || may(role, permission))
      .map(({ id, to }): Entry => ({ id: `page-${id}`, group: 'page', name: say(`page.${id}`), href: to })),
    ...(Object.keys(languageNames) as Language[])
      .filter((code) => code !== language)
      .map((code) => action(code, say('palette.language', { name: languageNames[code] }), () => saveLanguage(code))),
    ...(['light', 'dark', 'auto'] as const).map((scheme) =>
      action(scheme, say('palette.scheme', { name: say(`preferences.scheme.${scheme}`) }), () =>
        setColorScheme(scheme),
      ),
    ),
    action('link', say('palette.link'), () => {
      void navigator.clipboard?.writeText(location.href).then(() => done(say('copy.done')))
    }),
    action('print', say('palette.print'), () => setTimeout(() => print(), 100)),
    action('keys', say('keyboard.title'), onKeys),
    action('sign-out', say('shell.signOut'), () => signOut.mutate()),
  ]
}

/** Entries in which every typed word begins a word, or stands anywhere in the name (Korean and Russian endings vary). */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const words = fold(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
  return entries.filter(({ name }) => {
    const folded = fold(name)
    return words.every((word) => folded.includes(word))
  })
}

function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase()
}
