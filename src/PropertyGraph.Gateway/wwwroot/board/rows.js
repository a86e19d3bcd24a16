// The list of the newest complaints and the feed of what just happened.
import { byId, element, flash } from './dom.js';
import { DONE } from './graph.js';
import { exact, inLanguage, relative, text } from './texts.js';

const FEED_LENGTH = 8;
const LEADS_TO = { ASSIGNED: 'IN_PROGRESS', HELD: 'ON_HOLD', OVERDUE: 'REOPENED' }; // for the colours of the feed
const body = byId('rows');
const feed = byId('feed');

/** Shows these complaints in this order; those that changed since they were last shown flash. */
export function showRows(complaints) {
  const known = new Map([...body.children].map(row => [row.dataset.id, row]));
  const firstTime = known.size === 0;
  const rows = complaints.map(complaint => {
    const row = known.get(complaint.id) ?? emptyRow(complaint);
    const was = row.dataset.shown;
    const is = JSON.stringify(complaint);
    row.dataset.shown = is;
    fill(row, complaint);
    if (!known.has(complaint.id)) { if (!firstTime) flash(row, 'arrived'); } else if (was !== is) flash(row);
    return row;
  });
  if (rows.some((row, i) => body.children[i] !== row) || rows.length !== body.children.length) body.replaceChildren(...rows);
}

/** Words and times that go stale by themselves, or with the language. */
export function refreshTimes() {
  for (const row of body.children) fill(row, JSON.parse(row.dataset.shown));
  for (const item of feed.children) fillFeed(item);
}

function emptyRow({ id }) {
  return element('tr', { role: 'row', 'data-id': id, 'data-testid': 'complaint' },
    ...['reference', 'what', 'status', 'department', 'due', 'filed'].map(name => element('td', { role: 'cell', class: name })));
}

function fill(row, complaint) {
  const [reference, what, status, department, due, filed] = row.children;
  const place = [complaint.property?.name, complaint.unit?.code].filter(Boolean).join(' · ');
  row.dataset.reference = complaint.reference;
  row.dataset.status = complaint.status;
  reference.textContent = complaint.reference;
  what.replaceChildren(
    element('span', { class: 'headline', dir: 'auto' }, complaint.title),
    element('span', { class: 'soft' }, [inLanguage(complaint.category) ?? text('unclassified'), place].filter(Boolean).join(' — ')));
  status.replaceChildren(...[
    element('span', { class: 'chip', 'data-status': complaint.status }, text(complaint.status)),
    complaint.severity === 'MAJOR' ? element('span', { class: 'chip major' }, text('MAJOR')) : null,
  ].filter(Boolean));
  department.textContent = complaint.department?.name ?? text('noDepartment');
  department.classList.toggle('soft', !complaint.department);
  fillDue(due, complaint);
  filed.replaceChildren(instant(complaint.filedAt, relative(complaint.filedAt)));
}

function fillDue(cell, { status, dueAt, isOverdue }) {
  const done = DONE.has(status);
  const passed = status !== 'ON_HOLD' && new Date(dueAt) < new Date(); // since it was read; a hold may have stopped the clock
  const late = !done && (isOverdue || passed);
  cell.classList.toggle('late', late);
  cell.classList.toggle('soft', done);
  if (done) cell.textContent = text('done');
  else cell.replaceChildren(...(late ? [element('span', {}, text('overdue')), ' '] : []), instant(dueAt, relative(dueAt)));
}

const instant = (at, words) => element('time', { datetime: at, title: exact(at) }, words);

/** Adds a change on top of the feed. */
export function tell({ kind, at, complaint }) {
  const item = element('li', { 'data-kind': kind, 'data-at': at, 'data-testid': 'happened' },
    element('span', { class: 'chip', 'data-status': LEADS_TO[kind] ?? kind }), element('span', { class: 'headline', dir: 'auto' }), element('time', { class: 'soft', datetime: at }));
  item.dataset.reference = complaint?.reference ?? '';
  item.children[1].textContent = complaint ? `${complaint.reference} ${complaint.title}` : text('gone');
  fillFeed(item);
  feed.prepend(item);
  while (feed.children.length > FEED_LENGTH) feed.lastChild.remove();
  byId('feed-empty').hidden = true;
  flash(item, 'arrived');
}

function fillFeed(item) {
  item.children[0].textContent = text(item.dataset.kind);
  item.children[2].textContent = relative(item.dataset.at);
}

/** Empties both, for another reader. */
export function clearRows() {
  body.replaceChildren();
  feed.replaceChildren();
  byId('feed-empty').hidden = false;
}
