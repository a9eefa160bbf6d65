import type { Text } from '#core/blueprint.ts'

/** What a page says that gives out an asset. */
export interface ContentWords {
  take: string
  takeFile: string
  open: string
  openNext: string
  missing: string
  missingNext: string
  often: string
  oftenNext: string
}

/** The texts of pages that give out assets, in the languages of the product. `{kind}`, `{size}`, `{host}` stand for facts. */
export const contentWords: Readonly<Record<'en' | 'ko' | 'ru', ContentWords>> = {
  en: {
    take: 'Download',
    takeFile: '{kind}, {size}',
    open: 'Read it now',
    openNext: 'It opens on {host}.',
    missing: 'There is nothing here',
    missingNext: 'The link has ended, or a part of it got lost. Ask whoever sent it for a new one.',
    often: 'Too many requests',
    oftenNext: 'Wait a few minutes, then open the link again.',
  },
  ko: {
    take: '다운로드',
    takeFile: '{kind}, {size}',
    open: '지금 읽기',
    openNext: '{host}에서 열립니다.',
    missing: '자료를 찾을 수 없습니다',
    missingNext: '링크가 종료되었거나 주소가 일부 빠졌습니다. 보내신 분께 새 링크를 요청해 주세요.',
    often: '요청이 너무 많습니다',
    oftenNext: '몇 분 뒤에 링크를 다시 열어 주세요.',
  },
  ru: {
    take: 'Скачать',
    takeFile: '{kind}, {size}',
    open: 'Читать',
    openNext: 'Откроется на сайте {host}.',
    missing: 'Здесь ничего нет',
    missingNext: 'Ссылка больше не действует или скопирована не целиком. Попросите отправителя прислать новую.',
    often: 'Слишком много запросов',
    oftenNext: 'Подождите несколько минут и откройте ссылку снова.',
  },
}

const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/epub+zip': 'EPUB',
  'application/zip': 'ZIP',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'video/mp4': 'MP4',
  'video/webm': 'WebM',
  'text/plain': 'TXT',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
}

/** What people call a file by its type: PDF, Word … */
export function fileKind(type: string): string {
  return kinds[type] ?? type
}

/** `2.4 MB`, `2,4 МБ`: decimal units, as files are shown everywhere. */
export function fileSize(bytes: number, language: 'en' | 'ko' | 'ru'): string {
  const [value, unit] =
    bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), 'KB'] : [Math.round(bytes / 1e5) / 10, 'MB']
  const written = language === 'ru' ? String(value).replace('.', ',') : String(value)
  const units: Record<string, string> = language === 'ru' ? { KB: 'КБ', MB: 'МБ' } : {}
  return `${written}\u00a0${units[unit] ?? unit}`
}

/** A text of the blueprint in a language, else in English. */
export function inLanguage(text: Text, language: 'en' | 'ko' | 'ru'): string {
  return text[language] ?? text.en
}
