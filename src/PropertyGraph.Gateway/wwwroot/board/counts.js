// The two groups of numbers: by status, which also choose what the list shows, and by department.
import { byId, element, flash } from './dom.js';
import { countOf, STATUSES } from './graph.js';
import { number, text } from './texts.js';

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

/** Shows open complaints by department; null where the reader may not see departments. */
export function showDepartments(nodes, persona) {
  if (!nodes?.length) {
    departments.replaceChildren(element('li', { class: 'empty soft' }, text('noDepartments', { persona })));
    return;
  }
  const most = Math.max(1, ...nodes.map(d => d.openComplaints.totalCount));
  const known = new Map([...departments.children].map(item => [item.dataset.id, item]));
  departments.replaceChildren(...nodes.map(d => departmentBar(known.get(d.id), d, most)));
}

function departmentBar(known, { id, name, openComplaints: { totalCount } }, most) {
  const item = known ?? element('li', { 'data-id': id },
    element('span', { class: 'label' }), element('span', { class: 'count' }), element('span', { class: 'track', 'aria-hidden': 'true' }, element('span')));
  const [label, count, track] = item.children;
  if (known && item.dataset.count !== String(totalCount)) flash(item);
  item.dataset.count = totalCount;
  item.dataset.name = name;
  label.textContent = name;
  count.textContent = number(totalCount);
  track.firstChild.style.width = `${(100 * totalCount) / most}%`;
  return item;
}
