// Imagemaps (messaging-api reference, "Imagemap message"): one picture with
// areas that do something.

import { css, h, icon, image } from './dom.js';
import { t } from './i18n.js';
import { labelOf } from './tap.js';
import { list, obj, str } from './values.js';

const number = (v, fallback) => (Number.isFinite(v) && v > 0 ? v : fallback);
const percent = (part, whole) => `${Math.max(0, Math.min(100, (100 * (Number(part) || 0)) / whole))}%`;

/** An imagemap names its actions otherwise than buttons do. */
function action(a) {
  switch (a.type) {
    case 'uri':
      return { type: 'uri', label: a.label, uri: a.linkUri };
    default:
      return a; // message and clipboard are as everywhere
  }
}

export function imagemap(body, act) {
  const size = obj(body.baseSize);
  const [width, height] = [number(size.width, 1040), number(size.height, 1040)];
  const el = h('div', { class: 'imagemap' },
    image(str(body.baseUrl) ? `${body.baseUrl}/700` : '', str(body.altText), () => { el.classList.add('failed'); }),
    h('p', { class: 'imagemap-words' }, str(body.altText)));
  css(el, { 'aspect-ratio': `${width} / ${Math.min(height, 3 * width)}` });
  const at = (a) => ({
    left: percent(a.x, width), top: percent(a.y, height), width: percent(a.width, width), height: percent(a.height, height),
  });
  const film = obj(body.video);
  if (str(film.originalContentUrl)) el.append(player(film, at(obj(film.area)), act));
  for (const one of list(body.actions).map(obj)) {
    const name = str(one.label) || str(one.text) || str(one.linkUri) || labelOf(one);
    el.append(css(h('button', {
      class: 'area', type: 'button', 'aria-label': name, title: name, 'data-testid': 'phone-action', onclick: () => act(action(one)),
    }), at(obj(one.area))));
  }
  return el;
}

function player(film, area, act) {
  const el = h('button', { class: 'area film', type: 'button', 'aria-label': t('playVideo'), onclick: () => act({ type: 'play', url: film.originalContentUrl, then: film.externalLink }) },
    image(film.previewImageUrl, ''), h('span', { class: 'disc' }, icon('play')));
  return css(el, area);
}
