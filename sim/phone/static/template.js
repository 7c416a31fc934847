// Template messages (messaging-api reference, "Template messages").

import { css, h, image } from './dom.js';
import { t } from './i18n.js';
import { labelOf, strip, tappable } from './tap.js';
import { colour, list, obj, str } from './values.js';

/** A template, or null when its kind is not known. */
export function template(value, act) {
  const c = obj(value);
  switch (c.type) {
    case 'buttons':
      return card(c, c, act);
    case 'confirm':
      return h('div', { class: 'tp tp-confirm' }, h('div', { class: 'tp-words' }, h('p', {}, str(c.text))), actions(c, act));
    case 'carousel':
      return strip('', ...columns(c, act));
    case 'image_carousel':
      return strip('', ...list(c.columns).map((one) => tile(obj(one), act)));
    default:
      return null;
  }
}

/** Columns have pictures and titles at the same heights, so one that has none keeps the room. */
function columns(c, act) {
  const all = list(c.columns).map(obj);
  const pictured = all.some((one) => str(one.thumbnailImageUrl));
  return all.map((one) => card(one, c, act, pictured));
}

function card(c, look, act, pictured = Boolean(str(c.thumbnailImageUrl))) {
  const head = h('div', { class: 'tp-head' });
  if (pictured) {
    const img = str(c.thumbnailImageUrl) ? image(c.thumbnailImageUrl, '', () => picture.classList.add('failed')) : null;
    const picture = h('div', { class: `tp-picture${look.imageAspectRatio === 'square' ? ' square' : ''}${look.imageSize === 'contain' ? ' contain' : ''}` }, img);
    head.append(css(picture, { 'background-color': colour(c.imageBackgroundColor ?? look.imageBackgroundColor) }));
  }
  head.append(h('div', { class: 'tp-words' }, str(c.title) ? h('strong', {}, str(c.title)) : null, h('p', {}, str(c.text))));
  return h('div', { class: 'tp' }, tappable(head, c.defaultAction, act), actions(c, act));
}

function actions(c, act) {
  return h('div', { class: 'tp-actions' }, ...list(c.actions).map((one) => h('button', {
    type: 'button', 'data-testid': 'phone-action', onclick: () => act(obj(one)),
  }, labelOf(one))));
}

function tile(c, act) {
  const el = h('button', { class: 'tp-tile', type: 'button', 'data-testid': 'phone-action', onclick: () => act(obj(c.action)) },
    image(c.imageUrl, '', () => el.classList.add('failed')));
  const label = str(obj(c.action).label);
  if (label) el.append(h('span', {}, label));
  else el.setAttribute('aria-label', labelOf(c.action) || t('image'));
  return el;
}
