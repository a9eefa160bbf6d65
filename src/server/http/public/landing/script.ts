/**
 * What runs on a landing page: asks for consent where something needs it, keeps the answer in the browser, says it to the
 * server, and loads a network's tag only after a yes to advertising. It reads from its own element: `data-tags` (ids by
 * network), `data-scripts` (their addresses), `data-nonce`, `data-page` and `data-follow` (the tracker waits for a yes).
 */
export const landingScript = `(function () {
var d = document, w = window, own = d.currentScript.dataset, ask = d.getElementById('ask')
var tags = JSON.parse(own.tags), scripts = JSON.parse(own.scripts)
var follow = own.follow === '1', ads = Object.keys(tags).length > 0 && !navigator.globalPrivacyControl
w.hourglass = w.hourglass || function () { (w.hourglass.q = w.hourglass.q || []).push(arguments) }
function kept(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(name, value)
    return localStorage.getItem(name)
  } catch (e) { return null }
}
function load(src, then) {
  var s = d.createElement('script')
  s.async = true
  s.src = src
  s.nonce = own.nonce
  if (then) s.onload = then
  d.head.appendChild(s)
}
var start = {
  linkedin: function (id) { w._linkedin_data_partner_ids = [id]; load(scripts.linkedin) },
  meta: function (id) {
    var f = w.fbq = w._fbq = function () { f.callMethod ? f.callMethod.apply(f, arguments) : f.queue.push(arguments) }
    f.push = f; f.loaded = true; f.version = '2.0'; f.queue = []
    load(scripts.meta); f('init', id); f('track', 'PageView')
  },
  x: function (id) {
    var t = w.twq = function () { t.exe ? t.exe.apply(t, arguments) : t.queue.push(arguments) }
    t.version = '1.1'; t.queue = []
    load(scripts.x); t('config', id)
  },
  google: function (id) {
    w.dataLayer = w.dataLayer || []
    w.gtag = function () { w.dataLayer.push(arguments) }
    w.gtag('js', new Date()); w.gtag('config', id); load(scripts.google)
  },
  kakao: function (id) { load(scripts.kakao, function () { w.kakaoPixel(id).pageView() }) },
  naver: function (id) { w.wcs_add = { wa: id }; load(scripts.naver, function () { w.wcs && w.wcs.inflow(); w.wcs_do() }) },
  vk: function (id) {
    w._tmr = w._tmr || []
    w._tmr.push({ id: id, type: 'pageView', start: Date.now() }); load(scripts.vk)
  },
  yandex: function (id) {
    var y = w.ym = function () { (y.a = y.a || []).push(arguments) }
    y.l = Date.now(); load(scripts.yandex); y(Number(id), 'init', { defer: false })
  },
}
var loaded = false
function loadTags() {
  if (loaded) return
  loaded = true
  for (var network in tags) try { start[network](tags[network]) } catch (e) {}
}
if (ads && kept('hg_ads') === '1') loadTags()
if (!ask || !(ads || follow)) return
var again = d.getElementById('again')
function boxes() { return ask.querySelectorAll('input[type=checkbox]') }
function open() {
  boxes().forEach(function (box) { box.checked = kept(box.name === 'ads' ? 'hg_ads' : 'hg_consent') === '1' })
  ask.hidden = false
}
if (again) { again.hidden = false; again.onclick = function () { open(); ask.querySelector('button').focus() } }
var adsBox = ask.querySelector('[data-purpose=ads]')
if (adsBox && !ads) adsBox.hidden = true
if ((ads && kept('hg_ads') === null) || (follow && kept('hg_consent') === null)) open()
function choose(of) {
  var said = {}, before = kept('hg_ads')
  if (follow) { said.tracking = of('tracking'); w.hourglass('consent', said.tracking) }
  if (ads) { said.ads = of('ads'); kept('hg_ads', said.ads ? '1' : '0') }
  ask.hidden = true
  var proof = kept('hg_proof') || kept('hg_proof', 'c' + Date.now().toString(36) + Math.random().toString(36).slice(2, 14))
  // the tracker's own id, if there is one now, comes with the cookie
  setTimeout(function () {
    fetch('/l/-/consent', {
      method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ page: own.page, proof: proof, said: said, at: Date.now() }),
    }).catch(function () {}).then(function () { if (before === '1' && !said.ads) location.reload() })
  }, 300)
  if (said.ads) loadTags()
}
ask.onclick = function (event) {
  var way = event.target.getAttribute('data-choose')
  if (way === 'all') choose(function () { return true })
  if (way === 'none') choose(function () { return false })
  if (way === 'some') choose(function (name) { var box = ask.querySelector('[name=' + name + ']'); return !!box && box.checked })
}
})()`
