// Flex Messages (messaging-api reference, "Flex Message"): bubbles, carousels
// and boxes. What stands in the boxes is drawn by flexparts.js.

import { css, h } from './dom.js';
import { button, filler, icon, picture, separator, spacer, text, video } from './flexparts.js';
import { strip, tappable } from './tap.js';
import { border, colour, count, gap, length, list, obj, oneOf, str } from './values.js';

const parts = { text, image: picture, icon, button, video, separator, filler, spacer };
const sizes = ['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'];
const deepest = 40; // boxes in boxes; more is nobody's design

/** A Flex Message's contents. act(action) does what a button says. */
export function flex(contents, act) {
  const c = obj(contents);
  if (c.type !== 'carousel') return bubbleOf(c, act);
  return strip('fx-carousel', ...list(c.contents).map((one) => bubbleOf(obj(one), act)));
}

function bubbleOf(b, act) {
  const el = h('div', { class: `fx-bubble fx-${oneOf(b.size, sizes, 'mega')}`, dir: oneOf(b.direction, ['ltr', 'rtl'], 'ltr') });
  for (const part of ['header', 'hero', 'body', 'footer']) {
    if (!b[part]) continue;
    const style = obj(obj(b.styles)[part]);
    const block = css(h('div', { class: `fx-block fx-${part}` }, component(obj(b[part]), null, act, 0)), { 'background-color': colour(style.backgroundColor) });
    if (style.separator === true && el.childElementCount > 0) {
      css(block, { 'border-top': `1px solid ${colour(style.separatorColor) || '#d4d6da'}` });
    }
    el.append(block);
  }
  return tappable(el, b.action, act);
}

function component(c, parent, act, depth) {
  if (depth > deepest) return null;
  const kind = str(c.type);
  const el = kind === 'box' ? box(c, act, depth) : Object.hasOwn(parts, kind) ? parts[kind](c, act, (alt) => component(alt, null, act, depth + 1)) : null;
  if (!el) return null;
  el.classList.add('fx');
  if (parent) place(el, c, parent);
  if (kind !== 'button') tappable(el, c.action, act);
  return el;
}

function box(c, act, depth) {
  const layout = oneOf(c.layout, ['horizontal', 'vertical', 'baseline'], 'vertical');
  const el = h('div', { class: `fx-box fx-${layout}` });
  css(el, {
    'background-color': colour(c.backgroundColor), 'background-image': gradient(c.background),
    'border-color': colour(c.borderColor) || '#d4d6da', 'border-width': border(c.borderWidth), 'border-radius': gap(c.cornerRadius),
    width: length(c.width), 'max-width': length(c.maxWidth), height: length(c.height), 'max-height': length(c.maxHeight),
    padding: gap(c.paddingAll), 'padding-top': gap(c.paddingTop), 'padding-bottom': gap(c.paddingBottom),
    'padding-inline-start': gap(c.paddingStart), 'padding-inline-end': gap(c.paddingEnd),
    'justify-content': oneOf(c.justifyContent, ['flex-start', 'center', 'flex-end', 'space-between', 'space-around', 'space-evenly']),
    'align-items': layout === 'baseline' ? '' : oneOf(c.alignItems, ['flex-start', 'center', 'flex-end']),
  });
  let before = false;
  for (const one of list(c.contents)) {
    const child = component(obj(one), { layout, spacing: gap(c.spacing), first: !before }, act, depth + 1);
    if (!child) continue;
    el.append(child);
    if (obj(one).position !== 'absolute') before = true;
  }
  return el;
}

/** Gives a component its share, its distance to the one before, and its offsets. */
function place(el, c, { layout, spacing, first }) {
  const row = layout !== 'vertical';
  if (c.position === 'absolute') el.classList.add('fx-absolute');
  else {
    const fixed = row ? length(c.width) : length(c.height);
    const share = count(c.flex, fixed ? 0 : usualShare(c.type, row));
    // A column is as high as what it holds, a row is shared out.
    css(el, { flex: share === 0 ? '0 0 auto' : row ? `${share} 0 0px` : `${share} 0 auto` });
    if (!first) css(el, { [row ? 'margin-inline-start' : 'margin-top']: gap(c.margin) || spacing });
  }
  css(el, {
    top: gap(c.offsetTop), bottom: gap(c.offsetBottom), 'inset-inline-start': gap(c.offsetStart), 'inset-inline-end': gap(c.offsetEnd),
  });
}

/** What is as wide as it is, and what takes its share, when nothing is said ("flex" property). */
function usualShare(kind, row) {
  if (kind === 'filler') return 1;
  return row && !['separator', 'icon', 'spacer'].includes(kind) ? 1 : 0;
}

function gradient(background) {
  const g = obj(background);
  const [angle] = /^\d{1,3}(\.\d+)?deg$/.exec(str(g.angle)) ?? [];
  const [start, centre, end] = [colour(g.startColor), colour(g.centerColor), colour(g.endColor)];
  if (g.type !== 'linearGradient' || !angle || !start || !end) return '';
  const middle = centre ? `${centre} ${/^\d{1,3}(\.\d+)?%$/.test(str(g.centerPosition)) ? g.centerPosition : '50%'}, ` : '';
  return `linear-gradient(${angle}, ${start}, ${middle}${end})`;
}
