// Elements without markup in strings: text is only ever text.

export const byId = id => document.getElementById(id);

/** element('span', { class: 'chip', 'data-status': status }, 'text', child, ...) */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
  made.append(...children.filter(c => c !== null && c !== undefined));
  return made;
}

/** Shows for a moment that something is new: the style sheet says how, also for those who want no motion. */
export function flash(shown, kind = 'changed') {
  shown.classList.remove('changed', 'arrived');
  void shown.offsetWidth; // makes the animation start again
  shown.classList.add(kind);
  setTimeout(() => shown.classList.remove(kind), 4000);
}
