import type { HiddenSource } from '#core/form/document.ts'
import { useSay } from '../app/words.tsx'

/** What a hidden field is filled with; tags of campaigns have one name in every language. */
export function useSourceName(): (source: HiddenSource) => string {
  const say = useSay()
  return (source) => {
    switch (source) {
      case 'utm_source':
      case 'utm_medium':
      case 'utm_campaign':
      case 'utm_term':
      case 'utm_content':
        return source
      default:
        return say(`forms.source.${source}`)
    }
  }
}
