// LINE's stickers are LINE's: neither its pictures nor its servers are used
// here. Each sticker becomes a face of our own, always the same for the same id.

import { s } from './dom.js';
import { t } from './i18n.js';

/** What the sheet offers: LINE lets bots send these too. */
export const sheet = [52002734, 52002735, 52002736, 52002738, 52002740, 52002741, 52002745, 52002752]
  .map((id) => ({ packageId: '11537', stickerId: String(id) }));

const skins = [['#ffd95a', '#e7a92e'], ['#ffc2b0', '#e38b73'], ['#c9e6a0', '#8ab94f'], ['#b9dcf5', '#6ba6d1'], ['#e2cff3', '#a784cb']];

const eyes = {
  dots: () => [s('circle', { cx: 43, cy: 54, r: 5 }), s('circle', { cx: 77, cy: 54, r: 5 })],
  arcs: () => [s('path', { d: 'M35 57q8-11 16 0M69 57q8-11 16 0', class: 'line' })],
  wink: () => [s('circle', { cx: 43, cy: 54, r: 5 }), s('path', { d: 'M69 56h16', class: 'line' })],
  hearts: () => [43, 77].map((x) => s('path', {
    d: `M${x} 63c-14-9-9-17-4-15 2 1 4 3 4 3s2-2 4-3c5-2 10 6-4 15z`, fill: '#e5455f' })),
  closed: () => [s('path', { d: 'M35 53q8 8 16 0M69 53q8 8 16 0', class: 'line' })],
  tears: () => [s('path', { d: 'M35 57q8-11 16 0M69 57q8-11 16 0', class: 'line' }),
    s('path', { d: 'M38 62q-5 12 3 13 6-1 2-13zM82 62q5 12-3 13-6-1-2-13z', fill: '#5cb3ee' })],
};
const mouths = {
  smile: () => s('path', { d: 'M45 72q15 15 30 0', class: 'line' }),
  open: () => s('path', { d: 'M44 70q16 5 32 0-2 22-16 22t-16-22z', fill: '#a63a3f' }),
  small: () => s('circle', { cx: 60, cy: 77, r: 5, fill: '#a63a3f' }),
  sad: () => s('path', { d: 'M47 81q13-11 26 0', class: 'line' }),
};
const moods = [['dots', 'smile'], ['arcs', 'open'], ['wink', 'smile'], ['hearts', 'open'], ['closed', 'small'], ['tears', 'sad'], ['dots', 'open'], ['arcs', 'smile']];

/** The drawing of one sticker. */
export function drawing({ packageId, stickerId }) {
  let sum = 7;
  for (const c of `${packageId}/${stickerId}`) sum = (sum * 33 + c.codePointAt(0)) >>> 0;
  const known = sheet.findIndex((one) => one.stickerId === String(stickerId));
  const [eye, mouth] = moods[known >= 0 ? known : sum % moods.length];
  const [skin, edge] = skins[(known >= 0 ? known : sum >> 4) % skins.length];
  return s('svg', { viewBox: '0 0 120 120', class: 'sticker', role: 'img', 'aria-label': t('stickerNamed', { id: stickerId }) },
    s('circle', { cx: 34, cy: 26, r: 15, fill: skin, stroke: edge, 'stroke-width': 4 }),
    s('circle', { cx: 86, cy: 26, r: 15, fill: skin, stroke: edge, 'stroke-width': 4 }),
    s('ellipse', { cx: 60, cy: 64, rx: 48, ry: 45, fill: skin, stroke: edge, 'stroke-width': 4 }),
    s('ellipse', { cx: 29, cy: 70, rx: 8, ry: 5, fill: '#ff8f8f', opacity: 0.55 }),
    s('ellipse', { cx: 91, cy: 70, rx: 8, ry: 5, fill: '#ff8f8f', opacity: 0.55 }),
    ...eyes[eye](), mouths[mouth]());
}
