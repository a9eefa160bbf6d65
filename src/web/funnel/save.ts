/** Hands a file to whoever looks, under that name. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // the browser reads it after the click
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** An SVG picture as PNG, twice as fine as its size. Rejects when the browser cannot draw it. */
export async function pngOf(picture: { svg: string; width: number; height: number }): Promise<Blob> {
  const image = new Image()
  // an address of its own text: the page's policy lets no other picture in
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * 2
  canvas.height = picture.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture could not be drawn'))), 'image/png')
  })
}

/** A file name of words: lifecycle-2026-11-22.csv. */
export function fileName(words: readonly string[], ending: string): string {
  const name = words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}-]+/gu, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${name}.${ending}`
}
