// Contrast by WCAG 2.2, success criterion 1.4.3: relative luminance of sRGB colours.

/** `#3d5a80` in lower case; null when it is none. */
export function readColour(text: string): string | null {
  return /^#[0-9a-f]{6}$/i.test(text) ? text.toLowerCase() : null
}

/** Contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

/**
 * An accent of one's own as it can be used on that paper: darkened or lightened until it stands out (4.5 to 1), and what
 * is written on it.
 */
export function accentOn(accent: string, paper: string): { accent: string; on: string } {
  const towards = luminance(paper) > 0.4 ? 0 : 255
  let found = accent
  for (let step = 1; step <= 20 && contrast(found, paper) < 4.5; step++) found = mixed(accent, towards, step / 20)
  return { accent: found, on: contrast(found, '#ffffff') >= contrast(found, '#131418') ? '#ffffff' : '#131418' }
}

function mixed(colour: string, towards: number, share: number): string {
  const parts = channels(colour).map((value) => Math.round(value + (towards - value) * share))
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
