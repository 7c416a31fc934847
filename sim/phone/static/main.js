// /phone/ lists the friends, /phone/{userId}?channel= is one phone, and
// /phone/?phones={userId},{userId} are several side by side.

import { showDesk, showPhone } from './desk.js';
import { lang } from './i18n.js';
import { showList } from './list.js';

document.documentElement.lang = lang;
const user = decodeURIComponent(location.pathname.slice('/phone/'.length));
const asked = new URLSearchParams(location.search);
const users = [...new Set((asked.get('phones') ?? '').split(',').map((one) => one.trim()).filter(Boolean))];
const app = document.getElementById('app');
if (user) showPhone(app, user, asked.get('channel') ?? undefined);
else if (users.length > 0) showDesk(app, users, asked.get('channel') ?? undefined);
else showList(app);
