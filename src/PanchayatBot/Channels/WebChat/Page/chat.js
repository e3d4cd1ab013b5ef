// The web chat. The bot's side of the talk comes from the server; the person's own words are kept in this browser only.

const $ = id => document.getElementById(id);
const view = $('view'), list = $('talk'), text = $('text');

const recall = key => { try { return JSON.parse(localStorage.getItem(`panchayatbot:${key}`)); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(`panchayatbot:${key}`, JSON.stringify(value)); } catch { /* full or forbidden: the talk goes on */ } };

let me;             // the page's words and the demo people
let talk;           // what is kept of the talk that is shown: own messages, when replies were first seen, where it begins
const talks = {};   // the talks of all people whom the visitor has been
const files = {};   // what is to be sent, by the id of its message: too large for the browser's storage, so a reload loses it
let newest, ready;  // number of the newest reply; whether all old ones are there
let stream, cut = false, sending = false, following = true, scrolled = 0, answerTimer, retryTimer, noticeTimer;
let language = recall('language') ?? 'hi';

const say = both => both[language === 'en' ? 'english' : 'hindi'];
const word = key => say(me.words[key]);

function element(tag, className, content = '', properties = {}) {
  return Object.assign(document.createElement(tag), { className, textContent: content }, properties);
}

// --- words, days and times ---
function showWords() {
  document.documentElement.lang = language;
  document.title = word('title');
  for (const e of document.querySelectorAll('[data-word]')) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll('[data-label]')) e.ariaLabel = e.title = word(e.dataset.label);
  for (const e of list.querySelectorAll('time')) e.textContent = clock(+e.dataset.at);
  text.placeholder = word('placeholder');
  talk.own.forEach(showState);
  showPeople();
  showDays();
  showLine();
}

const inIndia = (at, form) => new Date(at).toLocaleString(`${language}-IN`, { timeZone: 'Asia/Kolkata', ...form });
const clock = at => inIndia(at, { hour: 'numeric', minute: '2-digit', ...(language === 'hi' && { dayPeriod: 'short' }) });

