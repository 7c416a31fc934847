// Building elements. Data reaches the page as text and attributes only, never
// as markup: names and messages come from strangers.

const SVG = 'http://www.w3.org/2000/svg';

function fill(el, props, children) {
  for (const [k, v] of Object.entries(props)) {
    if (v === undefined || v === null || v === false) continue;
    if (k.startsWith('on')) el.addEventListener(k.slice(2), v);
    else el.setAttribute(k, v === true ? '' : String(v));
  }
  el.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

/** An element; strings among the children become text. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Sets styles through the object model, which the Content-Security-Policy allows; '' leaves one out. */
export function css(el, styles) {
  for (const [k, v] of Object.entries(styles)) if (v !== undefined && v !== null && v !== '') el.style.setProperty(k, String(v));
  return el;
}

/** A picture from an https address; nothing tells its server where it is shown. failed() is called when there is none. */
export function image(url, alt = '', failed = () => {}) {
  const img = h('img', { alt, referrerpolicy: 'no-referrer', loading: 'lazy', decoding: 'async', draggable: 'false' });
  img.addEventListener('error', () => { img.classList.add('failed'); failed(img); });
  if (secure(url)) img.src = url;
  else queueMicrotask(() => img.dispatchEvent(new Event('error')));
  return img;
}

/** Whether a picture or film may be fetched from there: by https, or from this simulator. */
export function secure(url) {
  return typeof url === 'string' && (/^\/_sim\/channels\//.test(url) || (URL.canParse(url) && new URL(url).protocol === 'https:'));
}

const paths = {
  back: 'M15 5l-7 7 7 7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  clock: 'M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  send: 'M4.5 12L20 4.5 15.5 20l-3.7-6.3z M11.8 13.7L20 4.5',
  smile: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M8.5 14.2c.8 1.4 2 2.1 3.5 2.1s2.7-.7 3.5-2.1M9 9.3v.9M15 9.3v.9',
  search: 'M16 16l4.5 4.5M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 10l6 6 6-6',
  forth: 'M9 5l7 7-7 7',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  plus: 'M12 5v14M5 12h14',
  play: 'M8 5.500v13l11-6.500z',
  pause: 'M8 5v14M16 5v14',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  voice: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21',
  photo: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01',
  camera: 'M4 8h3l1.500-2h7L17 8h3v11H4zM12 16.500a3.300 3.300 0 1 0 0-6.600 3.300 3.300 0 0 0 0 6.600',
  phones: 'M4 4h7v16H4zM13 4h7v16h-7zM7 17h1M16 17h1',
  ticket: 'M4 7h16v3.500a1.500 1.500 0 0 0 0 3V17H4v-3.500a1.500 1.500 0 0 0 0-3zM14 7v2M14 11v2M14 15v2',
  pin: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5',
};

/** A line icon. */
export function icon(name) {
  return s('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, s('path', { d: paths[name] }));
}

/** Text that only screen readers meet. */
export function hidden(text) {
  return h('span', { class: 'hidden' }, text);
}

const colours = ['#e58aa4', '#e79a6b', '#d1a93f', '#82ae5c', '#4fa98d', '#5a9bc9', '#7f8fd6', '#a983c9'];

/** A round picture, or the first character of the name on a colour of its own. */
export function avatar(name, picture, key) {
  const el = h('span', { class: 'avatar', 'aria-hidden': 'true' });
  if (secure(picture)) {
    el.append(image(picture));
    return el;
  }
  let sum = 0;
  for (const c of key ?? name) sum = (sum * 31 + c.codePointAt(0)) >>> 0;
  el.style.backgroundColor = colours[sum % colours.length];
  el.append([...name.trim()][0] ?? '?');
  return el;
}
