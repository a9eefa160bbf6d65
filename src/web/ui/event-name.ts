import { eventLabel } from '#core/rule/sentence.ts'
import { isolated } from '../app/isolate.ts'
import { useLanguage } from '../app/language.tsx'

/** An event of the field by what people call it, written as a line of its own; one's own names as they were sent. */
export function useEventName(): (name: string) => string {
  const { language } = useLanguage()
  return (name) => {
    const label = eventLabel(name, language)
    return label === name ? isolated(name) : label.slice(0, 1).toLocaleUpperCase(language) + label.slice(1)
  }
}
