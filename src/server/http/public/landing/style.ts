import type { PageAccent, PageScheme } from '#core/page/document.ts'

interface Accent {
  /** links and the one button; each holds 4.5 to 1 on its paper, and its own text on it */
  accent: string
  on: string
  soft: string
}

const accents: Record<PageAccent, { light: Accent; dark: Accent }> = {
  blue: {
    light: { accent: '#2f5d94', on: '#fff', soft: '#e9eff7' },
    dark: { accent: '#8fb4e4', on: '#10141b', soft: '#1c2735' },
  },
  green: {
    light: { accent: '#23694b', on: '#fff', soft: '#e5f1eb' },
    dark: { accent: '#74c8a0', on: '#0e1713', soft: '#16291f' },
  },
  plum: {
    light: { accent: '#7a3f74', on: '#fff', soft: '#f5ebf4' },
    dark: { accent: '#d7a0d0', on: '#1a1018', soft: '#2e1f2c' },
  },
  amber: {
    light: { accent: '#8f5410', on: '#fff', soft: '#f9efdf' },
    dark: { accent: '#e3aa5b', on: '#19120a', soft: '#2d2213' },
  },
  ink: {
    light: { accent: '#1c1d21', on: '#fff', soft: '#eeece6' },
    dark: { accent: '#ecebe7', on: '#131418', soft: '#26282f' },
  },
}

const papers = {
  light: '--paper:#fff;--band:#f7f6f2;--ink:#1c1d21;--quiet:#565963;--line:#e3e0d8;--edge:#8d8a81;--focus:#2f6fd0',
  dark: '--paper:#131418;--band:#1a1c21;--ink:#ecebe7;--quiet:#b3b5bd;--line:#2d2f37;--edge:#777a84;--focus:#8fb8f5',
}

/** The look of a landing page, as short as it goes: the whole page stays under 30 KB. */
export function landingStyle(scheme: PageScheme, accent: PageAccent): string {
  const tokens = (of: 'light' | 'dark'): string => {
    const { accent: main, on, soft } = accents[accent][of]
    return `${papers[of]};--accent:${main};--on:${on};--soft:${soft};color-scheme:${of}`
  }
  const root =
    scheme === 'auto'
      ? `:root{${tokens('light')}}@media (prefers-color-scheme:dark){:root{${tokens('dark')}}}`
      : `:root{${tokens(scheme)}}`
  return (
    root +
    rest.replaceAll(/\s*\n\s*/g, '') +
    `@media print{:root{${tokens('light')}}${paper.replaceAll(/\s*\n\s*/g, '')}}`
  )
}

