import type { Json } from '#core/json.ts'
import { fieldLabel, valueLabel } from '#core/rule/sentence.ts'
import { useLanguage } from '../app/language.tsx'
import { useModels } from '../app/models.ts'

/** Names of fields and of their values in the language in use. */
export function useLabels(): { field(name: string): string; value(field: string, value: Json): string } {
  const { language } = useLanguage()
  const names = useModels() ?? null
  return {
    field: (name) => capital(fieldLabel(name, language, names)),
    value: (field, value) => valueLabel(field, value, language, names),
  }
}

function capital(text: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase() + text.slice(first.length)
}
