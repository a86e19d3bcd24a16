// The board: one question for the numbers and the list, one subscription that says when to ask again.
import { byId, element } from './dom.js';
import { showCounts, showServiceBoard } from './counts.js';
import { prepareFiling } from './filing.js';
import { ask, boardQuery, changedSubscription, Refused, serviceBoardSubscription } from './graph.js';
import { Live } from './live.js';
import { clearRows, refreshTimes, showRows, tell } from './rows.js';
import { Session } from './session.js';
import { currentLanguage, otherLanguage, speak, text } from './texts.js';

const AT_MOST_EVERY = 1000; // milliseconds between two readings, however many changes arrive
const CLOCK = 20_000;

let chosen = null; // a status, 'overdue', or null for all
let latest = null;
let stands = null; // the service board
let state = { name: 'connecting' };

speak(currentLanguage());
const session = await Session.open();
const live = new Live({
  query: changedSubscription,
  field: 'complaintChanged',
  authorization: () => session.authorization(),
  onChange: changed,
  onState: showState,
});

const standing = new Live({
  query: serviceBoardSubscription,
  field: 'serviceBoard',
  authorization: () => session.authorization(),
  onChange: board => { stands = board; showServiceBoard(board); },
  onState: () => {}, // the other subscription tells of the connection
});

/** Reads at once when nothing was read lately, else as soon as that is so; what comes last is never left out. */
const refresh = (() => {
  let running = false;
  let again = false;
  return async function run() {
    if (running) { again = true; return; }
    running = true;
    await read();
    await new Promise(done => setTimeout(done, AT_MOST_EVERY));
    running = false;
    if (again) { again = false; run(); }
  };
})();

async function read() {
  const reader = session.persona;
  let trouble = null;
  try {
    const board = await ask(session, boardQuery, { where: condition() });
    if (reader === session.persona) latest = board;
  } catch (error) {
    trouble = error;
  }
  if (reader !== session.persona) return refresh();
  showTrouble(trouble);
  if (!trouble) showAll();
}

const condition = () => (chosen === null ? {} : chosen === 'overdue' ? { isOverdue: { eq: true } } : { status: { eq: chosen } });

function showAll() {
  if (!latest) return;
  showCounts(latest, chosen, choose);
  showRows(latest.newest.nodes);
  byId('empty').hidden = latest.newest.nodes.length > 0;
  byId('empty').textContent = text(chosen ? 'noneSuch' : 'none', { persona: session.persona });
  showFilter();
}

function choose(key) {
  chosen = chosen === key ? null : key;
  showCounts(latest, chosen, choose);
  showFilter();
  byId('rows').replaceChildren(); // another list, in which nothing has changed
  refresh();
}

function showFilter() {
  const all = element('button', { type: 'button', class: 'link', 'data-testid': 'show-all' }, text('everything'));
  all.addEventListener('click', () => choose(chosen));
  byId('filter-note').replaceChildren(...(chosen ? [`${text('onlyStatus', { status: text(chosen) })} `, all] : []));
}

/** A change is told at once; numbers and list follow from a reading that begins after it. */
function changed(change) {
  tell(change);
  if (change.kind === 'FILED' && change.complaint) byId('spoken').textContent = text('arrived', change.complaint);
  refresh();
}

function showState(name, detail) {
  state = { name, detail };
  byId('state').dataset.state = name;
  byId('state').title = detail ?? '';
  byId('state-text').textContent = text(name);
  byId('state-text').dataset.text = name;
  if (name === 'live') refresh(); // also for what changed between two connections
}

function showTrouble(error) {
  byId('trouble').hidden = !error;
  if (error) byId('trouble').textContent = text('trouble', { reason: error instanceof Refused ? error.message : text('unreachable') });
}

function anew() {
  latest = null;
  chosen = null;
  clearRows();
  byId('tiles').replaceChildren();
  byId('departments').replaceChildren();
  byId('waiting').textContent = '';
  stands = null;
  live.start();
  standing.start();
  refresh();
}

function offerPersonas() {
  byId(session.canChoose ? 'persona-label' : 'token-label').hidden = false;
  byId('persona').replaceChildren(...session.personas.map(p => element('option', { value: p.name, title: p.description }, p.name)));
  byId('persona').value = session.persona;
  byId('persona').addEventListener('change', event => { session.choose(event.target.value); anew(); });
  byId('token').addEventListener('change', event => { session.usePasted(event.target.value); anew(); });
}

function showLanguage() {
  const other = byId('language');
  other.textContent = text('otherLanguage');
  other.lang = otherLanguage() === 'zh' ? 'zh-Hans' : 'en';
  byId('token').placeholder = text('tokenHint');
}

byId('language').addEventListener('click', () => {
  speak(otherLanguage());
  showLanguage();
  refreshTimes();
  showAll();
  if (stands) showServiceBoard(stands);
  showState(state.name, state.detail);
});

showLanguage();
offerPersonas();
prepareFiling(session);
setInterval(refreshTimes, CLOCK);
anew();
