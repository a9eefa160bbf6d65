/** The look of pages for strangers: the tokens of the app (web/app/tokens.css), on one column that prints on paper. */
export const publicStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1c1d21; --quiet: #585b65; --line: #e8e5dd; --line-strong: #8d8a81;
  --accent: #3d5a80; --on-accent: #ffffff; --accent-soft: #e9eef5; --heat: #b4452f; --good: #2a7152;
  --sale: #d98e2b; --people: #4f73a3; --focus: #2f6fd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131418; --card: #1b1d22; --ink: #ecebe7; --quiet: #b0b2ba; --line: #2b2d34; --line-strong: #74767f;
    --accent: #8fb0dc; --on-accent: #131418; --accent-soft: #222b38; --heat: #f08c6d; --good: #6cc29a;
    --sale: #e0a045; --people: #6a94ca; --focus: #8fb8f5;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink); overflow-wrap: break-word; font-variant-numeric: tabular-nums;
  font: 16px/1.6 'Inter', 'Pretendard', 'Noto Sans KR', system-ui, -apple-system, 'Segoe UI', 'Malgun Gothic',
    'Noto Sans CJK KR', sans-serif;
}
:lang(ko) { word-break: keep-all; }
:lang(ru) { hyphens: auto; }
main { max-width: 46rem; margin: 0 auto; padding: 40px 24px 64px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; margin: 4px 0 12px; text-wrap: balance; }
h2 { font-size: 19px; line-height: 1.35; margin: 0 0 8px; }
h3 { font-size: 17px; line-height: 1.35; margin: 0; }
p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; }
p + p { margin-top: 10px; }
section, form { margin-top: 36px; }
.kicker { color: var(--quiet); font-size: 14px; font-weight: 600; }
.quiet { color: var(--quiet); }
.small { font-size: 14px; }
.state { margin-top: 24px; padding: 16px 20px; border: 1px solid var(--line-strong); border-left: 4px solid var(--accent);
  border-radius: 8px; background: var(--card); }
.state[data-tone='good'] { border-left-color: var(--good); }
.state[data-tone='bad'] { border-left-color: var(--heat); }
form { border-top: 1px solid var(--line); padding-top: 28px; }
fieldset { border: 0; margin-top: 16px; min-width: 0; }
legend { padding: 0; font-weight: 600; margin-bottom: 6px; }
.choice { display: flex; gap: 10px; align-items: baseline; padding: 8px 0; }
.choice span { flex: 1; }
label.field { display: block; margin-top: 16px; font-weight: 600; }
label.field .quiet { font-weight: 400; }
input[type='text'], input[type='email'], select, textarea {
  display: block; width: 100%; margin-top: 4px; padding: 10px 12px; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line-strong); border-radius: 6px;
}
input[type='radio'], input[type='checkbox'] { width: 18px; height: 18px; flex: none; accent-color: var(--accent); transform: translateY(3px); }
button { font: inherit; font-weight: 600; min-height: 44px; padding: 8px 20px; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--line-strong); background: var(--card); color: var(--ink); }
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.row { margin-top: 20px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
details { margin-top: 24px; border-top: 1px solid var(--line); padding-top: 16px; }
details form { margin-top: 8px; border: 0; padding: 0; }
summary { cursor: pointer; font-weight: 600; min-height: 28px; }
a { color: var(--accent); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 25px; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #ccc; --line-strong: #888;
    --accent: #1c3a63; --heat: #9c3520; --people: #2f5688; --good: #1f5c41; }
  @page { margin: 16mm; }
  body { font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section { margin-top: 20px; }
  h2 { break-after: avoid; }
  [data-no-print] { display: none !important; }
}
`
