import type { MailLanguage } from '#core/entry-mail.ts'

/** What the banner says around the words of the purpose `tracking`. Both answers are as short and as plain. */
export const bannerWords: Record<MailLanguage, { title: string; yes: string; no: string; notice: string }> = {
  en: { title: 'May we remember your visits?', yes: 'Yes', no: 'No', notice: 'Privacy notice' },
  ko: { title: '방문 기록을 남겨도 될까요?', yes: '동의', no: '거부', notice: '개인정보 처리방침' },
  ru: { title: 'Можно запоминать ваши посещения?', yes: 'Да', no: 'Нет', notice: 'Политика конфиденциальности' },
}

/** Black or white, whichever reads better on a colour such as #3d5a80 (WCAG 2.2, relative luminance). */
export function readableOn(colour: string): '#000000' | '#ffffff' {
  const part = (at: number) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff'
}
