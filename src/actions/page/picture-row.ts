import type { PictureRow } from '#contract/page.ts'
import { picturePath } from '#core/page/picture.ts'
import type { PictureMeta } from '#store/page/picture.ts'

export function pictureRowOf(meta: PictureMeta): PictureRow {
  const { id, width, height, size, name, alt } = meta
  return { id, path: picturePath(meta), width, height, size, name, alt }
}
