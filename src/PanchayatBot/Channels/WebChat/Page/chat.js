// The web chat. The bot's side of the talk comes from the server; the person's own words are kept in this browser only.

const $ = id => document.getElementById(id);
const view = $('view'), list = $('talk'), text = $('text');
const OWN_KEPT = 100, SEEN_KEPT = 200;
const INDIA = 330 * 60_000; // India's clock is 5:30 h ahead of UTC, all year

const recall = key => { try { return JSON.parse(localStorage.getItem(`panchayatbot:${key}`)); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(`panchayatbot:${key}`, JSON.stringify(value)); } catch { /* full or forbidden: the talk goes on */ } };

let me;                       // the page's words and the demo people
let talk;                     // { own, seen, from, key, person }: what is kept of the talk that is shown
let newest, known, ready;     // number of the newest reply; numbers of all replies shown; old replies are all there
let stream, cut = false, sending = false;
let answerTimer, retryTimer, noticeTimer;
let language = recall('language') ?? 'hi';

const say = both => both[language === 'en' ? 'english' : 'hindi'];
const word = key => say(me.words[key]);

function element(tag, className, content = '', attributes = {}) {
  const e = document.createElement(tag);
  e.className = className;
  e.textContent = content;
  return Object.assign(e, attributes);
}

// --- words, days and times ---

function showWords() {
  document.documentElement.lang = language;
  document.title = word('title');
  for (const e of document.querySelectorAll('[data-word]')) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll('[data-label]')) e.ariaLabel = e.title = word(e.dataset.label);
  text.placeholder = word('placeholder');
  for (const e of list.querySelectorAll('time')) e.textContent = clock(+e.dataset.at);
  talk.own.forEach(showState);
  showPeople();
  showDays();
  showLine();
}

function clock(at) {
  const time = new Date(at + INDIA), hour = time.getUTCHours();
  const hands = `${hour % 12 || 12}:${String(time.getUTCMinutes()).padStart(2, '0')}`;
  if (language === 'en') return `${hands} ${hour < 12 ? 'am' : 'pm'}`;
  return `${hour < 4 ? 'रात' : hour < 12 ? 'सुबह' : hour < 16 ? 'दोपहर' : hour < 20 ? 'शाम' : 'रात'} ${hands}`;
}

function dayName(at) {
  const day = Math.floor((at + INDIA) / 86_400_000), today = Math.floor((Date.now() + INDIA) / 86_400_000);
  const form = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
  return day === today ? word('today') : new Date(day * 86_400_000).toLocaleDateString(language === 'en' ? 'en-IN' : 'hi-IN', form);
}

function showDays() {
  list.querySelectorAll('.day').forEach(e => e.remove());
  let last;
  for (const time of list.querySelectorAll('time')) {
    const day = dayName(+time.dataset.at);
    if (day !== last) time.closest('li').before(element('li', 'day', day));
    last = day;
  }
}

// --- the talk on the page ---

// Replies stand in the order of their numbers. A message of the person, and a reminder that was written long ago and comes only now,
// go behind all that is there: the thousandths after the newest number are for them.
const orderNow = () => newest * 1000 + 1 + list.querySelectorAll(`[data-after="${newest}"]`).length;

function addItem(className, speaker, order, at) {
  const item = element('li', className), bubble = element('div', 'bubble'), foot = element('span', 'foot');
  item.dataset.order = order;
  if (order % 1000) item.dataset.after = Math.floor(order / 1000);
  bubble.append(element('span', 'unseen', `${speaker}: `), element('div', 'words'), foot);
  if (at) {
    const time = element('time', '', clock(at), { dateTime: new Date(at).toISOString() });
    time.dataset.at = at;
    foot.append(time);
  }
  item.append(bubble);
  const before = [...list.querySelectorAll('[data-order]')].findLast(i => +i.dataset.order < order);
  if (before) before.after(item); else list.prepend(item);
  $('welcome').hidden = true;
  if (ready) showDays();
  return item;
}

