// What one can do with a message: answer to it, copy it, take it back.

import * as api from './api.js';
import { authorOf } from './chats.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { obj, str } from './values.js';

const quotable = ['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex']; // docs, "Get quote tokens"

/** Opens the menu of one bubble of a talk. */
export function messageMenu(talk, b) {
  const text = str(obj(b.body).text);
  const { own } = authorOf(b, talk.talk);
  const choose = (id, words, then) => h('button', { class: 'option', type: 'button', 'data-testid': `phone-${id}`, onclick: () => { close(); then(); } }, words);
  const close = talk.sheets.open(t('messageMenu'), [
    quotable.includes(b.kind) && !talk.blocked && choose('quote', t('quote'), () => talk.composer.quote(b)),
    text && choose('copy', t('copy'), () => talk.act({ type: 'clipboard', clipboardText: text })),
    own && talk.talk.group === 'group' && b.kind === 'text' && choose('edit', t('edit'), () => edit(talk, b)),
    own && choose('unsend', t('unsend'), () => attempt(talk, () => talk.chat.unsend(b.id))),
  ].filter(Boolean));
}

/** Asks for the new words. Only texts in groups can be edited (docs, "Edit event"). */
function edit(talk, b) {
  const field = h('textarea', { rows: '3', maxlength: '10000', required: true, 'aria-label': t('edit'), 'data-first': true, 'data-testid': 'phone-edit-text' });
  field.value = str(obj(b.body).text);
  const close = talk.sheets.open(t('edit'), [h('form', {
    class: 'ask',
    onsubmit: (e) => { e.preventDefault(); close(); attempt(talk, () => talk.chat.edit(b.id, field.value)); },
  }, field, h('button', { class: 'go', type: 'submit', 'data-testid': 'phone-edit-ok' }, t('change')))]);
}

async function attempt(talk, what) {
  try {
    await what();
    await talk.refresh();
  } catch (err) {
    if (!(err instanceof api.Refused)) throw err;
    talk.sheets.note(t('failed'));
  }
}
