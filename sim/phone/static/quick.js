// Quick replies: buttons under the newest message, gone once the talk goes on
// (docs, "Use quick replies").

import { h, icon, image, secure } from './dom.js';
import { t } from './i18n.js';
import { labelOf } from './tap.js';
import { list, obj } from './values.js';

const glyphs = { camera: 'camera', cameraRoll: 'photo', location: 'pin', datetimepicker: 'clock' };

/** The strip of one talk; used keeps over a reload which were tapped. */
export function quickReplies(act, used) {
  const element = h('div', { class: 'quick', role: 'group', 'aria-label': t('quickReply'), hidden: true, 'data-testid': 'phone-quick' });
  let shown = '';

  function item(one, id) {
    const action = obj(one.action);
    const glyph = Object.hasOwn(glyphs, action.type) ? icon(glyphs[action.type]) : null;
    return h('button', {
      type: 'button', 'data-testid': 'phone-quick-item',
      onclick: async () => {
        if (!(await act(action))) return; // a photo not taken leaves the buttons
        used.set(id);
        if (shown === id) { shown = ''; element.hidden = true; }
      },
    }, secure(one.imageUrl) ? image(one.imageUrl, '') : glyph, h('span', {}, labelOf(action)));
  }

  return {
    element,
    /** Shows those of the newest bubble of a talk, or none. */
    draw(bubbles, blocked) {
      const last = bubbles.at(-1);
      const items = list(obj(obj(last?.body).quickReply).items).map(obj).slice(0, 13);
      const wanted = last?.from === 'account' && items.length > 0 && !blocked && used.get() !== last.id ? last.id : '';
      if (wanted === shown) return;
      shown = wanted;
      element.hidden = !wanted;
      element.replaceChildren(...(wanted ? items.map((one) => item(one, wanted)) : []));
      element.scrollLeft = 0;
    },
  };
}
