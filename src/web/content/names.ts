import type { ContentAsset } from '#contract/content.ts'
import { useLanguage } from '../app/language.tsx'

/** The name of a language by its two letters, in the language in use; the letters where it has none. */
export function useLanguageName(): (code: string) => string {
  const { language } = useLanguage()
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' })
  return (code) => names.of(code) ?? code
}

/** An asset’s title in the language in use, where there is one. */
export function useAssetTitle(): (asset: Pick<ContentAsset, 'title' | 'versions'>) => string {
  const { language } = useLanguage()
  return ({ title, versions }) => versions.find((one) => one.language === language)?.title ?? title
}
