import { crc32, deflateSync } from 'node:zlib'
import type { Block, PageDocument } from '#core/page/document.ts'

/** A document as its author would leave it: the places that a template leaves open are filled, all texts among them. */
export function filled(document: PageDocument, { form }: { form?: string } = {}): PageDocument {
  const whole = JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\[([^\][\n]{1,60})\](?!\()/g, '$1') : value,
  ) as PageDocument
  return {
    ...whole,
    variants: whole.variants.map((variant) => ({
      ...variant,
      blocks: variant.blocks.flatMap((block): Block[] => {
        if (block.kind === 'form') return form === undefined ? [] : [{ ...block, form }]
        return block.kind === 'hero' && form === undefined ? [{ ...block, href: '/demo' }] : [block]
      }),
    })),
  }
}

/** A PNG of one colour. */
export function png(
  width: number,
  height: number,
  [red, green, blue]: [number, number, number] = [80, 120, 160],
): Uint8Array {
  const row = Buffer.alloc(1 + width * 3)
  for (let x = 0; x < width; x++) row.set([red, green, blue], 1 + x * 3)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
