import type { Language } from '../app/texts.ts'

/** Every room of a language, for tests: the app loads what each screen says (cut.ts). */
export function wholeCatalog(language: Language): Record<string, string> {
  const files = import.meta.glob<Record<string, string>>('./*/*.json', { import: 'default', eager: true })
  const rooms = Object.entries(files).filter(([path]) => path.startsWith(`./${language}/`))
  return Object.assign({}, ...rooms.map(([, room]) => room))
}