function showReply(reply) {
  if (known.has(reply.id)) return;
  known.add(reply.id);
  const seen = talk.seen[reply.id] ??= { at: reply.at, order: reply.id > newest || !ready ? reply.id * 1000 : orderNow() };
  newest = Math.max(newest, reply.id);
  const item = addItem('bot', word('title'), seen.order, seen.at);
  item.querySelector('.words').innerHTML = reply.html; // made, and made safe, by the server
  item.querySelectorAll('a').forEach(opensNewTab);
  if (reply.buttons.length) {
    const row = element('div', 'buttons');
    row.append(...reply.buttons.map(button => makeButton(button, row)));
    item.append(row);
  }
  if (!ready) return;
  saveTalk();
  waitForAnswer(false);
  reveal(item);
}

function opensNewTab(link) {
  Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
  link.append(element('span', 'unseen', ` (${word('opens_new_tab')})`));
}

function makeButton({ label, payload, url }, row) {
  if (url) {
    const link = element('a', 'link', label, { href: url });
    opensNewTab(link);
    return link;
  }
  return element('button', '', label, { type: 'button', onclick: () => {
    for (const b of row.querySelectorAll('button')) { // an unsteady finger presses twice
      b.disabled = true;
      setTimeout(() => { b.disabled = false; }, 1200);
    }
    send(label, { payload });
  } });
}

function showOwn(m) {
  const item = addItem('own', word('you'), m.order, m.at);
  item.id = m.id;
  item.querySelector('.words').textContent = m.label;
  item.querySelector('.foot').append(element('span', 'state'));
  showState(m);
  return item;
}

function showState(m) {
  const item = $(m.id);
  if (!item) return;
  const state = item.querySelector('.state');
  state.dataset.state = m.state;
  state.replaceChildren(element('span', 'unseen', word(m.state)));
  item.querySelector('.trouble')?.remove();
  if (m.state !== 'failed') return;
  const trouble = element('div', 'trouble', say(m.why));
  trouble.append(element('button', '', word('again'), { type: 'button', onclick: () => { m.state = 'waiting'; showState(m); flush(); } }));
  item.append(trouble);
}

const toEnd = behavior => view.scrollTo({ top: view.scrollHeight, behavior });
const belowView = () => view.scrollHeight - view.scrollTop - view.clientHeight;

/** Brings a reply into sight, a long one from its beginning; who has scrolled back to read is not torn away. */
function reveal(item) {
  if (belowView() - item.offsetHeight > 240) $('newest').hidden = false;
  else if (item.offsetHeight > view.clientHeight - 60) item.scrollIntoView({ block: 'start' });
  else toEnd();
}

// --- sending ---

function uuid() { // crypto.randomUUID is missing where the page is not served over https
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 15 | 64;
  b[8] = b[8] & 63 | 128;
  return [...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + x.toString(16).padStart(2, '0')).join('');
}

/** Says something in the person's name: `label` is what the talk shows, `body` what the bot gets. */
function send(label, body) {
  const m = { id: uuid(), label, body, at: Date.now(), order: orderNow(), state: 'waiting' };
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
      const answer = await fetch('/chat/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal: AbortSignal.timeout(20_000) });
      if (answer.ok) m.state = 'sent';
      else pause = refused(m, mine, answer, await answer.json());
    } catch {
      pause = 3;
    }
    if (mine === talk) showState(m);
    saveTalk(mine);
  }
  sending = false;
  if (mine !== talk) return flush();
  if (pause) {
    waitForAnswer(false);
    retryTimer = setTimeout(flush, pause * 1000);
  }
}

