// The line at the bottom in which the friend writes.

import { h, icon } from './dom.js';
import { t } from './i18n.js';
import { drawing, sheet } from './sticker.js';

/** send(message) returns a promise; a refusal gives the text back. */
export function composer(send) {
  let queue = Promise.resolve(); // one after the other: what is typed first arrives first
  const input = h('textarea', {
    rows: '1', maxlength: '10000', placeholder: t('input'), 'aria-label': t('input'), enterkeyhint: 'send',
    autocomplete: 'off', 'data-testid': 'phone-input',
  });
  const button = h('button', { class: 'send', type: 'submit', 'aria-label': t('send'), disabled: true, 'data-testid': 'phone-send' }, icon('send'));
  const error = h('p', { class: 'error', role: 'alert', hidden: true }, t('failed'));
  const stickers = h('div', { class: 'stickers', role: 'group', 'aria-label': t('stickers'), hidden: true },
    ...sheet.map((one) => h('button', { type: 'button', 'data-testid': 'phone-sticker', onclick: () => post({ sticker: one }) }, drawing(one))));
  const smile = h('button', {
    class: 'plain', type: 'button', 'aria-label': t('stickers'), 'aria-expanded': 'false', 'data-testid': 'phone-stickers',
    onclick: () => {
      stickers.hidden = !stickers.hidden;
      smile.setAttribute('aria-expanded', String(!stickers.hidden));
    },
  }, icon('smile'));
  const form = h('form', { class: 'composer', onsubmit: (e) => { e.preventDefault(); submit(); } },
    error, stickers, h('div', { class: 'bar' }, smile, input, button));

  const fit = () => {
    button.disabled = input.value.trim() === '';
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  };

  function post(message) {
    error.hidden = true;
    queue = queue.then(() => send(message)).catch(() => {
      error.hidden = false;
      if (message.text && input.value === '') { input.value = message.text; fit(); }
    });
  }

  function submit() {
    const text = input.value.replace(/\s+$/, '');
    if (text === '') return;
    input.value = '';
    fit();
    post({ text });
    input.focus();
  }

  input.addEventListener('input', fit);
  input.addEventListener('keydown', (e) => {
    // Enter that ends a conversion of kana must not send. Safari reports it
    // after compositionend, with the key code 229.
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    submit();
  });

  return {
    element: form,
    block(blocked) {
      form.classList.toggle('blocked', blocked);
      for (const control of [input, smile]) control.disabled = blocked;
      if (blocked) stickers.hidden = true;
    },
  };
}
