// The form that files a complaint. Each opening has its own idempotency key, so that a second press of the button files nothing twice.
import { byId, element } from './dom.js';
import { ask, choicesQuery, fileMutation, propertiesQuery, readAll, Refused, unitsQuery } from './graph.js';
import { inLanguage, text } from './texts.js';

const dialog = byId('dialog');
const form = byId('form');
const problem = byId('form-problem');
const NOTICE = 10_000; // milliseconds
let session;
let noticeEnds;
let key;
let chosenFor; // whose choices the form holds, and in which language

export function prepareFiling(forSession) {
  session = forSession;
  byId('file').addEventListener('click', open);
  byId('cancel').addEventListener('click', () => dialog.close());
  form.elements.property.addEventListener('change', loadUnits);
  form.addEventListener('input', event => complain(event.target.name, null));
  form.addEventListener('submit', event => {
    event.preventDefault();
    send();
  });
}

/** crypto.randomUUID exists on https and localhost only. */
const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

async function open() {
  form.reset();
  clearProblems();
  key = newKey();
  dialog.showModal();
  form.elements.title.focus();
  const reader = `${session.persona} ${document.documentElement.lang}`;
  if (chosenFor === reader) return loadUnits();
  try {
    await loadChoices();
    chosenFor = reader;
  } catch (error) {
    showProblem(error);
  }
}

async function loadChoices() {
  const [categories, properties] = await Promise.all([
    readAll(session, choicesQuery, {}, data => data.categories),
    readAll(session, propertiesQuery, {}, data => data.properties),
  ]);
  offer(form.elements.category, groupsOf(categories), text('unknown'));
  offer(form.elements.property, properties.map(p => option(p.id, p.name)), text('noneChosen'));
  await loadUnits();
}

async function loadUnits() {
  const { property, unit } = form.elements;
  unit.disabled = !property.value;
  offer(unit, [], property.value ? text('loading') : text('chooseProperty'));
  if (!property.value) return;
  const chosen = property.value;
  try {
    const units = await readAll(session, unitsQuery, { property: chosen }, data => data.property?.units);
    if (chosen === property.value) offer(unit, units.map(u => option(u.id, [u.building?.name, u.code].filter(Boolean).join(' · '))), text('noneChosen'));
  } catch (error) {
    showProblem(error);
  }
}

/** A category with others under it is the heading of a group, in which it is the first choice. */
function groupsOf(categories) {
  const children = Map.groupBy(categories, c => c.parent?.id ?? '');
  const known = new Set(categories.map(c => c.id));
  const tops = categories.filter(c => !c.parent || !known.has(c.parent.id));
  const below = (category, depth) => (children.get(category.id) ?? []).flatMap(c => [option(c.id, '\u2003'.repeat(depth) + inLanguage(c)), ...below(c, depth + 1)]);
  return tops.map(top => (children.has(top.id)
    ? element('optgroup', { label: inLanguage(top) }, option(top.id, inLanguage(top)), ...below(top, 1))
    : option(top.id, inLanguage(top))));
}

const option = (value, label) => element('option', { value }, label);

const offer = (select, options, first) => select.replaceChildren(option('', first), ...options);

async function send() {
  clearProblems();
  const { title, description, category, unit, property } = form.elements;
  if (!title.value.trim()) complain('title', text('titleMissing'));
  if (!description.value.trim()) complain('description', text('descriptionMissing'));
  const wrong = form.querySelector('[aria-invalid="true"]');
  if (wrong) return wrong.focus();

  const input = { idempotencyKey: key, title: title.value.trim(), description: description.value.trim() };
  if (category.value) input.category = category.value;
  if (unit.value) input.unit = unit.value;
  else if (property.value) input.property = property.value;

  busy(true);
  try {
    const { fileComplaint: outcome } = await ask(session, fileMutation, { input });
    if (outcome.errors?.length) showErrors(outcome.errors);
    else filed(outcome.reference);
  } catch (error) {
    showProblem(error);
  } finally {
    busy(false);
  }
}

/** Names the complaint also to those who may not see it on the board. */
function filed(reference) {
  dialog.close();
  const notice = byId('notice');
  notice.textContent = text('filedAs', { reference });
  notice.hidden = false;
  clearTimeout(noticeEnds);
  noticeEnds = setTimeout(() => { notice.hidden = true; }, NOTICE);
}

/** Typed errors stand beside the field that their path names; the others under the form. Another input needs another key. */
function showErrors(errors) {
  key = newKey();
  const others = errors.filter(error => !complain(error.path?.findLast(step => form.querySelector(`[data-field="${CSS.escape(step)}"]`)), error.message));
  if (others.length) showText(others.map(e => e.message).join(' '));
  form.querySelector('[aria-invalid="true"]')?.focus();
}

/** Says (or with null: no longer says) what is wrong with a field; false where there is no such field. */
function complain(name, message) {
  const field = name && form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (!field) return false;
  const input = form.elements[name];
  field.querySelector('.problem')?.remove();
  input.toggleAttribute('aria-invalid', message !== null);
  if (message === null) {
    input.removeAttribute('aria-describedby');
    return true;
  }
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', `problem-${name}`);
  field.append(element('p', { class: 'problem', id: `problem-${name}`, 'data-testid': `problem-${name}` }, message));
  return true;
}

function clearProblems() {
  for (const field of form.querySelectorAll('[data-field]')) complain(field.dataset.field, null);
  problem.hidden = true;
}

function showProblem(error) {
  showText(text('notSent', { reason: error instanceof Refused ? error.message : text('unreachable') }));
}

function showText(message) {
  problem.textContent = message;
  problem.hidden = false;
}

function busy(is) {
  byId('submit').disabled = is;
  byId('submit').textContent = text(is ? 'sending' : 'send');
}
