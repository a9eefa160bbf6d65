import { foldText } from '#core/text.ts'

/**
 * A title in the form it is read in: folded, ё as е, dotted abbreviations closed up (`V.P.` → vp, `и.о.` → ио), company
 * names after «at» cut off, one space between words. What stands in brackets or beyond a bar or slash is a part of its own.
 */
export function titleParts(title: string): string[] {
  const text = ` ${foldText(title).slice(0, 300).replace(/ё/g, 'е').replace(/[’‘`]/g, "'")} `
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu, (dotted) => `${dotted.replaceAll('.', '')} `)
    .replace(/(?<![\p{L}\p{N}])r ?& ?d(?![\p{L}\p{N}])/gu, 'rnd')
    .replace(/(?<![\p{L}\p{N}])m ?& ?a(?![\p{L}\p{N}])/gu, 'mna')
    .replace(/(?<![\p{L}\p{N}])l ?& ?d(?![\p{L}\p{N}])/gu, 'lnd')
    .replace(/(?<![\p{L}\p{N}])(?:ui ?[/&] ?ux|ux ?[/&] ?ui)(?![\p{L}\p{N}])/gu, 'uiux')
    .replace(/(?:\(주\)|주식회사)\s?\S+(?=\s)/gu, ' ')
    .replace(/\s전\s/gu, ' 전직 ')
    .replace(/import ?[/&] ?export/gu, 'import export')
    .replace(/(?<![\p{L}\p{N}])(?:fp ?& ?a)(?![\p{L}\p{N}])/gu, 'fpna')
    .replace(/(?<![\p{L}\p{N}])(?:e ?& ?p|i ?& ?e)(?![\p{L}\p{N}])/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])в\/о(?![\p{L}\p{N}])/gu, ' ')
  return text
    .split(/\s[-–—]\s|[/|()[\]{};·•∙]/u)
    .map((part) =>
      part
        .replace(/\s(?:at|@|bei|в компании|в ооо|в ао|в пао|в зао|компании «)\s.*$/u, ' ')
        .replace(/@.*$/u, ' ')
        .replace(/[-–—_.,:!?"«»“”„*+&#'~^=]/gu, (mark) => (mark === '&' ? ' and ' : mark === "'" ? '' : ' '))
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((part) => part !== '')
}