/** Tells in how many seconds to try again; 0 for never. */
function refused(m, mine, answer, { code, message }) {
  if (answer.status === 429 || answer.status >= 500) {
    notice(say(message));
    return +answer.headers.get('Retry-After') || 5;
  }
  if (mine === talk) waitForAnswer(false);
  Object.assign(m, { state: 'failed', why: message });
  if (code === 'too_long' && mine === talk) { // back to where it can be shortened
    mine.own.splice(mine.own.indexOf(m), 1);
    $(m.id).remove();
    text.value ||= m.label;
    grow();
    notice(say(message));
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

function listen(after = newest) {
  stream?.close();
  const mine = stream = new EventSource(`/chat/events?${new URLSearchParams({ after, ...(talk.person && { person: talk.person }) })}`);
  mine.onmessage = e => showReply(JSON.parse(e.data));
  mine.onopen = () => { cut = false; showLine(); flush(); };
  mine.onerror = () => {
    cut = true;
    setTimeout(showLine, 1500); // a blink is not worth a word
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === stream && listen(after), 5000);
  };
  mine.addEventListener('ready', () => {
    if (ready) return;
    ready = true;
    list.ariaBusy = 'false';
    $('welcome').hidden = list.childElementCount > 0;
    showDays();
    saveTalk();
    toEnd('instant');
  });
}

function showLine() {
  if (noticeTimer) return;
  const trouble = !navigator.onLine ? 'offline' : cut ? 'reconnecting' : '';
  Object.assign($('line'), { textContent: trouble && word(trouble), hidden: !trouble });
}

function notice(sentence) {
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { noticeTimer = 0; showLine(); }, 10_000);
  Object.assign($('line'), { textContent: sentence, hidden: false });
}

// --- whose talk it is ---

function openTalk(person) {
  talk = { own: [], seen: {}, from: 0, ...recall(`talk:${person ?? 'me'}`), person };
  known = new Set();
  newest = Math.max(talk.from, ...Object.keys(talk.seen), ...talk.own.map(m => Math.floor(m.order / 1000)));
  ready = false;
  list.ariaBusy = 'true';
  list.replaceChildren();
  waitForAnswer(false);
  $('newest').hidden = $('welcome').hidden = true;
  talk.own.forEach(showOwn);
  listen(talk.from);
}

function saveTalk(which = talk) {
  which.own = which.own.slice(-OWN_KEPT);
  which.seen = Object.fromEntries(Object.entries(which.seen).slice(-SEEN_KEPT));
  keep(`talk:${which.person ?? 'me'}`, which);
}

function clearTalk() {
  Object.assign(talk, { own: [], seen: {}, from: newest });
  saveTalk();
  list.replaceChildren();
  waitForAnswer(false);
  $('welcome').hidden = false;
}

function showPeople() {
  $('people').hidden = !me.people.length;
  $('people').replaceChildren(...me.people.map(p => {
    const label = element('label', '');
    const radio = element('input', '', '', { type: 'radio', name: 'person', value: p.key, checked: p.key === talk.person });
    radio.onchange = () => { keep('person', p.key); openTalk(p.key); };
    label.append(radio, element('b', '', say(p.name)), element('small', '', say(p.role)));
    return label;
  }));
}

// --- the page's own buttons ---

function grow() {
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
}

$('compose').onsubmit = e => {
  e.preventDefault();
  const written = text.value.trim();
  if (!written) return text.focus();
  text.value = '';
  grow();
  send(written, { text: written });
};
text.oninput = grow;
text.onkeydown = e => { if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); $('compose').requestSubmit(); } };
$('menu').onclick = () => send(word('menu'), { text: '/menu' });
for (const b of $('welcome').querySelectorAll('button')) b.onclick = () => send(b.textContent, { text: b.dataset.send ?? b.textContent });
$('newest').onclick = () => toEnd();
view.onscroll = () => { if (belowView() < 120) $('newest').hidden = true; };
$('language').onclick = () => { language = language === 'en' ? 'hi' : 'en'; keep('language', language); showWords(); };
$('clear').onclick = () => $('ask').showModal();
$('ask').onclose = () => { if ($('ask').returnValue === 'yes') clearTalk(); $('ask').returnValue = ''; };
addEventListener('online', () => { listen(ready ? newest : talk.from); showLine(); });
addEventListener('offline', showLine);

while (!me) {
  try {
    me = await (await fetch('/chat/me')).json();
  } catch {
    await new Promise(later => { setTimeout(later, 3000); });
  }
}
openTalk(me.people.length ? (me.people.find(p => p.key === recall('person')) ?? me.people[0]).key : undefined);
showWords();
