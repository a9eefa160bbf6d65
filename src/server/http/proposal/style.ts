/** The look of the buyer's page: the tokens of the app (web/app/tokens.css), on one column that prints on paper. */
export const style = `
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
.meta { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; color: var(--quiet); font-size: 15px; }
.meta dd { color: var(--ink); }
.state { margin-top: 24px; padding: 16px 20px; border: 1px solid var(--line-strong); border-left: 4px solid var(--accent);
  border-radius: 8px; background: var(--card); }
.state[data-tone='good'] { border-left-color: var(--good); }
.state[data-tone='bad'] { border-left-color: var(--heat); }
.options { display: grid; gap: 16px; list-style: none; }
.option { border: 1px solid var(--line); border-radius: 10px; background: var(--card); padding: 20px; break-inside: avoid; }
.option[data-chosen] { border: 2px solid var(--good); padding: 19px; }
.option header { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: baseline; }
.option ul { margin: 12px 0 0; padding-left: 20px; list-style: disc; }
.option li { margin-top: 4px; }
.price { font-size: 22px; font-weight: 650; white-space: nowrap; }
.price small { font-size: 14px; font-weight: 400; color: var(--quiet); }
.sums { margin-top: 8px; color: var(--quiet); font-size: 14px; }
figure { margin-top: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); padding: 20px; break-inside: avoid; }
.bar { margin-top: 16px; }
.bar:first-child { margin-top: 0; }
.bar .label { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; font-size: 15px; }
.bar .label b { white-space: nowrap; }
.bar svg { display: block; width: 100%; height: 20px; margin-top: 4px; border-radius: 3px; }
.bar rect.cost { fill: var(--heat); }
.bar rect.cost.even { opacity: 0.72; }
.bar rect.option { fill: var(--people); }
.parts { list-style: none; margin-top: 6px; font-size: 14px; color: var(--quiet); }
.parts li { display: flex; justify-content: space-between; gap: 16px; }
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
pre { white-space: pre-wrap; font: 13.5px/1.55 ui-monospace, 'Noto Sans Mono CJK KR', monospace; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: 16px; overflow-wrap: anywhere; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: var(--accent); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.preview { margin: 0; padding: 8px 24px; background: var(--accent-soft); font-size: 14px; text-align: center; }
@media (max-width: 480px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 25px; }
  .option, figure { padding: 16px; }
  .option[data-chosen] { padding: 15px; }
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

/**
 * What the page does beside being read. It says that it was read once it has stood in view for some seconds and somebody
 * has moved, scrolled, touched or typed; programs that only fetch it do none of that. Without it everything else works.
 */
export const script = `
(() => {
  const { token, view } = document.currentScript.dataset
  const print = document.getElementById('print')
  if (print) { print.hidden = false; print.addEventListener('click', () => window.print()) }
  let seconds = 0, moved = false, sent = false
  const move = (event) => { if (event.isTrusted) moved = true }
  for (const kind of ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'scroll'])
    addEventListener(kind, move, { passive: true })
  setInterval(() => {
    if (document.visibilityState !== 'visible' || sent) return
    seconds += 1
    if (seconds < 4 || !moved) return
    sent = true
    void fetch('/p/open', {
      method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, view, seconds }),
    }).catch(() => {})
  }, 1000)
})()
`
