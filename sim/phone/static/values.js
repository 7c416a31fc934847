// Reading message objects: whatever they hold, what comes out is of the type
// that is asked for, and lengths and colours are those of LINE.

export const str = (v) => (typeof v === 'string' ? v : '');
export const list = (v) => (Array.isArray(v) ? v : []);
export const obj = (v) => (v !== null && typeof v === 'object' && !Array.isArray(v) ? v : {});
export const count = (v, fallback) => (Number.isInteger(v) && v >= 0 ? v : fallback);

/** One of the words, or the fallback. */
export const oneOf = (v, words, fallback = '') => (words.includes(v) ? v : fallback);

/** #RGB, #RRGGBB or #RRGGBBAA, else ''. */
export const colour = (v) => (/^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(str(v)) ? v : '');

// messaging-api docs, "Flex Message layout" and "Flex Message elements"
const gaps = { none: '0', xs: '2px', sm: '4px', md: '8px', lg: '12px', xl: '16px', xxl: '20px' };
const borders = { none: '0', light: '.5px', normal: '1px', medium: '2px', 'semi-bold': '3px', bold: '4px' };
const fonts = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 };
const pictures = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 };

const longest = 4000; // px; nobody's phone is larger

function measured(v, units = 'px|%') {
  const m = new RegExp(`^(-?\\d{1,6}(?:\\.\\d+)?)(${units})$`).exec(str(v));
  return m ? `${Math.max(-longest, Math.min(longest, Number(m[1])))}${m[2]}` : '';
}

const own = (table, v) => (Object.hasOwn(table, str(v)) ? table[v] : undefined);

/** Spaces, paddings, radii and offsets. */
export const gap = (v) => own(gaps, v) ?? measured(v);
export const border = (v) => own(borders, v) ?? measured(v, 'px');
export const length = (v) => measured(v);
export const font = (v) => (own(fonts, v) !== undefined ? `${own(fonts, v)}px` : measured(v, 'px') || '16px');
export const pictureSize = (v) => (v === 'full' ? '100%' : own(pictures, v) !== undefined ? `${own(pictures, v)}px` : measured(v) || '100px');

/** "20:13" as a ratio of CSS; LINE shows nothing higher than three times its width. */
export function ratio(v, fallback = '1:1') {
  const m = /^(\d{1,6}(?:\.\d+)?):(\d{1,6}(?:\.\d+)?)$/.exec(str(v)) ?? /^(\d+):(\d+)$/.exec(fallback);
  const [w, hh] = [Number(m[1]) || 1, Number(m[2]) || 1];
  return `${w} / ${Math.min(hh, 3 * w)}`;
}
