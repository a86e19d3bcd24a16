// The groups of numbers: by status, which also choose what the list shows; and the service board, which the server tells by itself.
import { byId, element, flash } from './dom.js';
import { countOf, STATUSES } from './graph.js';
import { number, relative, text } from './texts.js';

const tiles = byId('tiles');
const departments = byId('departments');

/** Shows the counts; a tile is a switch that calls `choose` with its key, a status or 'overdue'. */
export function showCounts(data, chosen, choose) {
  const counts = [...STATUSES.map(s => [s, countOf(data, s)]), ['overdue', data.overdue?.totalCount ?? 0]];
  for (const [key, count] of counts) showTile(key, count, key === chosen, choose);
}

function showTile(key, count, pressed, choose) {
  let tile = tiles.querySelector(`[data-key="${key}"]`);
  const isNew = !tile;
  if (isNew) {
    tile = element('button', { type: 'button', class: 'tile', 'data-key': key, 'data-testid': `count-${key}` },
      element('span', { class: 'count' }), element('span', { class: 'label' }));
    tile.addEventListener('click', () => choose(key));
    tiles.append(tile);
  }
  const [shown, label] = tile.children;
  if (!isNew && tile.dataset.count !== String(count)) flash(tile);
  tile.dataset.count = count;
  tile.setAttribute('aria-pressed', pressed);
  shown.textContent = number(count);
  label.textContent = text(key);
}

/** Shows the service board: what is open by department and severity, and what waits longest for an answer. */
export function showServiceBoard({ open, overdue, unacknowledged }) {
  const known = new Map([...departments.children].map(item => [item.dataset.name, item]));
  const rows = byDepartment(open.groups);
  const most = Math.max(1, ...rows.map(row => row.count));
  departments.replaceChildren(...(rows.length ? rows.map(row => departmentBar(known.get(row.name), row, most)) : [element('li', { class: 'empty soft' }, text('nothingOpen'))]));
  const oldest = unacknowledged.nodes[0];
  const waiting = byId('waiting');
  Object.assign(waiting.dataset, { open: open.totalCount, overdue: overdue.totalCount, unacknowledged: unacknowledged.totalCount, oldest: oldest?.reference ?? '' });
  waiting.textContent = text(oldest ? 'boardWaiting' : 'boardAnswered', {
    open: number(open.totalCount), overdue: number(overdue.totalCount), count: number(unacknowledged.totalCount), reference: oldest?.reference, since: oldest && relative(oldest.filedAt),
  });
}

/** One row for each department, the one with most first; complaints without one are a row of their own. */
function byDepartment(groups) {
  const rows = new Map();
  for (const { key, aggregate: { count } } of groups) {
    const name = key.department?.name ?? '';
    const row = rows.get(name) ?? { name, count: 0, major: 0 };
    row.count += count;
    if (key.severity === 'MAJOR') row.major += count;
    rows.set(name, row);
  }
  return [...rows.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

function departmentBar(known, { name, count, major }, most) {
  const item = known ?? element('li', { 'data-name': name },
    element('span', { class: 'label' }), element('span', { class: 'count' }), element('span', { class: 'track', 'aria-hidden': 'true' }, element('span')));
  const [label, shown, track] = item.children;
  if (known && item.dataset.count !== String(count)) flash(item);
  item.dataset.count = count;
  item.dataset.major = major;
  label.textContent = name || text('noDepartment');
  shown.textContent = major ? text('ofWhichMajor', { count: number(count), major: number(major) }) : number(count);
  track.firstChild.style.width = `${(100 * count) / most}%`;
  return item;
}