const rest = `
*{box-sizing:border-box}
html{background:var(--paper);-webkit-text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:16px}
body{margin:0;color:var(--ink);overflow-wrap:break-word;font:17px/1.6 Inter,Pretendard,'Noto Sans KR',system-ui,-apple-system,'Segoe UI','Malgun Gothic','Noto Sans CJK KR',sans-serif}
:lang(ko){word-break:keep-all}
:lang(ru){hyphens:auto}
h1,h2,h3,p,ul,ol,figure,dl,dd,blockquote{margin:0;padding:0}
h1,h2,h3{line-height:1.2;text-wrap:balance;letter-spacing:-.012em;hyphens:manual}
h1{font-size:clamp(30px,5vw,50px)}
h2{font-size:clamp(23px,3vw,32px)}
h3{font-size:19px}
p+p,p+ul,p+ol,ul+p,ol+p{margin-top:12px}
ul,ol{padding-left:22px}
li+li{margin-top:4px}
a{color:var(--accent)}
img{display:block;max-width:100%;height:auto}
.in{max-width:1080px;margin:0 auto;padding:0 24px}
.top{padding:18px 0;border-bottom:1px solid var(--line)}
.top a{color:inherit;text-decoration:none;display:inline-flex;align-items:center;gap:12px;min-height:32px}
.top img{max-height:36px;width:auto}
.name{font-weight:650;font-size:18px}
section{padding:64px 0}
section:nth-of-type(even){background:var(--band)}
.hero{background:var(--soft);padding:80px 0}
.hero .in{display:grid;grid-template-columns:minmax(0,1fr);gap:48px;align-items:center}
.hero.two .in{grid-template-columns:minmax(0,7fr) minmax(0,5fr)}
.hero .lead{margin-top:20px;font-size:20px;max-width:40em}
.hero img{border-radius:12px}
.note{margin-top:14px;color:var(--quiet);font-size:15px}
.go{display:inline-block;margin-top:28px;padding:14px 28px;min-height:48px;border-radius:8px;background:var(--accent);color:var(--on);font-weight:650;text-decoration:none;font-size:17px;line-height:1.2}
.go:hover{filter:brightness(1.08)}
.prose{max-width:44rem}
h2+*{margin-top:20px}
.cards{display:grid;gap:24px;grid-template-columns:repeat(auto-fit,minmax(min(100%,250px),1fr));list-style:none;padding:0}
.cards>li{margin:0;padding:22px 24px;border:1px solid var(--line);border-radius:12px;background:var(--paper)}
.cards h3+*{margin-top:8px}
.logos{display:flex;flex-wrap:wrap;gap:28px 44px;align-items:center;list-style:none;padding:0}
.logos li{margin:0}
.logos img{max-height:44px;max-width:170px;width:auto}
.logos.has{padding:16px 20px;border-radius:12px;background:#fff}
blockquote{max-width:46rem;border-left:4px solid var(--accent);padding:4px 0 4px 24px;font-size:22px;line-height:1.45}
.who{display:flex;gap:14px;align-items:center;margin-top:20px;padding-left:28px;color:var(--quiet)}
.who b{color:var(--ink)}
.who img{width:52px;height:52px;object-fit:cover;border-radius:50%}
.figures{display:grid;gap:28px;grid-template-columns:repeat(auto-fit,minmax(min(100%,180px),1fr))}
.figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
.figures dd{font-size:clamp(30px,4vw,42px);font-weight:650;line-height:1.15;font-variant-numeric:tabular-nums;color:var(--accent)}
.figures dt{margin-top:6px;color:var(--quiet)}
details{border-top:1px solid var(--line);max-width:46rem}
details:last-child{border-bottom:1px solid var(--line)}
h2+details{margin-top:20px}
summary{cursor:pointer;padding:14px 0;font-weight:600}
details div{padding:0 0 18px}
.formbox{max-width:640px;margin-top:24px;padding:28px;border:1px solid var(--line);border-radius:14px;background:var(--paper)}
.end{text-align:center}
.end .prose{margin-inline:auto}
figcaption{margin-top:10px;color:var(--quiet);font-size:15px}
figure img{border-radius:12px}
.film{display:grid;gap:24px;max-width:46rem}
.film a.shot{display:block}
.film img{border-radius:12px;border:1px solid var(--line)}
footer{padding:36px 0 56px;border-top:1px solid var(--line);color:var(--quiet);font-size:15px}
footer a{color:inherit}
.link{font:inherit;color:inherit;background:none;border:0;padding:6px 0;min-height:28px;text-decoration:underline;cursor:pointer}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;z-index:3;padding:10px 16px;background:var(--paper);border-radius:6px}
:focus-visible{outline:2px solid var(--focus);outline-offset:3px}
.ask{position:fixed;z-index:2;inset:auto 0 0 0;background:var(--paper);border-top:1px solid var(--edge);box-shadow:0 -6px 24px #0002;max-height:80vh;overflow:auto;font-size:16px}
.ask[hidden]{display:none}
.ask .in{padding-block:20px;display:grid;gap:14px}
.ask h2{font-size:19px}
.ask h2+*{margin-top:6px}
.ask label{display:flex;gap:10px;align-items:baseline}
.ask label span{flex:1}
.ask small{display:block;margin-top:4px;color:var(--quiet);font-size:14px}
.ask input{width:18px;height:18px;flex:none;accent-color:var(--accent);transform:translateY(3px)}
.ask .row{display:flex;flex-wrap:wrap;gap:12px}
.ask button:not(.link){font:inherit;font-weight:600;min-height:44px;min-width:130px;padding:8px 20px;border-radius:8px;border:1px solid var(--edge);background:var(--paper);color:var(--ink);cursor:pointer}
.preview{padding:8px 24px;background:var(--ink);color:var(--paper);font-size:14px}
@media (max-width:720px){
.in{padding:0 20px}
section{padding:44px 0}
.hero{padding:48px 0}
.hero.two .in{grid-template-columns:minmax(0,1fr)}
.hero .lead{font-size:18px}
.go{display:block;text-align:center}
.formbox{padding:20px 16px}
blockquote{font-size:19px;padding-left:18px}
.who{padding-left:22px}
.ask button:not(.link){flex:1}
}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
`

const paper = `
@page{margin:16mm}
body{font-size:11pt}
.in{max-width:none;padding:0}
section,.hero{padding:14px 0;background:none!important;break-inside:avoid}
.top,footer{padding:8px 0}
.go,.ask,.skip,.formbox,.link{display:none!important}
details div{display:block}
details::details-content{content-visibility:visible;display:block}
`
