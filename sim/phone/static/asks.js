// What a phone asks before it does something: the time, the place, whether to
// open an address; and the large view of photos and films.

import { h, image, secure } from './dom.js';
import { t } from './i18n.js';
import { now } from './time.js';
import { str } from './values.js';

const pad = (n, width = 2) => String(n).padStart(width, '0');
const dateOf = (d) => `${pad(d.getFullYear(), 4)}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
const timeOf = (d) => `${pad(d.getHours())}:${pad(d.getMinutes())}`;

const modes = {
  date: { type: 'date', shape: /^\d{4}-\d\d-\d\d$/, usual: dateOf, earliest: '1900-01-01', latest: '2100-12-31' },
  time: { type: 'time', shape: /^\d\d:\d\d$/, usual: timeOf, earliest: '00:00', latest: '23:59' },
  datetime: {
    type: 'datetime-local', shape: /^\d{4}-\d\d-\d\dT\d\d:\d\d$/, usual: (d) => `${dateOf(d)}T${timeOf(d)}`,
    earliest: '1900-01-01T00:00', latest: '2100-12-31T23:59',
  },
};

/** Asks for what a datetimepicker wants: its params, or null. */
export function chooseTime(sheets, action) {
  const name = Object.hasOwn(modes, str(action.mode)) ? action.mode : 'datetime';
  const mode = modes[name];
  const written = (v) => { // LINE writes "2017-12-25t00:00" as well
    const text = str(v).replace('t', 'T');
    return mode.shape.test(text) ? text : '';
  };
  return new Promise((resolve) => {
    let chosen = null;
    const field = h('input', {
      type: mode.type, value: written(action.initial) || mode.usual(now()), min: written(action.min) || mode.earliest, max: written(action.max) || mode.latest,
      required: true, 'aria-label': t(name), 'data-first': true, 'data-testid': 'phone-when',
    });
    const form = h('form', {
      class: 'ask',
      onsubmit: (e) => { e.preventDefault(); chosen = { [name]: field.value }; close(); },
    }, field, h('button', { class: 'go', type: 'submit', 'data-testid': 'phone-when-ok' }, t('send')));
    const close = sheets.open(str(action.label) || t(name), [form], () => resolve(chosen));
  });
}

export const places = () => [
  { title: t('tokyoStation'), address: t('tokyoAddress'), latitude: 35.681236, longitude: 139.767125 },
  { title: t('osakaStation'), address: t('osakaAddress'), latitude: 34.702485, longitude: 135.495951 },
  { title: t('sapporoTower'), address: t('sapporoAddress'), latitude: 43.061038, longitude: 141.356433 },
];

/** Asks where the friend is: one of the sample places, or null. */
export function choosePlace(sheets) {
  return new Promise((resolve) => {
    let chosen = null;
    const options = places().map((place, i) => h('button', {
      class: 'option', type: 'button', 'data-first': i === 0, 'data-testid': 'phone-place', onclick: () => { chosen = place; close(); },
    }, h('strong', {}, place.title), h('span', {}, place.address)));
    const close = sheets.open(t('whichPlace'), options, () => resolve(chosen));
  });
}

/** The message that sends a file of this device: as what it is, or as a file. */
async function fromDevice(file, asFile) {
  const text = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new TypeError('unreadable'));
    reader.readAsDataURL(file);
  });
  const media = { data: text.slice(text.indexOf(',') + 1), ...(file.type ? { type: file.type } : {}) };
  const [kind] = file.type.split('/');
  return !asFile && ['image', 'video', 'audio'].includes(kind) ? { [kind]: media } : { file: { ...media, name: file.name } };
}

const samples = { cameraRoll: ['image', 'video'], voice: ['audio'], file: ['file'] };

/** Asks for a photo, film or file: a sample of the simulator or one of this device. The message, or null. */
export function chooseMedia(sheets, kind) {
  return new Promise((resolve, reject) => {
    let chosen = null;
    const made = samples[kind].map((one, i) => h('button', {
      class: 'option', type: 'button', 'data-first': i === 0, 'data-testid': `phone-sample-${one}`,
      onclick: () => { chosen = Promise.resolve({ [one]: one === 'audio' || one === 'video' ? { duration: 3000 } : {} }); close(); },
    }, t(`sample_${one}`)));
    const field = h('input', {
      type: 'file', class: 'hidden', accept: { cameraRoll: 'image/*,video/*', voice: 'audio/*' }[kind], 'data-testid': 'phone-file',
      onchange: () => { if (field.files.length > 0) { chosen = fromDevice(field.files[0], kind === 'file'); close(); } },
    });
    const close = sheets.open(t(`action_${kind}`), [...made, h('label', { class: 'option device' }, t('fromDevice'), field)],
      () => (chosen ? chosen.then(resolve, reject) : resolve(null)));
  });
}

/**
 * Shows the whole address and opens it only when asked again. Web pages and
 * telephone numbers can be opened; what is LINE's own cannot, and nothing else
 * becomes a link at all.
 */
export function openAddress(sheets, address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const tel = url?.protocol === 'tel:';
  const web = url?.protocol === 'https:' || url?.protocol === 'http:';
  const why = tel ? t('callHint') : web ? t('openHint') : url?.protocol === 'line:' ? t('lineAddress') : t('badAddress');
  const shown = h('p', { class: 'address', 'data-testid': 'phone-address' }, address.slice(0, 2000));
  return new Promise((resolve) => {
    let opened = false;
    const open = web || tel ? h('a', {
      class: 'go', href: url.href, ...(web ? { target: '_blank' } : {}), rel: 'noopener noreferrer', referrerpolicy: 'no-referrer', 'data-first': true,
      'data-testid': 'phone-open', onclick: () => { opened = true; setTimeout(() => close()); },
    }, t(tel ? 'call' : 'open')) : null;
    const close = sheets.open(t(tel ? 'callTitle' : 'openTitle'), [h('p', {}, why), shown, ...(open ? [open] : [])], () => resolve(opened));
  });
}

/** A photo in large. */
export function look(sheets, url) {
  const img = image(url, t('image'), () => img.replaceWith(h('p', { class: 'address' }, url)));
  sheets.open(t('image'), [h('div', { class: 'view' }, img)]);
  return false;
}

/** A film; behind it stands the link that an imagemap's film ends with. */
export function play(sheets, url, then) {
  const film = secure(url)
    ? h('video', { src: url, controls: true, autoplay: true, playsinline: true })
    : h('p', { class: 'address' }, url || t('video'));
  const link = str(then.linkUri) ? h('button', { class: 'go', type: 'button', onclick: () => { close(); openAddress(sheets, then.linkUri); } }, str(then.label) || t('open')) : null;
  film.addEventListener('error', () => film.replaceWith(h('p', { class: 'address' }, url)));
  const close = sheets.open(t('video'), [h('div', { class: 'view' }, film), ...(link ? [link] : [])], () => film.pause?.());
  return false;
}