const dateOf = at => inIndia(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

function showDays() {
  list.querySelectorAll('.day').forEach(e => e.remove());
  let last;
  for (const time of list.querySelectorAll('time')) {
    const day = dateOf(+time.dataset.at);
    if (day !== last) time.closest('[data-order]').before(element('li', 'day', day === dateOf(Date.now()) ? word('today') : day));
    last = day;
  }
}

// --- the talk on the page ---
// Replies stand in the order of their numbers. A message of the person, and a reminder that was written long ago and comes only now,
// go behind all that is there: the thousandths after the newest number are for them.
const orderNow = () => newest * 1000 + 1 + list.querySelectorAll(`[data-after="${newest}"]`).length;

function addItem(className, speaker, order, at, id) {
  const item = element('li', className, '', { id }), bubble = element('div', 'bubble'), foot = element('span', 'foot');
  item.dataset.order = order;
  if (order % 1000) item.dataset.after = Math.floor(order / 1000);
  bubble.append(element('span', 'unseen', `${speaker}: `), element('div', 'words'), foot);
  if (at) {
    foot.append(element('time', '', clock(at), { dateTime: new Date(at).toISOString() }));
    foot.firstChild.dataset.at = at;
  }
  item.append(bubble);
  const before = [...list.querySelectorAll('[data-order]')].findLast(i => +i.dataset.order < order);
  if (before) before.after(item); else list.prepend(item);
  $('welcome').hidden = true;
  if (ready) showDays();
  return item;
}

function showReply(reply) {
  if ($(`reply-${reply.id}`) || talk.gone.includes(reply.id)) return;
  const seen = talk.seen[reply.id] ??= { at: reply.at, order: reply.id > newest || !ready ? reply.id * 1000 : orderNow() };
  newest = Math.max(newest, reply.id);
  const earlier = reply.board && list.querySelector(`[data-board="${CSS.escape(reply.board)}"]`);
  if (earlier) { // kept up to date where it stands
    seen.order = +earlier.dataset.order;
    earlier.remove();
  }
  const item = addItem('bot', word('title'), seen.order, seen.at, `reply-${reply.id}`);
  if (reply.board) item.dataset.board = reply.board;
  item.querySelector('.words').innerHTML = reply.html; // made, and made safe, by the server
  if (reply.file) item.querySelector('.words').prepend(attached(reply.file));
  if (reply.map) item.querySelector('.words').append(element('a', 'map', word('open_map'), { href: reply.map, target: '_blank', rel: 'noopener noreferrer' }));
  if (reply.buttons.length) item.append(buttonRow(reply.buttons));
  item.querySelectorAll('a').forEach(a => a.append(element('span', 'unseen', ` (${word('opens_new_tab')})`)));
  if (!ready) return;
  saveTalk();
  waitForAnswer(false);
  reveal(item);
}

function attached({ url, name, isPicture }) {
  const link = element('a', isPicture ? 'picture' : 'file', isPicture ? '' : name, { href: url, target: '_blank', rel: 'noopener noreferrer' });
  if (isPicture) link.append(element('img', '', '', { src: url, alt: name, loading: 'lazy', onload: () => { if (following) toEnd(); } }));
  else link.download = name;
  return link;
}

function buttonRow(buttons) {
  const row = element('div', 'buttons');
  row.append(...buttons.map(({ label, payload, url }) => url
    ? element('a', 'link', label, { href: url, target: '_blank', rel: 'noopener noreferrer' })
    : element('button', '', label, { type: 'button', onclick: () => { rest(row); send(label, { payload }); } })));
  return row;
}

function rest(row, disabled = true) { // an unsteady finger presses twice
  row.querySelectorAll('button').forEach(b => { b.disabled = disabled; });
  if (disabled) setTimeout(rest, 1200, row, false);
}

function showOwn(m) {
  const item = addItem('own', word('you'), m.order, m.at, m.id);
  item.querySelector('.words').textContent = m.label;
  if (files[m.id]) item.querySelector('.foot').append(element('progress', '', '', { value: 0, ariaLabel: word('waiting') }));
  item.querySelector('.foot').append(element('span', 'state'));
  showState(m);
}

function showState(m) {
  const state = $(m.id).querySelector('.state');
  state.dataset.state = m.state;
  state.replaceChildren(element('span', 'unseen', word(m.state)));
  if (m.state !== 'waiting') {
    $(m.id).querySelector('progress')?.remove();
    delete files[m.id];
  }
}

const belowView = () => view.scrollHeight - view.scrollTop - view.clientHeight;

function toEnd(behavior) {
  following = true;
  view.scrollTo({ top: view.scrollHeight, behavior });
}

/** Brings a reply into sight, a long one from its beginning; who has scrolled back to read is not torn away. */
function reveal(item) {
  const long = item.offsetHeight > view.clientHeight - 24;
  if (following && !long) return toEnd();
  if (following) view.scrollTo({ top: item.offsetTop - 12 });
  following = false;
  $('newest').hidden = false;
}

// --- sending ---
// crypto.randomUUID is missing where the page is not served over https.
const uuid = () => '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

/** Says something in the person's name: `label` is what the talk shows, `body` what the bot gets, `file` what goes with it. */
function send(label, body, file) {
  const m = { id: uuid(), label, body, at: Date.now(), order: orderNow(), state: 'waiting', ...(file && { hasFile: true }) };
  if (file) files[m.id] = file;
  talk.own.push(m);
  saveTalk();
  showOwn(m);
  toEnd();
  flush();
}

/** Sends what waits, in order. What cannot be sent now stays and keeps its id, so that nothing is done twice. */
async function flush() {
  if (sending) return;
  sending = true;
  clearTimeout(retryTimer);
  const mine = talk;
  let pause = 0;
  for (let m; !pause && (m = mine.own.find(o => o.state === 'waiting'));) {
    if (mine === talk && navigator.onLine && !cut) waitForAnswer(true);
    try {
      const body = JSON.stringify({ ...m.body, id: m.id, person: mine.person, language: recall('language') });
      const answer = m.hasFile
        ? await upload(m, body)
        : await fetch('/chat/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal: AbortSignal.timeout(20_000) });
      if (answer.ok) m.state = 'sent';
      else pause = refused(m, mine, answer, await answer.json());
    } catch {
      pause = 3;
    }
    if (mine === talk && m.state !== 'sent') waitForAnswer(false);
    if (mine === talk && $(m.id)) showState(m);
    saveTalk(mine);
  }
  sending = false;
  if (mine !== talk) return flush();
  if (pause) retryTimer = setTimeout(flush, pause * 1000);
}

/** Sends a file, which unlike fetch tells how far it is. Answers as fetch does. */
function upload(m, body) {
  return new Promise((answered, failed) => {
    const request = Object.assign(new XMLHttpRequest(), { timeout: 200_000, onerror: failed, ontimeout: failed, onabort: failed });
    request.onload = () => answered(new Response(request.response || null, { status: request.status, headers: { 'Retry-After': request.getResponseHeader('Retry-After') ?? '' } }));
    request.upload.onprogress = e => {
      const bar = $(m.id)?.querySelector('progress');
      if (bar) bar.value = e.loaded / e.total;
    };
    request.open('POST', '/chat/messages/file');
    request.setRequestHeader('X-Message', encodeURIComponent(body));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(files[m.id]);
  });
}

/** A photo as a JPEG of at most 1600 points a side: it goes out quickly, and tells no longer where it was taken. Everything else stays as it is. */
async function smaller(file) {
  if (!file.type.startsWith('image/')) return file;
  try {
    const photo = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, 1600 / Math.max(photo.width, photo.height));
    const canvas = element('canvas', '', '', { width: Math.max(1, Math.round(photo.width * scale)), height: Math.max(1, Math.round(photo.height * scale)) });
    const paint = canvas.getContext('2d');
    paint.fillStyle = '#fff';
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    return await new Promise(made => { canvas.toBlob(made, 'image/jpeg', .85); }) ?? file;
  } catch {
    return file; // no picture that this browser knows: the server says so
  }
}

async function sendFiles(chosen) {
  for (const file of chosen) {
    const made = await smaller(file);
    if (made.size > me.mostBytes) showLine(word('file_large'));
    else send(made.type.startsWith('image/') ? `📷 ${word('photo')}` : `📄 ${file.name}`, { name: file.name.slice(-120) }, made);
  }
}

/** Tells in how many seconds to try again; 0 for never. */
function refused(m, mine, answer, { code, message }) {
  showLine(say(message));
  if (answer.status === 429 || answer.status >= 500) return +answer.headers.get('Retry-After') || 5;
  m.state = 'failed';
  if (mine === talk && code === 'too_long') { // back to where it can be shortened
    mine.own.splice(mine.own.indexOf(m), 1);
    $(m.id).remove();
    text.value ||= m.label;
    grow();
  }
  return 0;
}

function waitForAnswer(waiting) {
  clearTimeout(answerTimer);
  $('typing').hidden = !waiting;
  if (!waiting) return;
  toEnd();
  answerTimer = setTimeout(() => { // the line may have died unnoticed: ask on a new one
    listen();
    answerTimer = setTimeout(() => { $('typing').hidden = true; }, 10_000);
  }, 5000);
}

// --- receiving ---
function listen(after = ready ? newest : talk.from) {
  stream?.close();
  const mine = stream = new EventSource(`/chat/events?${new URLSearchParams({ after, ...(talk.person && { person: talk.person }) })}`);
  mine.onmessage = e => showReply(JSON.parse(e.data));
  mine.addEventListener('ready', becomeReady);
  mine.onopen = () => { cut = false; showLine(); flush(); };
  mine.onerror = () => {
    cut = true;
    setTimeout(() => showLine(), 1500); // a blink is not worth a word
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === stream && listen(), 5000);
  };
}

