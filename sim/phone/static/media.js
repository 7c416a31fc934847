// Photos, films, voice, files and places.

import { css, h, icon, image, s, secure } from './dom.js';
import { t } from './i18n.js';
import { obj, str } from './values.js';

/** The addresses of what a bubble holds. What LINE holds is fetched from kept. */
function addresses(body, kept) {
  const provider = obj(body.contentProvider);
  const original = str(body.originalContentUrl) || str(provider.originalContentUrl) || kept;
  return { original, preview: str(body.previewImageUrl) || str(provider.previewImageUrl) || original };
}

/** A landscape of our own, for photos that exist in this simulator only. */
function sample() {
  return s('svg', { viewBox: '0 0 240 180', class: 'sample', role: 'img', 'aria-label': t('samplePhoto') },
    s('path', { d: 'M0 0h240v180H0z', fill: '#bfe0f4' }), s('circle', { cx: 182, cy: 48, r: 22, fill: '#ffd768' }),
    s('path', { d: 'M0 150l66-84 52 66 34-38 88 78v8H0z', fill: '#6d9f86' }), s('path', { d: 'M0 160q60-26 120-6t120-8v34H0z', fill: '#4f8468' }));
}

export function photo(body, act, kept) {
  const { original, preview } = addresses(body, kept);
  const box = h('button', { class: 'picture', type: 'button', 'aria-label': t('openPhoto'), onclick: () => act({ type: 'look', url: original }) });
  box.append(image(preview, t('image'), () => (kept ? box.replaceChildren(sample()) : missing(box, 'image', original))));
  return box;
}

export function film(body, act, kept) {
  const { original, preview } = addresses(body, kept);
  const box = h('button', { class: 'picture film', type: 'button', 'aria-label': t('playVideo'), onclick: () => act({ type: 'play', url: original }) });
  if (preview && preview !== original) box.append(image(preview, t('video'), () => missing(box, 'video', original)));
  else box.append(h('span', { class: 'no-still' }));
  box.append(h('span', { class: 'disc' }, icon('play')));
  if (body.duration > 0) box.append(h('span', { class: 'long' }, minutes(body.duration)));
  return box;
}

/** A broken picture: LINE shows a grey field; here one also sees where it should have come from. */
function missing(box, kind, url) {
  box.classList.add('missing');
  box.replaceChildren(icon('photo'), h('strong', {}, t(kind)), url ? h('span', {}, url) : null);
}

const minutes = (ms) => {
  const seconds = Math.round(Math.min(Number(ms) || 0, 36e6) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

export function voice(body, kept) {
  const { original } = addresses(body, kept);
  const player = secure(original) ? h('audio', { preload: 'none', src: original }) : null;
  const face = (name) => button.replaceChildren(icon(name));
  const button = h('button', { class: 'disc', type: 'button', 'aria-label': t('playVoice'), disabled: !player, onclick: () => (player.paused ? player.play().catch(() => face('play')) : player.pause()) }, icon('play'));
  player?.addEventListener('play', () => face('pause'));
  for (const end of ['pause', 'ended', 'error']) player?.addEventListener(end, () => face('play'));
  return h('div', { class: 'card voice' }, button, h('span', { class: 'wave', 'aria-hidden': 'true' }), h('span', {}, body.duration > 0 ? minutes(body.duration) : t('audio')), player);
}

export function file(body, kept) {
  const size = Number(body.fileSize);
  const amount = size >= 1e6 ? `${(size / 1e6).toFixed(1)} MB` : size >= 1e3 ? `${Math.round(size / 1e3)} KB` : size > 0 ? `${size} B` : '';
  const name = str(body.fileName) || t('file');
  const inside = [icon('file'), h('strong', {}, name), amount ? h('span', {}, amount) : null];
  return kept ? h('a', { class: 'card file', href: kept, download: name }, ...inside) : h('div', { class: 'card file' }, ...inside);
}

export function place(body, act) {
  const [north, east] = [Number(body.latitude) || 0, Number(body.longitude) || 0];
  const query = encodeURIComponent(`${north},${east}`);
  const map = h('span', { class: 'map', 'aria-hidden': 'true' }, icon('pin'));
  // The streets are invented, but the same for the same place.
  css(map, { 'background-position': `${Math.round(Math.abs(east * 997) % 90)}px ${Math.round(Math.abs(north * 991) % 90)}px` });
  return h('button', { class: 'card place', type: 'button', onclick: () => act({ type: 'uri', uri: `https://www.google.com/maps/search/?api=1&query=${query}` }) },
    map, h('strong', {}, str(body.title) || t('location')),
    h('span', {}, str(body.address) || `${north.toFixed(5)}, ${east.toFixed(5)}`));
}
