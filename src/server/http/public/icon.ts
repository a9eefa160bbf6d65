import { escaped } from '#core/html.ts'

/** The mark of the product, among the files of the web app. */
export const iconPath = '/icon.svg'

/** What browsers show beside the title of a page for strangers: that picture, or the product's mark. */
export function iconLink(picture: string = iconPath): string {
  return `<link rel="icon" href="${escaped(picture)}"${picture === iconPath ? ' type="image/svg+xml"' : ''}>`
}