function becomeReady() {
  if (ready) return;
  ready = true;
  list.ariaBusy = 'false';
  $('welcome').hidden = list.childElementCount > 0;
  showDays();
  saveTalk();
  toEnd('instant');
}

/** The line below the head: a sentence for ten seconds, otherwise what is wrong with the connection. */
function showLine(sentence = '') {
  if (sentence) {
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => { noticeTimer = 0; showLine(); }, 10_000);
  } else if (noticeTimer) return;
  const said = sentence || (!navigator.onLine ? word('offline') : cut ? word('reconnecting') : '');
  Object.assign($('line'), { textContent: said, hidden: !said });
}

// --- whose talk it is ---
function openTalk(person) {
  const key = person ?? 'me';
  talk = talks[key] ??= { own: [], seen: {}, gone: [], from: 0, ...recall(`talk:${key}`), person };
  newest = Math.max(talk.from, ...Object.keys(talk.seen), ...talk.own.map(m => Math.floor(m.order / 1000)));
  ready = false;
  waitForAnswer(false);
  list.replaceChildren();
  list.ariaBusy = 'true';
  for (const m of talk.own) if (m.hasFile && m.state === 'waiting' && !files[m.id]) m.state = 'failed'; // lost with a reload
  $('newest').hidden = $('welcome').hidden = true;
  talk.own.forEach(showOwn);
  listen();
}

