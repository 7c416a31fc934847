// What stands in the boxes of a Flex Message.

import { css, h, icon as glyph, image, secure } from './dom.js';
import { t } from './i18n.js';
import { labelOf } from './tap.js';
import { colour, count, font, gap, length, list, obj, oneOf, pictureSize, ratio, str } from './values.js';

const ends = { start: 'flex-start', left: 'flex-start', center: 'center', end: 'flex-end', right: 'flex-end', top: 'flex-start', bottom: 'flex-end' };
const end = (v, fallback = '') => ends[oneOf(v, Object.keys(ends), fallback)];

const written = (c) => ({
  'font-size': c.size === undefined ? '' : font(c.size),
  color: colour(c.color),
  'font-weight': { bold: 700, regular: 400 }[oneOf(c.weight, ['bold', 'regular'])],
  'font-style': oneOf(c.style, ['normal', 'italic']),
  'text-decoration': oneOf(c.decoration, ['none', 'underline', 'line-through']),
});

export function text(c) {
  const line = h('p', { class: c.wrap === true ? 'fx-line fx-wrap' : 'fx-line' });
  const spans = list(c.contents).filter((one) => obj(one).type === 'span');
  if (spans.length > 0) line.append(...spans.map((one) => css(h('span', {}, str(one.text)), written(one))));
  else line.append(str(c.text));
  css(line, { ...written(c), 'text-align': oneOf(c.align, ['start', 'end', 'center', 'left', 'right']) });
  const most = count(c.maxLines, 0);
  if (c.wrap === true && most > 0) css(line, { display: '-webkit-box', '-webkit-box-orient': 'vertical', '-webkit-line-clamp': most });
  const between = /^\d{1,3}(\.\d+)?px$/.test(str(c.lineSpacing)) ? c.lineSpacing : '';
  if (between) css(line, { 'line-height': `calc(1.4em + ${between})` });
  if (c.adjustMode === 'shrink-to-fit') shrink(line, line);
  return css(h('div', { class: 'fx-text' }, line), { 'justify-content': end(c.gravity) });
}

/** Makes the letters of el smaller, once it is on the page, until they fit into frame. */
function shrink(el, frame) {
  requestAnimationFrame(() => {
    for (let px = parseFloat(getComputedStyle(el).fontSize); px > 8 && frame.scrollWidth > frame.clientWidth; px--) {
      css(el, { 'font-size': `${px - 1}px` });
    }
  });
}

export function picture(c) {
  const img = image(c.url, '', () => frame.classList.add('failed'));
  const frame = css(h('span', { class: 'fx-frame' }, img), {
    width: pictureSize(c.size), 'aspect-ratio': ratio(c.aspectRatio), 'background-color': colour(c.backgroundColor),
  });
  css(img, { 'object-fit': c.aspectMode === 'cover' ? 'cover' : 'contain' });
  return css(h('div', { class: 'fx-image' }, frame), { 'justify-content': end(c.align, 'center'), 'align-items': end(c.gravity, 'top') });
}

export function icon(c) {
  const frame = css(h('span', { class: 'fx-icon' }, image(c.url, '', () => frame.classList.add('failed'))), {
    height: font(c.size), 'aspect-ratio': ratio(c.aspectRatio),
  });
  return frame;
}

/** A film: its still, and a tap plays it. What cannot be played shows what the bot gave instead. */
export function video(c, act, draw) {
  if (!secure(c.previewUrl) && c.altContent) return draw(obj(c.altContent));
  const img = image(c.previewUrl, '', () => frame.classList.add('failed'));
  const frame = css(h('button', { class: 'fx-frame fx-video', type: 'button', 'aria-label': t('playVideo'), onclick: () => act({ type: 'play', url: c.url }) },
    img, h('span', { class: 'disc' }, glyph('play'))), { 'aspect-ratio': ratio(c.aspectRatio, '16:9') });
  css(img, { 'object-fit': 'cover' });
  return h('div', { class: 'fx-image' }, frame);
}

export function button(c, act) {
  const style = oneOf(c.style, ['primary', 'secondary'], 'link');
  const label = h('span', {}, labelOf(c.action));
  const el = h('button', {
    class: `fx-press fx-${style} ${c.height === 'sm' ? 'fx-sm' : 'fx-md'}`, type: 'button', 'data-testid': 'phone-action',
    onclick: (e) => { e.stopPropagation(); act(obj(c.action)); },
  }, label);
  css(el, style === 'link' ? { color: colour(c.color) } : { 'background-color': colour(c.color) });
  if (c.adjustMode === 'shrink-to-fit') shrink(label, label);
  return css(h('div', { class: 'fx-button' }, el), { 'justify-content': end(c.gravity) });
}

export const separator = (c) => css(h('div', { class: 'fx-separator' }), { 'background-color': colour(c.color) });
export const filler = () => h('div', { class: 'fx-filler' });
export const spacer = (c) => css(h('div', { class: 'fx-spacer' }), { width: gap(c.size) || length('16px'), height: gap(c.size) || '16px' });
