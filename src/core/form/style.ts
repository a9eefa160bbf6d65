import { accentOn } from './accent.ts'

const light = { paper: '#ffffff', accent: '#3d5a80' }
const dark = { paper: '#1b1d22', accent: '#8fb0dc' }

/**
 * The look of a form, wherever it stands: it takes the fonts of the page around it, and its own colours. `accent`: #rrggbb
 * of one's own, bent until it can be read on either paper.
 */
export function formStyle(accent: string | null): string {
  const [day, night] = [light, dark].map((scheme) => accentOn(accent ?? scheme.accent, scheme.paper))
  const scheme = (of: typeof day): string => `--hgf-accent: ${of?.accent}; --hgf-on: ${of?.on};`
  return `
.hgf, .hgf-thanks { --hgf-card: #fff; --hgf-ink: #1c1d21; --hgf-quiet: #585b65; --hgf-line: #8d8a81; --hgf-bad: #b4452f;
  --hgf-focus: #2f6fd0; ${scheme(day)}
  color-scheme: light; container-type: inline-size; color: var(--hgf-ink); font: inherit; line-height: 1.5; text-align: start; }
.hgf[data-theme='dark'], .hgf-thanks[data-theme='dark'] { ${darkTokens(scheme(night))} }
@media (prefers-color-scheme: dark) { .hgf[data-theme='auto'], .hgf-thanks[data-theme='auto'] { ${darkTokens(scheme(night))} } }
.hgf, .hgf * { box-sizing: border-box; }
.hgf { margin: 0; padding: 0; border: 0; }
.hgf:lang(ko) { word-break: keep-all; }
.hgf [hidden] { display: none !important; }
.hgf-title { font-size: 1.35em; line-height: 1.3; margin: 0 0 8px; }
.hgf-intro p, .hgf-statement p, .hgf-thanks p { margin: 0 0 10px; }
.hgf-fields { display: grid; grid-template-columns: 1fr; gap: 18px 16px; margin-top: 16px; }
@container (min-width: 30rem) { .hgf-fields { grid-template-columns: 1fr 1fr; } .hgf-field[data-width='full'] { grid-column: 1 / -1; } }
.hgf-field { min-width: 0; }
.hgf-step { border: 0; margin: 0; padding: 0; min-width: 0; }
.hgf-step > legend { padding: 0; font-weight: 600; font-size: 1.08em; }
.hgf-step + .hgf-step { margin-top: 28px; }
.hgf label, .hgf-group > legend { font-weight: 600; }
.hgf-group { border: 0; margin: 0; padding: 0; min-width: 0; }
.hgf-group > legend { padding: 0; margin-bottom: 2px; }
.hgf-choice { display: flex; gap: 10px; align-items: baseline; padding: 5px 0; cursor: pointer; }
.hgf label.hgf-choice { font-weight: 400; }
.hgf-choice span { flex: 1; }
.hgf-choice input { width: 18px; height: 18px; margin: 0; flex: none; accent-color: var(--hgf-accent); transform: translateY(3px); }
.hgf input[type='text'], .hgf input[type='email'], .hgf input[type='tel'], .hgf input[type='date'], .hgf select, .hgf textarea {
  display: block; width: 100%; margin: 4px 0 0; padding: 10px 12px; min-height: 44px; font: inherit; font-size: max(1em, 16px); color: var(--hgf-ink);
  background: var(--hgf-card); border: 1px solid var(--hgf-line); border-radius: 6px; }
.hgf textarea { resize: vertical; }
.hgf ::placeholder { color: var(--hgf-quiet); opacity: 1; }
.hgf [aria-invalid='true'] { border-color: var(--hgf-bad); box-shadow: inset 0 0 0 1px var(--hgf-bad); }
.hgf-group[aria-invalid='true'] { box-shadow: none; border-left: 3px solid var(--hgf-bad); padding-left: 10px; }
.hgf-quiet, .hgf-help { color: var(--hgf-quiet); font-weight: 400; font-size: 0.9em; }
.hgf-help { margin: 2px 0 0; }
.hgf-must { color: var(--hgf-bad); }
.hgf-error { margin: 6px 0 0; color: var(--hgf-bad); font-weight: 600; font-size: 0.92em; }
.hgf-error::before { content: '⚠ ' / ''; }
.hgf-summary { border: 1px solid var(--hgf-bad); border-left-width: 4px; border-radius: 6px; padding: 12px 16px; margin: 12px 0; }
.hgf-summary p { margin: 0; font-weight: 600; }
.hgf-summary ul { margin: 6px 0 0; padding-left: 20px; }
.hgf-summary a, .hgf-statement a, .hgf-intro a, .hgf-thanks a { color: var(--hgf-accent); }
.hgf-status { margin: 14px 0 0; min-height: 1.5em; }
.hgf-meant { display: block; margin-top: 6px; padding: 4px 0; min-height: 28px; border: 0; background: none; color: var(--hgf-accent);
  font: inherit; font-size: 0.92em; text-decoration: underline; text-align: start; cursor: pointer; }
.hgf-row { display: flex; flex-wrap: wrap; gap: 12px; margin: 8px 0 0; }
.hgf-row button { font: inherit; font-weight: 600; min-height: 44px; padding: 8px 22px; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--hgf-line); background: var(--hgf-card); color: var(--hgf-ink); }
.hgf-row .hgf-send, .hgf-thanks .hgf-link { border: 1px solid var(--hgf-accent); background: var(--hgf-accent); color: var(--hgf-on); }
.hgf-row [aria-disabled='true'] { opacity: 0.65; cursor: progress; }
.hgf-thanks .hgf-link { display: inline-block; padding: 10px 22px; border-radius: 6px; font-weight: 600; text-decoration: none; }
.hgf :focus-visible, .hgf-thanks :focus-visible { outline: 2px solid var(--hgf-focus); outline-offset: 2px; }
.hgf-thanks:focus { outline: none; }
.hgf-trap { position: absolute; left: -9999px; top: auto; width: 1px; height: 1px; overflow: hidden; }
.hgf-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`
}

function darkTokens(accent: string): string {
  return `--hgf-card: #1b1d22; --hgf-ink: #ecebe7; --hgf-quiet: #b0b2ba; --hgf-line: #74767f; --hgf-bad: #f08c6d; --hgf-focus: #8fb8f5;
  ${accent} color-scheme: dark;`
}