function saveTalk(which = talk) {
  which.own = which.own.slice(-100);
  which.seen = Object.fromEntries(Object.entries(which.seen).slice(-200));
  keep(`talk:${which.person ?? 'me'}`, which);
}

function clearTalk() {
  // A reminder that came late has a lower number than those before it: the number alone does not say what was cleared.
  Object.assign(talk, { own: [], gone: [...talk.gone, ...Object.keys(talk.seen).map(Number)].slice(-200), seen: {}, from: newest });
  saveTalk();
  openTalk(talk.person);
}

function showPeople() {
  $('people').hidden = !me.people.length;
  $('people').replaceChildren(...me.people.map(({ key, name, role }) => {
    const label = element('label', ''), onchange = () => { keep('person', key); openTalk(key); };
    label.append(element('input', '', '', { type: 'radio', name: 'person', value: key, checked: key === talk.person, onchange }), element('b', '', say(name)), element('small', '', say(role)));
    return label;
  }));
}

// --- the page's own buttons ---
function grow() {
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight + 3, 160)}px`;
  if (following) toEnd('instant');
}

$('compose').onsubmit = e => {
  e.preventDefault();
  const written = text.value.trim();
  text.value = '';
  grow();
  if (written) send(written, { text: written });
  text.focus();
};
text.oninput = grow;
text.onkeydown = e => { if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); $('compose').requestSubmit(); } };
$('menu').onclick = () => send(word('menu'), { text: '/menu' });
for (const b of $('welcome').querySelectorAll('button')) b.onclick = () => send(b.textContent, { text: b.dataset.send ?? b.textContent });
$('newest').onclick = () => toEnd();
$('attach').onclick = () => $('file').click();
$('file').onchange = async () => {
  await sendFiles([...$('file').files]);
  $('file').value = ''; // the same photo may be chosen again
};
view.onscroll = () => {
  following = belowView() < 120 || (following && view.scrollTop >= scrolled);
  scrolled = view.scrollTop;
  $('newest').hidden ||= following;
};
visualViewport?.addEventListener('resize', () => { if (belowView() < 500) toEnd('instant'); }); // the keyboard came up
$('language').onclick = () => { language = language === 'en' ? 'hi' : 'en'; keep('language', language); showWords(); };
$('clear').onclick = () => $('ask').showModal();
$('ask').onclose = () => { if ($('ask').returnValue === 'yes') clearTalk(); $('ask').returnValue = ''; };
addEventListener('online', () => listen());
addEventListener('offline', () => showLine());

const fetchMe = () => fetch('/chat/me').then(r => r.json()).catch(() => new Promise(later => { setTimeout(later, 3000); }).then(fetchMe));
me = await fetchMe();
openTalk(me.people.length ? (me.people.find(p => p.key === recall('person')) ?? me.people[0]).key : undefined);
showWords();
const brought = new URLSearchParams(location.search).get('start'); // a link of the bot: what it hands over is said once
if (brought !== null) {
  history.replaceState(null, '', location.pathname);
  send(word('start'), { text: `/start ${brought.slice(0, 64)}` });
}
