import type { MessageId } from '../catalogs/en/index.ts'

export type { MessageId }
export type Language = 'en' | 'ko' | 'ru'

/** Texts by their ids. One object a language, to which parts are added as their screens are loaded. */
export type Texts = Record<string, string>

// the build (vite-texts.ts) writes in where it put the texts, a folder a language and a file a part of the app, and the
// texts of the first script themselves
const folder = import.meta.env['TEXTS_FOLDER'] as string
const texts = import.meta.env['TEXTS_FIRST'] as Record<Language, Texts>

/** Parts that were asked for, in whatever language. */
const asked = new Set<string>()
const arrived = new Map<string, Promise<void>>()
let spoken: Language = 'en'

/** All texts so far in a language, those of every screen that was loaded among them; from now on new screens come in it. */
export async function textsIn(language: Language): Promise<Texts> {
  // a screen may be asked for while others are on their way
  for (let known = 0; known < asked.size;) {
    known = asked.size
    await Promise.all([...asked].map((part) => arrive(language, part)))
  }
  spoken = language
  return texts[language]
}

/**
 * A module with its texts: the build puts this around each `import()` whose screens say something that the first script
 * does not. Both are fetched at once; the module is given when it can speak.
 */
export async function withTexts<Module>(part: string, module: Promise<Module>): Promise<Module> {
  asked.add(part)
  const [loaded, heard] = await Promise.allSettled([module, arrive(spoken, part)])
  if (loaded.status === 'rejected') throw loaded.reason
  if (heard.status === 'rejected') throw heard.reason
  return loaded.value
}

function arrive(language: Language, part: string): Promise<void> {
  const path = `${folder}/${language}/${part}.json`
  const coming = arrived.get(path)
  if (coming) return coming
  const loading = load(path).then((more) => void Object.assign(texts[language], more))
  arrived.set(path, loading)
  // asked for again, it is fetched again
  loading.catch(() => arrived.delete(path))
  return loading
}

async function load(path: string): Promise<Texts> {
  const response = await fetch(path).catch(() => null)
  // worded as browsers word a missing script: the router then loads the page anew, once, as after an update
  if (!response?.ok) throw new Error(`Failed to fetch dynamically imported module: ${path}`)
  return (await response.json()) as Texts
}
